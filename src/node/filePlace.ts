import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Stats } from 'node:fs';
import { uploadName } from '../core/uploadSource.ts';
import { FailureError } from '../shared/rpc.ts';
import { readFailure } from './readFailure.ts';
import { t } from '../shared/words.ts';

/** Where a regular file really lies. Throws FailureError for anything else, and for a file outside these folders, links followed; opens nothing. */
export async function placeOf(file: string, within?: readonly string[]): Promise<string> {
  try {
    const place = await realpath(file);
    if (within !== undefined && !(await isWithin(place, within))) {
      throw refusal(place === path.resolve(file) ? t('“{0}” lies outside this workspace; choose it in the file dialog to send it.', uploadName(file)) : t('“{0}” is a link to {1}, which lies outside this workspace.', uploadName(file), place));
    }
    const found = await stat(place);
    if (!found.isFile()) throw refusal(noFile(uploadName(file), found));
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

function noFile(name: string, found: Stats): string {
  if (found.isDirectory()) return t('“{0}” is a folder; only files can be sent.', name);
  if (found.isFIFO()) return t('“{0}” is a pipe; only files can be sent.', name);
  return found.isSocket() ? t('“{0}” is a socket; only files can be sent.', name) : t('“{0}” is a device; only files can be sent.', name);
}

function refusal(message: string): FailureError {
  return new FailureError({ kind: 'notSupported', message, action: 'openLog' });
}
