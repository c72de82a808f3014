import { Emitter } from '../shared/lifetime.ts';
import { FailureError } from '../shared/rpc.ts';
import type { BackEnds } from './backEnds.ts';
import type { Connection } from './connections.ts';
import { failureOf } from './outcomes.ts';
import { purposeFor, type ServerFile, type ServerFiles, type UploadOptions } from './serverFiles.ts';
import type { Uploads } from './uploads.ts';
import type { UploadSource } from './uploadSource.ts';
import { t } from '../shared/words.ts';

/** How long a server is waited for where nothing but words goes over the wire, in milliseconds. */
const patience = 30_000;

/** The files of a server as far as its pages were asked for, the newest first. */
export interface ListedFiles {
  readonly files: readonly ServerFile[];
  /** Where the next page begins, if there is one. */
  readonly next?: string;
}

/** What is to be uploaded: where it came from, and what for. */
export interface UploadAsk extends Pick<UploadOptions, 'progress'> {
  readonly source: UploadSource;
  /** As the user knows it. */
  readonly path: string;
  readonly use: Parameters<typeof purposeFor>[0];
}

/** The files that the servers of the user's connections keep: asked for when they are first looked at, page by page. */
export class FileCatalogue {
  readonly #backEnds: Pick<BackEnds, 'answering' | 'connections'>;
  readonly #uploads: Uploads;
  readonly #lists = new Map<string, Promise<ListedFiles>>();
  readonly #changed = new Emitter<null>();
  /** A server's files are others now. */
  readonly onChange = this.#changed.on;

  constructor(backEnds: Pick<BackEnds, 'answering' | 'connections'>, uploads: Uploads) {
    this.#backEnds = backEnds;
    this.#uploads = uploads;
  }

  get connections(): readonly Connection[] {
    return this.#backEnds.connections;
  }

  /** What has been listed so far: at first the first page. Throws FailureError. */
  async list(connectionId: string): Promise<ListedFiles> {
    return this.#lists.get(connectionId) ?? this.#hold(connectionId, this.#at(connectionId).then((server) => server.list(AbortSignal.timeout(patience))));
  }

  /** Asks for one page more. */
  async more(connectionId: string): Promise<void> {
    const { files, next } = await this.list(connectionId);
    if (next === undefined) return;
    const page = await (await this.#at(connectionId)).list(AbortSignal.timeout(patience), { after: next });
    const known = new Set(files.map(({ id }) => id));
    void this.#hold(connectionId, Promise.resolve({ ...page, files: [...files, ...page.files.filter(({ id }) => !known.has(id))] }));
    this.#changed.fire(null);
  }

  /** Has the lists asked for anew, of one connection or of all. */
  refresh(connectionId?: string): void {
    if (connectionId === undefined) this.#lists.clear();
    else this.#lists.delete(connectionId);
    this.#changed.fire(null);
  }

  async retrieve(connectionId: string, id: string): Promise<ServerFile> {
    return (await this.#at(connectionId)).retrieve(id, AbortSignal.timeout(patience));
  }

  /** What is in a file, as it arrives. */
  async *content(connectionId: string, id: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    yield* (await this.#at(connectionId)).content(id, signal);
  }

  /** Deletes a file at the server; one that is gone already is as good as deleted. */
  async remove(connectionId: string, id: string): Promise<void> {
    const server = await this.#at(connectionId);
    await server.remove(id, AbortSignal.timeout(patience)).catch((error: unknown) => {
      if (failureOf(error).kind !== 'notFound') throw error;
    });
    this.#uploads.drop(connectionId, id);
    this.refresh(connectionId);
  }

  /** Uploads a file, unless the server has the same bytes for the same purpose from this machine already; `known` says so. An upload in parts is taken up where it ended. */
  async upload(connectionId: string, { source, path, use, progress }: UploadAsk, signal: AbortSignal): Promise<{ readonly file: ServerFile; readonly known: boolean }> {
    const server = await this.#at(connectionId);
    const purpose = purposeFor(use, source.name);
    // It takes a while to tell: for a size that is new here it is told while the file is sent.
    let sha256 = this.#uploads.mayKnow(connectionId, source.bytes) ? (await source.digest(signal)).sha256 : undefined;
    const gone: string[] = [];
    for (const { fileId } of this.#uploads.list(connectionId).filter((kept) => kept.hash === sha256 && kept.purpose === purpose && kept.inThread === undefined)) {
      const file = await stillThere(server, fileId);
      if (file !== undefined) return { file, known: true };
      gone.push(fileId);
    }
    const resume = sha256 === undefined ? undefined : this.#uploads.unfinished(connectionId, sha256);
    const keep: UploadOptions['keep'] = (state) => {
      sha256 = state?.sha256 ?? sha256;
      if (sha256 !== undefined) this.#uploads.keepUnfinished(connectionId, sha256, state);
    };
    const uploaded = await server.upload(source, { purpose, keep, ...(resume === undefined ? {} : { resume }), ...(progress === undefined ? {} : { progress }) }, signal).catch((error: unknown) => { throw this.#takenUpLater(error, connectionId, sha256, signal); });
    // A server that takes files has lost those; one that says of all things that they are not there may have them yet.
    for (const fileId of gone) this.#uploads.drop(connectionId, fileId);
    this.#uploads.keep(connectionId, { fileId: uploaded.file.id, hash: uploaded.sha256, name: source.name, path, purpose, bytes: source.bytes, at: Date.now() });
    this.refresh(connectionId);
    return { file: uploaded.file, known: false };
  }

  /** The same failure, with a word on it where parts of the file have arrived that need not be sent again. */
  #takenUpLater(error: unknown, connectionId: string, sha256: string | undefined, signal: AbortSignal): unknown {
    const state = sha256 === undefined ? undefined : this.#uploads.unfinished(connectionId, sha256);
    const sent = Object.keys(state?.parts ?? {}).length;
    if (signal.aborted || sent === 0 || !(error instanceof FailureError)) return error;
    const { failure } = error;
    return new FailureError({ ...failure, message: t('{0} Choose it again within the hour: it goes on where it broke off.', failure.message) }, { cause: error });
  }

  async #hold(connectionId: string, list: Promise<ListedFiles>): Promise<ListedFiles> {
    this.#lists.set(connectionId, list);
    list.catch(() => {
      if (this.#lists.get(connectionId) === list) this.#lists.delete(connectionId);
    });
    return list;
  }

  async #at(connectionId: string): Promise<ServerFiles> {
    const { connection, backEnd } = await this.#backEnds.answering({ connection: connectionId });
    if (backEnd.files !== undefined) return backEnd.files;
    throw new FailureError({ kind: 'notSupported', message: t('{0} keeps no files.', connection.name), action: 'openSettings' });
  }
}

async function stillThere(server: ServerFiles, fileId: string): Promise<ServerFile | undefined> {
  try {
    return await server.retrieve(fileId, AbortSignal.timeout(patience));
  } catch (error) {
    if (failureOf(error).kind !== 'notFound') throw error;
    return undefined;
  }
}
