import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { uploadName, type Digest, type Reading, type UploadSource } from '../core/uploadSource.ts';
import { FailureError } from '../shared/rpc.ts';
import { placeOf } from './filePlace.ts';
import { readFailure } from './readFailure.ts';
import { t } from '../shared/words.ts';

/** Bytes of a piece that is given out. Larger ones are collected as garbage later: with 64 KB an upload takes half as much memory again; smaller ones take longer. */
const pieceSize = 20 * 1024;

/** Bytes that are read from the disk at once, into the same memory again and again. */
const readSize = 12 * pieceSize;

/** A regular file, open to be read; what it reads is what it was opened upon, or it says so. */
export class FileBytes implements UploadSource {
  readonly name: string;
  readonly bytes: number;
  /** The file itself, where the path led over links. */
  readonly realPath: string;
  readonly #handle: FileHandle;
  readonly #opened: BigIntStats;
  /** Of all of it, once that was read: what is read later is the same, or it says so. */
  #sha256: string | undefined;

  private constructor(path: string, realPath: string, handle: FileHandle, opened: BigIntStats) {
    this.name = uploadName(path);
    this.bytes = Number(opened.size);
    this.realPath = realPath;
    this.#handle = handle;
    this.#opened = opened;
  }

  /**
   * Opens a file once; `within` are the folders that it must lie in, with all links followed. Throws FailureError for what is not there,
   * lies elsewhere, cannot be read or is no regular file; nothing else is opened, so none of them can hold it up.
   */
  static async open(path: string, within?: readonly string[]): Promise<FileBytes> {
    const realPath = await placeOf(path, within);
    const handle = await open(realPath, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW).catch((error: unknown) => {
      throw readFailure(path, error);
    });
    const opened = await handle.stat({ bigint: true });
    if (opened.isFile()) return new FileBytes(path, realPath, handle, opened);
    await handle.close();
    throw changed(uploadName(path));
  }

  async digest(signal: AbortSignal): Promise<Digest> {
    if (this.#sha256 === undefined) this.#sha256 = await this.#hash('sha256', signal);
    else await this.#check();
    return { sha256: this.#sha256 };
  }

  async md5(signal: AbortSignal): Promise<string> {
    return this.#hash('md5', signal);
  }

  async *read(signal: AbortSignal, { from = 0, to = this.bytes, ended }: Reading = {}): AsyncGenerator<Uint8Array> {
    const isWhole = from === 0 && to === this.bytes;
    const sha256 = ended === undefined && !(isWhole && this.#sha256 === undefined) ? undefined : createHash('sha256');
    for await (const block of this.#blocks(signal, from, to)) {
      sha256?.update(block);
      for (let at = 0; at < block.length; at += pieceSize) yield new Uint8Array(block.subarray(at, at + pieceSize));
    }
    if (sha256 === undefined) return;
    const hash = sha256.digest('hex');
    if (isWhole) this.#sha256 ??= hash;
    ended?.(hash);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #hash(algorithm: 'md5' | 'sha256', signal: AbortSignal): Promise<string> {
    const hash = createHash(algorithm);
    for await (const block of this.#blocks(signal, 0, this.bytes)) hash.update(block);
    return hash.digest('hex');
  }

  /** The bytes in the same memory again and again; the last block is given out when nothing has changed. */
  async *#blocks(signal: AbortSignal, from: number, to: number): AsyncGenerator<Uint8Array> {
    const memory = new Uint8Array(Math.min(readSize, Math.max(1, to - from)));
    await this.#check();
    for (let at = from; at < to;) {
      signal.throwIfAborted();
      const { bytesRead } = await this.#handle.read(memory, 0, Math.min(memory.length, to - at), at);
      if (bytesRead === 0) throw changed(this.name);
      at += bytesRead;
      if (at >= to) await this.#check();
      yield memory.subarray(0, bytesRead);
    }
  }

  async #check(): Promise<void> {
    const now = await this.#handle.stat({ bigint: true });
    const there = await stat(this.realPath, { bigint: true }).catch(() => undefined);
    const same = now.size === this.#opened.size && now.mtimeNs === this.#opened.mtimeNs && there?.ino === now.ino && there.dev === now.dev;
    if (!same) throw changed(this.name);
  }
}

function changed(name: string): FailureError {
  return new FailureError({ kind: 'fileChanged', message: t('“{0}” changed while it was being read; choose it again to send it as it is now.', name), action: 'retry' });
}
