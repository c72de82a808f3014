import { open, rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What Windows says while somebody else, such as a virus scanner, has the file open. */
const held: ReadonlySet<unknown> = new Set(['EACCES', 'EBUSY', 'EPERM']);

/** How long to wait before each further attempt, in milliseconds: two seconds in all. */
const pauses: readonly number[] = [20, 80, 200, 500, 1200];

const usual = { rename, sleep: (milliseconds: number): Promise<unknown> => sleep(milliseconds) };

/** Puts a finished file into its place, whatever is there; waits a while for whoever has it open. Rejects with what the disk says. */
export async function renamed(from: string, to: string, disk: typeof usual = usual): Promise<void> {
  for (const pause of pauses) {
    try {
      await disk.rename(from, to);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && held.has(error.code))) throw error;
      await disk.sleep(pause);
    }
  }
  await disk.rename(from, to);
}

/** Sees to it that the names in a folder are on the disk; Windows does so by itself, and lets nobody ask. */
export async function syncedFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
