import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Stats } from 'node:fs';
import { uploadName } from '../core/uploadSource.ts';
import { FailureError } from '../shared/rpc.ts';
import { readFailure } from './readFailure.ts';

/** Where a regular file really lies. Throws FailureError for anything else, and for a file outside these folders, links followed; opens nothing. */
export async function placeOf(file: string, within?: readonly string[]): Promise<string> {
  try {
    const place = await realpath(file);
    if (within !== undefined && !(await isWithin(place, within))) {
      throw refusal(file, place === path.resolve(file) ? 'lies outside this workspace; choose it in the file dialog to send it' : `is a link to ${place}, which lies outside this workspace`);
    }
    const found = await stat(place);
    if (!found.isFile()) throw refusal(file, `is ${kindOf(found)}; only files can be sent`);
    return place;
  } catch (error) {
    throw error instanceof FailureError ? error : readFailure(file, error);
  }
}

async function isWithin(place: string, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const way = path.relative(await realpath(folder), place);
    if (way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)) return true;
  }
  return false;
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a pipe';
  return found.isSocket() ? 'a socket' : 'a device';
}

function refusal(file: string, words: string): FailureError {
  return new FailureError({ kind: 'notSupported', message: `“${uploadName(file)}” ${words}.`, action: 'openLog' });
}
