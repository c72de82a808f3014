import type { UploadSource } from './uploadSource.ts';

/** How much of a file is looked at to see whether it is text, in bytes. */
const glance = 8000;

/** The encoding of a text file, as far as its beginning tells; undefined for what is no text. */
export async function encodingOf(source: UploadSource, signal: AbortSignal): Promise<'utf-16be' | 'utf-16le' | 'utf-8' | undefined> {
  let isText = true;
  let mark = '';
  for await (const piece of source.read(signal, { to: Math.min(glance, source.bytes) })) {
    if (mark === '') mark = [...piece.subarray(0, 2)].join(' ');
    isText &&= !piece.includes(0);
  }
  if (mark === '255 254') return 'utf-16le';
  if (mark === '254 255') return 'utf-16be';
  return isText ? 'utf-8' : undefined;
}
