import { FailureError } from '../shared/rpc.ts';
import type { NewAttachment } from './attachments.ts';
import { extentOf } from './mediaExtent.ts';
import { mediaTypeOf } from './mediaType.ts';
import { suspiciousBytes } from './packedLook.ts';
import type { AttachmentStore } from './stores.ts';
import { isOffice, waysApart } from './waysApart.ts';
import { t } from '../shared/words.ts';

/** The largest file that is attached as it is, in bytes. */
export const fileLimit = 20_000_000;

/** The farthest line of a packed file that is told as it is. */
const mostLines = 10_000;

/** An image or a document to be attached, its bytes kept and looked through for secrets; undefined for what is neither. Throws FailureError `storage`. */
export async function mediaAttachment(name: string, bytes: Uint8Array, store: Pick<AttachmentStore, 'keep'>): Promise<NewAttachment | undefined> {
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === undefined) return undefined;
  if (bytes.length > fileLimit) throw new FailureError({ kind: 'tooLarge', message: fileTooLarge(name, bytes.length), action: 'openLog' });
  return { kind: 'file', path: name, language: '', ...(await looked(bytes)), media: { mediaType, bytes: bytes.length, hash: await store.keep(bytes), ...extentOf(bytes, mediaType) } };
}

/**
 * A file that is neither text for a prompt nor an image or a PDF, its bytes kept: a text that is too long, in UTF-8, or a file that is
 * no text; undefined for what no server reads. Throws FailureError.
 */
export async function otherFile(name: string, bytes: Uint8Array, isText: boolean, store: Pick<AttachmentStore, 'keep'>): Promise<NewAttachment | undefined> {
  const use = isOffice(name) ? undefined : waysApart(name, isText)[0];
  if (use === undefined && !isOffice(name)) return undefined;
  if (bytes.length > fileLimit) throw new FailureError({ kind: 'tooLarge', message: fileTooLarge(name, bytes.length), action: 'openLog' });
  return { kind: 'file', path: name, language: '', ...(isText ? { text: '' } : await looked(bytes)), ...(use === undefined ? {} : { use }), media: { mediaType: isText ? 'text/plain' : 'application/octet-stream', bytes: bytes.length, hash: await store.keep(bytes) } };
}

/** What is suspicious in these bytes; what stands in a packed file stands in its line of the text. */
async function looked(bytes: Uint8Array): Promise<Pick<NewAttachment, 'inside' | 'text'>> {
  const { text, line, inside } = (await suspiciousBytes(bytes)) ?? { text: '', line: 1 };
  return inside === undefined ? { text } : { text: text === '' ? '' : '\n'.repeat(Math.min(line - 1, mostLines)) + text, inside };
}

/** Says that a file is above `fileLimit`. */
export function fileTooLarge(name: string, bytes: number): string {
  return t('{0} has {1} MB; at most {2} MB can be attached.', name, (bytes / 1_000_000).toFixed(1), String(fileLimit / 1_000_000));
}
