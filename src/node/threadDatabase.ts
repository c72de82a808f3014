import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { overwriting } from './erasing.ts';
import { ownFile, ownFolder } from './ownPlace.ts';
import { damageIn, tellsDamage } from './threadDamage.ts';
import { rescue, sourcesIn } from './threadRescue.ts';
import { isNewer, reshape } from './threadTables.ts';

/** The threads' database, and which file it is. */
export interface OpenThreads {
  readonly database: DatabaseSync;
  readonly file: string;
  readonly isReadOnly: boolean;
  /** Set where a newer version wrote it. */
  readonly isNewer?: true;
}

/** Where the threads of a folder lie. */
export function placeOf(folder: string): string {
  return path.join(folder, 'threads.db');
}

/**
 * The threads' database in this folder, which is made where it is not there; a damaged or lost one is replaced by what is left of it
 * first, and `tell` is called with a sentence about that. One of a newer version, or where nothing can be written, is opened for reading alone. Throws what SQLite or the disk says.
 */
export function openThreads(folder: string, tell: (message: string) => void): OpenThreads {
  ownFolder(folder);
  if (isLost(folder)) mend(folder, () => isLost(folder), tell);
  try {
    return opened(folder);
  } catch (error) {
    if (isUnwritable(folder)) return readOnly(folder);
    if (!tellsDamage(error)) throw error;
    mend(folder, () => isDamaged(folder), tell);
    return opened(folder);
  }
}

/** Puts what is left of a damaged database in its place, unless another window has done so. */
export function mend(folder: string, isBroken: () => boolean, tell: (message: string) => void): void {
  const message = rescue(folder, isBroken);
  if (message !== undefined) tell(message);
}

/** Writes a database whose file was taken away while it was open to its place again. */
export function writeAgain(folder: string, database: DatabaseSync): void {
  ownFolder(folder);
  if (ownFile(placeOf(folder)) === undefined) database.prepare('VACUUM INTO ?').run(placeOf(folder));
}

function opened(folder: string): OpenThreads {
  const place = placeOf(folder);
  const bytes = ownFile(place)?.bytes ?? 0;
  let database = new DatabaseSync(place, { timeout: 5000 });
  try {
    const isReadOnly = isNewer(database);
    if (isReadOnly) {
      database.close();
      database = new DatabaseSync(place, { readOnly: true, timeout: 5000 });
    } else {
      database.exec(`PRAGMA journal_mode = WAL; PRAGMA cell_size_check = ON; ${overwriting}`);
      reshape(database);
      const damage = damageIn(database, bytes);
      if (damage !== undefined) throw Object.assign(new Error(damage), { errcode: 11 });
    }
    return { database, file: ownFile(place)?.id ?? '', isReadOnly, ...(isReadOnly ? { isNewer: true } : {}) };
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

/** A database where nothing can be written, not even SQLite's own files: as it stood when it was last closed. */
function readOnly(folder: string): OpenThreads {
  const place = pathToFileURL(placeOf(folder));
  place.searchParams.set('immutable', '1');
  return { database: new DatabaseSync(place, { readOnly: true }), file: ownFile(placeOf(folder))?.id ?? '', isReadOnly: true };
}

function isUnwritable(folder: string): boolean {
  if (ownFile(placeOf(folder)) === undefined) return false;
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** Whether there was a database here that is not there any more. */
function isLost(folder: string): boolean {
  return (ownFile(placeOf(folder))?.bytes ?? 0) === 0 && (ownFile(`${placeOf(folder)}-wal`)?.bytes ?? 0) === 0 && sourcesIn(folder).length > 0;
}

/** Whether the database here is damaged. */
function isDamaged(folder: string): boolean {
  try {
    opened(folder).database.close();
    return false;
  } catch (error) {
    return tellsDamage(error);
  }
}
