import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AttachmentStore } from '../core/stores.ts';
import { FailureError } from '../shared/rpc.ts';
import { renamed, syncedFolder } from './wholeFile.ts';
import { t } from '../shared/words.ts';

/** How long an unfinished file is left alone, in milliseconds: another window may be writing it. */
const grace = 60 * 60 * 1000;

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
    if ((await this.read(hash)) !== undefined) return hash;
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

  /** Removes what was left unfinished by a window that is not there any more. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const place = path.join(this.#folder, name);
      if (name.endsWith('.part') && Date.now() - (await stat(place)).mtimeMs > grace) await rm(place, { force: true });
    }
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
    if (!/^[\da-f]{64}$/.test(hash)) throw new Error('This is no hash.');
    return path.join(this.#folder, hash);
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
