import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** The bytes that stand in a `data:` address (RFC 2397). Throws FailureError `notThisApi` for one that cannot be read. */
export async function* dataBytes(url: string): AsyncGenerator<Uint8Array> {
  const comma = url.indexOf(',');
  const isBase64 = url.slice(0, comma).endsWith(';base64');
  try {
    const text = decodeURIComponent(url.slice(comma + 1));
    yield isBase64 ? bytesOf(atob(text)) : new TextEncoder().encode(text);
  } catch (error) {
    throw new FailureError({ kind: 'notThisApi', message: t('The server sent an image that cannot be read.'), action: 'retry' }, { cause: error });
  }
}

/** Each letter is a byte. */
function bytesOf(letters: string): Uint8Array {
  const bytes = new Uint8Array(letters.length);
  for (let index = 0; index < letters.length; index += 1) bytes[index] = letters.charCodeAt(index);
  return bytes;
}
