import { FailureError } from '../shared/rpc.ts';
import { attachmentLimit, type NewAttachment } from './attachments.ts';
import { otherFile, mediaAttachment } from './mediaAttachment.ts';
import { textProblem } from './readableText.ts';
import type { AttachmentStore } from './stores.ts';
import { t } from '../shared/words.ts';

/** What bytes that lie in no file of ours become: an image, a document, text in UTF-8 or UTF-16, or a file that travels apart. Throws FailureError with the reason for all else. */
export async function bytesAttachment(name: string, bytes: Uint8Array, store: Pick<AttachmentStore, 'keep'>): Promise<NewAttachment> {
  const media = await mediaAttachment(name, bytes, store);
  if (media !== undefined) return { ...media, kind: 'dropped' };
  const encoding = encodingOf(bytes);
  const text = bytes.length === 0 ? '' : new TextDecoder(encoding).decode(bytes);
  const isText = bytes.length > 0 && !text.includes('\0');
  const apart = !isText || text.length > attachmentLimit ? await otherFile(name, isText ? new TextEncoder().encode(text) : bytes, isText, store) : undefined;
  const problem = bytes.length === 0 ? t('{0} is empty.', name) : textProblem(name, text, encoding.toUpperCase());
  if (apart !== undefined && (problem === undefined || !isText)) return { ...apart, kind: 'dropped' };
  if (problem !== undefined) throw new FailureError({ kind: 'notSupported', message: problem, action: 'openLog' });
  return { kind: 'dropped', path: name, language: '', text };
}

// The Unicode Standard, 23.8: what the byte order mark looks like.
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
