import { FailureError } from '../shared/rpc.ts';
import type { NewAttachment } from './attachments.ts';
import { mediaAttachment } from './mediaAttachment.ts';
import { sizeProblem, textProblem } from './readableText.ts';
import type { AttachmentStore } from './stores.ts';

/** What bytes that lie in no file of ours become: an image, a document, or text in UTF-8 or UTF-16. Throws FailureError with the reason for all else. */
export async function bytesAttachment(name: string, bytes: Uint8Array, store: Pick<AttachmentStore, 'keep'>): Promise<NewAttachment> {
  const media = await mediaAttachment(name, bytes, store);
  if (media !== undefined) return { ...media, kind: 'dropped' };
  const encoding = encodingOf(bytes);
  const text = bytes.length === 0 ? '' : new TextDecoder(encoding).decode(bytes);
  const problem = sizeProblem(name, bytes.length) ?? textProblem(name, text, encoding.toUpperCase());
  if (problem !== undefined) throw new FailureError({ kind: 'notSupported', message: problem, action: 'openLog' });
  return { kind: 'dropped', path: name, language: '', text };
}

// The Unicode Standard, 23.8: what the byte order mark looks like.
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
