import { rmSync } from 'node:fs';
import path from 'node:path';

/** Where passages lie in a folder. */
export function passagesIn(folder: string): string {
  return path.join(folder, 'passages.db');
}

/** Removes a damaged database: what it held can be had anew from the files. */
export function removePassages(folder: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${passagesIn(folder)}${ending}`, { force: true });
}
