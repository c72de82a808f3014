import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { renamed } from './wholeFile.ts';

/** Writes what arrives to this path, completely or not at all: beside it first, then in its place. */
export async function saveFile(target: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.${crypto.randomUUID()}.part`);
  const handle = await open(draft, 'wx');
  try {
    try {
      for await (const piece of content) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renamed(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
