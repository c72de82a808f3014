import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { AttachmentStore } from '../core/stores.ts';
import { FailureError } from '../shared/rpc.ts';
import { renamed, syncedFolder } from './wholeFile.ts';
import { t } from '../shared/words.ts';

/** How long an unfinished file is left alone, in milliseconds: another window may be writing it. */
const grace = 60 * 60 * 1000;

/** How long a file is kept that nobody names, in milliseconds, since it was kept last: another window may hold it in its memory alone. */
const stay = 7 * 24 * grace;

/** How many files are asked about in one sweep: each may have all threads searched. */
const mostAsked = 20;

/** Files in one folder, each named by the SHA-256 of its bytes: what is there is whole, and the same bytes are there once. */
export class HashedFiles implements AttachmentStore {
  readonly #folder: string;

  /** `folder`: absolute; made at the first use. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async keep(bytes: Uint8Array): Promise<string> {
    const hash = hashOf(bytes);
    const target = this.#pathOf(hash);
    if ((await this.read(hash)) !== undefined) {
      await this.#touch(target);
      return hash;
    }
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await this.#write(bytes, target);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'storage', message: t('Attachments cannot be stored in {0}: {1}.', this.#folder, reason), action: 'openLog' }, { cause: error });
    }
    return hash;
  }

  async read(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await readFile(this.#pathOf(hash)).catch(() => undefined);
    return bytes !== undefined && hashOf(bytes) === hash ? bytes : undefined;
  }

  async drop(hash: string): Promise<void> {
    await rm(this.#pathOf(hash), { force: true });
  }

  /** Removes what was left unfinished by a window that is not there any more, and what nobody has named for a week: chips that were taken off. */
  async sweep(isNamed: (hash: string) => boolean): Promise<void> {
    let asked = 0;
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const place = path.join(this.#folder, name);
      const age = Date.now() - (await stat(place)).mtimeMs;
      if (name.endsWith('.part') && age > grace) await rm(place, { force: true });
      if (!isHash(name) || age <= stay || asked >= mostAsked) continue;
      asked += 1;
      await (isNamed(name) ? this.#touch(place) : rm(place, { force: true }));
    }
  }

  /** It is in use again. */
  async #touch(place: string): Promise<void> {
    const now = new Date();
    await utimes(place, now, now).catch(() => undefined);
  }

  /** Either the whole file stands under its name, on the disk, or nothing does. */
  async #write(bytes: Uint8Array, target: string): Promise<void> {
    const draft = path.join(this.#folder, `${randomUUID()}.part`);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await renamed(draft, target);
      await syncedFolder(this.#folder);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  #pathOf(hash: string): string {
    if (!isHash(hash)) throw new Error('This is no hash.');
    return path.join(this.#folder, hash);
  }
}

function isHash(name: string): boolean {
  return /^[\da-f]{64}$/.test(name);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
