import { toStreamingFile, type OpenAI } from 'openai';
import type { Connection } from '../core/connections.ts';
import { mediaTypeOf } from '../core/fileTypes.ts';
import { checkUploadSize, type FilesPage, type ServerFile, type ServerFiles, type Uploaded, type UploadOptions } from '../core/serverFiles.ts';
import type { UploadSource } from '../core/uploadSource.ts';
import { FailureError } from '../shared/rpc.ts';
import { pageSize } from './everyItem.ts';
import { fileFailure, mayHaveLanded } from './fileFailures.ts';
import { landedFile } from './landedFile.ts';
import { LargeUploads } from './largeUploads.ts';
import { sending } from './sending.ts';
import { serverFile } from './serverFile.ts';
import { serverId } from './serverId.ts';
import { usualLimits, type UploadLimits } from './uploadLimits.ts';
import { t } from '../shared/words.ts';

/** How long the search for a file that may have arrived goes on, in milliseconds. */
const searchTime = 20_000;

/** The files that a server keeps, by its Files API. Nothing is sent twice by itself: when an answer is lost, the server's list is asked. */
export class FilesAtServer implements ServerFiles {
  readonly #client: OpenAI;
  readonly #connection: Connection;
  readonly #limits: UploadLimits;
  /** The ids of the files that are known to come from other uploads. */
  readonly #known = new Set<string>();

  constructor(client: OpenAI, connection: Connection, limits = usualLimits) {
    this.#client = client;
    this.#connection = connection;
    this.#limits = limits;
  }

  async list(signal: AbortSignal, from: { readonly after?: string; readonly purpose?: string } = {}): Promise<FilesPage> {
    return this.#worded(undefined, async () => {
      const { data, has_more: more } = await this.#client.files.list({ limit: pageSize, order: 'desc', ...from }, { signal });
      const files = (data ?? []).map((kept) => serverFile(kept));
      const last = files.at(-1)?.id;
      return { files, ...(last === undefined || last === from.after || (!more && files.length < pageSize) ? {} : { next: last }) };
    });
  }

  async retrieve(id: string, signal: AbortSignal): Promise<ServerFile> {
    return this.#worded(id, async () => serverFile(await this.#client.files.retrieve(serverId(id), { signal })));
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.#worded(id, () => this.#client.files.delete(serverId(id), { signal }));
  }

  async *content(id: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const response = await this.#worded(id, () => this.#client.files.content(serverId(id), { signal }));
    const body: AsyncIterable<Uint8Array> | null = response.body;
    try {
      yield* body ?? [];
    } catch (error) {
      throw fileFailure(error, this.#connection, { noun: 'file', id });
    }
  }

  async upload(source: UploadSource, options: UploadOptions, signal: AbortSignal): Promise<Uploaded> {
    checkUploadSize(source);
    const large = new LargeUploads(this.#client, this.#limits, this.#known);
    const uploaded = await (source.bytes > this.#limits.oneRequest
      ? this.#worded(undefined, () => large.upload(source, options, signal), 'upload')
      : this.#worded(undefined, () => this.#whole(source, options, signal)));
    this.#known.add(uploaded.file.id);
    return uploaded;
  }

  async #whole(source: UploadSource, { purpose, expiresAfter, progress }: UploadOptions, signal: AbortSignal): Promise<Uploaded> {
    const begun = performance.now();
    let sha256: string | undefined;
    const pieces = source.read(signal, { ended: (hash) => { sha256 = hash; } });
    const expiry = expiresAfter === undefined ? {} : { expires_after: { anchor: 'created_at', seconds: expiresAfter } as const };
    try {
      const kept = await sending(pieces, { signal, patience: this.#limits.patience, progress }, async (body, how) => {
        const file = toStreamingFile(body, source.name, { type: mediaTypeOf(source.name) });
        return this.#client.files.create({ purpose, ...expiry, file }, how);
      });
      return { file: serverFile(kept), sha256: sha256 ?? '' };
    } catch (error) {
      if (sha256 === undefined || !mayHaveLanded(error)) throw error;
      const sent = { name: source.name, bytes: source.bytes, purpose, since: { ago: (performance.now() - begun) / 1000 } };
      const landed = await landedFile(this.#client, sent, { looks: this.#limits.looks, not: this.#known, signal: AbortSignal.timeout(searchTime) }).catch(() => {
        throw uncertain(source.name, error);
      });
      if (landed === undefined) throw error;
      return { file: serverFile(landed), sha256 };
    }
  }

  async #worded<Answer>(id: string | undefined, ask: () => PromiseLike<Answer>, noun: 'file' | 'upload' = 'file'): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw fileFailure(error, this.#connection, { noun, ...(id === undefined ? {} : { id }) });
    }
  }
}

function uncertain(name: string, cause: unknown): FailureError {
  return new FailureError({ kind: 'interrupted', message: t('The connection was lost at the end, and whether “{0}” has arrived is not known; look at the list of files before you send it again.', name), action: 'retry' }, { cause });
}
