import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { backupsIn } from './threadBackups.ts';
import { relist, salvage } from './threadSalvage.ts';
import { makeTables } from './threadTables.ts';
import { t } from '../shared/words.ts';

const name = 'threads.db';
const asidePrefix = `${name}.damaged-`;

/** How long another window may take over the same, in milliseconds. */
const patience = 30_000;

/** The files that a lost database can be had back from: what was set aside, then the backups, each the newest first. */
export function sourcesIn(folder: string): readonly string[] {
  const asides = readdirSync(folder).filter((file) => file.startsWith(asidePrefix) && !/-(?:wal|shm)$/.test(file)).toSorted().toReversed();
  return [...asides.slice(0, 1).map((file) => path.join(folder, file)), ...backupsIn(folder)];
}

/**
 * Sets a damaged database aside and puts in its place what can be read of it, and of the backups. `isDamaged` is asked once more when
 * no other window is about the same. Answers in one sentence what became of it; undefined if there was nothing to do. Throws what the disk says.
 */
export function rescue(folder: string, isDamaged: () => boolean): string | undefined {
  const lock = path.join(folder, `${name}.rescue`);
  take(lock);
  try {
    if (!isDamaged()) return undefined;
    const aside = setAside(folder);
    const threads = renew(folder);
    return savedInWords(threads, aside);
  } finally {
    rmSync(lock, { force: true });
  }
}

function savedInWords(threads: number, aside: string | undefined): string {
  if (aside === undefined) return threads === 1 ? t('The file with your threads was damaged or missing: 1 thread was saved.') : t('The file with your threads was damaged or missing: {0} threads were saved.', threads);
  if (threads === 1) return t('The file with your threads was damaged or missing: 1 thread was saved, and the damaged file was kept as {0}.', aside);
  return t('The file with your threads was damaged or missing: {0} threads were saved, and the damaged file was kept as {1}.', threads, aside);
}

function setAside(folder: string): string | undefined {
  const file = path.join(folder, name);
  if (!existsSync(file)) return undefined;
  const aside = `${asidePrefix}${new Date().toISOString().replaceAll(':', '.')}`;
  for (const ending of ['-wal', '']) if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, path.join(folder, `${aside}${ending}`));
  rmSync(`${file}-shm`, { force: true });
  return aside;
}

function renew(folder: string): number {
  const draft = path.join(folder, `${name}.${crypto.randomUUID()}.part`);
  try {
    const database = new DatabaseSync(draft);
    try {
      database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -16000');
      makeTables(database);
      database.exec('BEGIN');
      for (const source of sourcesIn(folder)) salvage(source, database);
      const threads = relist(database);
      database.exec('COMMIT');
      database.close();
      flushed(draft);
      renameSync(draft, path.join(folder, name));
      return threads;
    } finally {
      if (database.isOpen) database.close();
    }
  } finally {
    for (const ending of ['', '-journal']) rmSync(`${draft}${ending}`, { force: true });
  }
}

function flushed(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Waits until no other window holds the lock; one that was left behind is taken over. */
function take(lock: string): void {
  const until = Date.now() + patience;
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx'));
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (age > patience || Date.now() > until) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}
