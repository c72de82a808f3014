import { realpath } from 'node:fs/promises';

/** Where a path leads in the end, through every link; undefined where it leads nowhere. */
export async function realPath(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
