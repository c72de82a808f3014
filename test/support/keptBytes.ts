import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** So many random bytes that stay the same from one run to the next, in this file. */
export async function keptBytes(file: string, count: number): Promise<Uint8Array> {
  const kept = await readFile(file).catch(() => undefined);
  if (kept?.length === count) return kept;
  const made = randomBytes(count);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
