import { createHash } from 'node:crypto';
import { type FileHandle, lstat, mkdir, open, readdir, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { OutputStore } from '../core/stores.ts';
import { FailureError } from '../shared/rpc.ts';
import { renamed, syncedFolder } from './wholeFile.ts';
import { t } from '../shared/words.ts';

/** How long what nobody names is left alone, in milliseconds: another window may be about to name it. */
const grace = 60 * 60 * 1000;

const kept = /^[\da-f]{64}$/;

/** Outputs as files of one folder, named by the hashes of what is in them. */
export class OutputFolder implements OutputStore {
  readonly #folder: string;

  /** `folder`: absolute, for these files alone; made at the first use. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where an output lies, for others to read. */
  placeOf(hash: string): string {
    if (!kept.test(hash)) throw new TypeError('That is not the hash of an output.');
    return path.join(this.#folder, hash);
  }

  async keep(bytes: AsyncIterable<Uint8Array>): Promise<{ readonly hash: string; readonly bytes: number }> {
    const unfinished = path.join(this.#folder, `${crypto.randomUUID()}.part`);
    const file = await this.#use(async () => {
      await this.#make();
      return open(unfinished, 'wx', 0o600);
    });
    try {
      const written = await this.#write(file, bytes);
      await this.#use(() => this.#settle(unfinished, this.placeOf(written.hash)));
      return written;
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async read(hash: string, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const place = this.placeOf(hash);
    return this.#use(async () => {
      const found = await lstat(place).catch(absent);
      if (found?.isFile() !== true || found.size > most) return undefined;
      const file = await open(place, 'r');
      try {
        const bytes = Uint8Array.from(await file.readFile());
        return createHash('sha256').update(bytes).digest('hex') === hash ? bytes : undefined;
      } finally {
        await file.close();
      }
    });
  }

  async renew(hash: string): Promise<void> {
    const now = new Date();
    await this.#use(async () => utimes(this.placeOf(hash), now, now).catch(absent));
  }

  async sweep(isNamed: (hash: string) => boolean, gone: ReadonlySet<string>): Promise<void> {
    await this.#use(async () => {
      for (const name of (await readdir(this.#folder).catch(absent)) ?? []) {
        const place = path.join(this.#folder, name);
        const isOld = Date.now() - ((await lstat(place).catch(absent))?.mtimeMs ?? Infinity) > grace;
        if ((isOld || gone.has(name)) && !(kept.test(name) && isNamed(name))) await rm(place, { force: true });
      }
    });
  }

  /** Writes all of it to the disk, and closes the file. */
  async #write(file: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<{ readonly hash: string; readonly bytes: number }> {
    const hash = createHash('sha256');
    let length = 0;
    try {
      for await (const piece of bytes) {
        hash.update(piece);
        length += piece.length;
        await this.#use(() => file.appendFile(piece));
      }
      await this.#use(() => file.sync());
    } finally {
      await file.close();
    }
    return { hash: hash.digest('hex'), bytes: length };
  }

  /** Gives the finished file its name; what is kept already stays, and counts as new. */
  async #settle(unfinished: string, place: string): Promise<void> {
    const there = await lstat(place).catch(absent);
    if (there?.isFile() === true && there.size === (await lstat(unfinished)).size) {
      const now = new Date();
      await utimes(place, now, now);
      await rm(unfinished, { force: true });
    } else {
      await renamed(unfinished, place);
      await syncedFolder(this.#folder);
    }
  }

  /** Makes the folder. Throws where something else, such as a link to elsewhere, has taken its place. */
  async #make(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    if (!(await lstat(this.#folder)).isDirectory()) throw new Error(t('it is not a folder of its own'));
  }

  async #use<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'storage', message: t('Files cannot be kept in {0}: {1}.', this.#folder, reason), action: 'openLog' }, { cause: error });
    }
  }
}

/** Stands for what is not there; any other error is thrown on. */
function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
