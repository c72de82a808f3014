import { toFile, type OpenAI } from 'openai';
import type { Connection } from '../core/connections.ts';
import type { EngineEvent, Turn } from '../core/engine.ts';
import { contentHash } from '../core/contentHash.ts';
import { nameApart } from '../core/waysApart.ts';
import { mediaTypeOf } from '../core/fileTypes.ts';
import type { Attachment, AttachmentUse } from '../shared/attachment.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import { FailureError } from '../shared/rpc.ts';
import { sizeInWords } from '../shared/sizeInWords.ts';
import { fileFailure } from './fileFailures.ts';
import { isMissingEndpoint } from './failures.ts';
import { serverId } from './serverId.ts';
import { VectorStoresAtServer } from './vectorStores.ts';
import { isRehearsal } from './witnesses.ts';
import { t } from '../shared/words.ts';

/** How a vector store is marked that holds files of one thread. */
const marks = { made_by: 'workspace-assistants', of: 'thread' };

/** After how many days without use a server lets go of such a store: as long as the Assistants API keeps those of its threads. */
const storeDays = 7;

/** After how many seconds a server lets go of a file of a thread that nothing is stored of. */
const unstoredTime = 86_400;

/** A file that travels apart from the prompt, where it is at the server. */
interface PlacedFile {
  readonly attachment: Attachment;
  readonly use: AttachmentUse;
  readonly fileId: string;
  /** Whether it goes with this prompt for the first time. */
  readonly isNew: boolean;
}

/** The files of a thread at the server. */
export class Placed {
  readonly files: readonly PlacedFile[];
  /** The vector store of those that are to be searched. */
  readonly storeId: string | undefined;

  constructor(files: readonly PlacedFile[], storeId?: string) {
    this.files = files;
    this.storeId = storeId;
  }

  /** The ids of those that code is to read. */
  get forCode(): readonly string[] {
    return [...new Set(this.files.filter(({ use }) => use === 'code').map(({ fileId }) => fileId))];
  }

  /** What went with one prompt. */
  of(attachments: readonly Attachment[]): readonly PlacedFile[] {
    const ids = new Set(attachments.map(({ id }) => id));
    return this.files.filter(({ attachment }) => ids.has(attachment.id));
  }
}

/** Brings the files of threads that travel apart from the prompts to their server, each content once. */
export class PlacedFiles {
  readonly #client: OpenAI;
  readonly #connection: Connection;
  readonly #stores: VectorStoresAtServer;
  readonly #place: string;
  readonly #known = new Map<string, string>();

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    this.#connection = connection;
    this.#stores = new VectorStoresAtServer(client, connection);
    this.#place = `files ${connection.baseUrl}`;
  }

  /** Whether a bookmark is of a file, or of a store of them, at this server. */
  holds({ place }: Bookmark): boolean {
    return place === this.#place;
  }

  /** Deletes what a bookmark stands for. Throws the SDK's errors. */
  async forget({ kind, id }: Bookmark, signal: AbortSignal): Promise<void> {
    if (kind === 'file') await this.#client.files.delete(serverId(id), { signal });
    if (kind === 'vectorStore') await this.#client.vectorStores.delete(serverId(id), { signal });
  }

  /** Uploads what is not there yet, and tells of it. `withStore`: files to be searched are read into a vector store. Throws FailureError. */
  async *place(turn: Turn, withStore: boolean, signal: AbortSignal): AsyncGenerator<EngineEvent, Placed> {
    const wanted = [...turn.history.flatMap((message) => (message.role === 'user' ? message.attachments : [])).map((attachment) => ({ attachment, isNew: false })), ...turn.prompt.attachments.map((attachment) => ({ attachment, isNew: true }))];
    const files: PlacedFile[] = [];
    const bookmarks: Bookmark[] = [];
    for (const { attachment, isNew } of wanted) {
      const { use } = attachment;
      if (use === undefined) continue;
      const bytes = await bytesOf(attachment, turn);
      if (bytes === undefined && isNew) throw new FailureError({ kind: 'notSupported', message: t('{0} is not kept any more: take it off, or choose another connection.', attachment.path), action: 'chooseConnection' });
      if (bytes === undefined) continue;
      const { fileId, isOurs } = yield* this.#file(attachment, use, bytes, turn, signal);
      files.push({ attachment, use, fileId, isNew });
      if (!isOurs || bookmarks.some(({ id }) => id === fileId)) continue;
      bookmarks.push({ place: this.#place, kind: 'file', id: fileId });
      yield { type: 'note', note: { placed: [...bookmarks] } };
    }
    const searched = files.filter(({ use }) => use === 'search');
    if (!withStore || searched.length === 0) return new Placed(files);
    const storeId = yield* this.#store(searched, turn, bookmarks, signal);
    return new Placed(files, storeId);
  }

  /** A file at the server, sent there if it is not there yet. */
  async *#file(attachment: Attachment, use: AttachmentUse, bytes: Uint8Array, turn: Turn, signal: AbortSignal): AsyncGenerator<EngineEvent, { readonly fileId: string; readonly isOurs: boolean }> {
    const hash = await contentHash(bytes);
    const name = nameApart(attachment, use);
    const own = this.#known.get(hash);
    const known = own === undefined ? turn.uploads?.find(hash) : { id: own, isOurs: true };
    if (known !== undefined) {
      if (await this.#isThere(known.id, signal)) return { fileId: known.id, isOurs: known.isOurs };
      this.#known.delete(hash);
      turn.uploads?.drop(known.id);
    }
    const step = { id: `upload ${attachment.id}`, kind: 'tool', title: t('Upload of {0}', attachment.path), input: `${name} (${sizeInWords(bytes.length)})` } as const;
    yield { type: 'step', step: { ...step, state: 'running' } };
    const expires = turn.unstored === true ? { expires_after: { anchor: 'created_at', seconds: unstoredTime } as const } : {};
    const file = await toFile(bytes, name, { type: mediaTypeOf(name) });
    const { id } = await this.#worded(name, () => this.#client.files.create({ file, purpose: 'assistants', ...expires }, { signal }));
    if (!isRehearsal(signal)) {
      this.#known.set(hash, id);
      if (turn.unstored !== true) turn.uploads?.keep({ id, hash, name, path: attachment.path });
    }
    yield { type: 'step', step: { ...step, state: 'complete' } };
    return { fileId: id, isOurs: true };
  }

  /** The vector store of the thread's files, once they can be searched. */
  async *#store(files: readonly PlacedFile[], turn: Turn, bookmarks: readonly Bookmark[], signal: AbortSignal): AsyncGenerator<EngineEvent, string> {
    const before = turn.history.flatMap((message) => (message.role === 'assistant' ? (message.placed ?? []) : [])).findLast((bookmark) => bookmark.kind === 'vectorStore' && this.holds(bookmark));
    const there = before === undefined ? undefined : await this.#filesIn(before.id, signal);
    const storeId = before !== undefined && there !== undefined ? before.id : (await this.#stores.create({ name: t('Files of a thread'), marks, expiresAfter: turn.unstored === true ? 1 : storeDays }, signal)).id;
    yield { type: 'note', note: { placed: [...bookmarks, { place: this.#place, kind: 'vectorStore', id: storeId }] } };
    // What a rehearsal asks is not answered: what went before is taken to be there.
    const missing = files.filter(({ fileId, isNew }) => (isRehearsal(signal) && before !== undefined ? isNew : there?.has(fileId) !== true));
    if (missing.length === 0) return storeId;
    const step = { id: 'readIn', kind: 'search', title: t('Reading in files'), input: missing.map(({ attachment }) => attachment.path).join('\n') } as const;
    yield { type: 'step', step: { ...step, state: 'running' } };
    await this.#stores.attach(storeId, missing.map(({ fileId }) => ({ id: fileId })), signal);
    if (isRehearsal(signal)) return storeId;
    await this.#stores.settled(storeId, signal);
    const read = await this.#stores.files(storeId, signal);
    const failed = missing.flatMap(({ attachment, fileId, isNew }) => read.filter(({ id, status }) => id === fileId && status === 'failed').map(({ problem = '' }) => ({ path: attachment.path, problem, isNew })));
    const words = failed.map(({ path, problem }) => `${path}: ${problem}`).join('\n');
    yield { type: 'step', step: { ...step, state: failed.length === 0 ? 'complete' : 'failed', ...(failed.length === 0 ? {} : { output: words }) } };
    const ofPrompt = failed.find(({ isNew }) => isNew);
    if (ofPrompt !== undefined) throw new FailureError({ kind: 'requestRefused', message: t('{0} cannot be searched there: {1} Let it travel in another way.', ofPrompt.path, ofPrompt.problem), action: 'retry' });
    return storeId;
  }

  async #filesIn(storeId: string, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    try {
      return new Set((await this.#stores.files(storeId, signal)).map(({ id }) => id));
    } catch (error) {
      if (error instanceof FailureError && error.failure.kind === 'notFound') return undefined;
      throw error;
    }
  }

  async #isThere(id: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#client.files.retrieve(serverId(id), { signal });
      return true;
    } catch (error) {
      if (isMissingEndpoint(error)) return false;
      throw error;
    }
  }

  async #worded<Answer>(id: string, ask: () => PromiseLike<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw fileFailure(error, this.#connection, { noun: 'file', id });
    }
  }
}

async function bytesOf({ media, text }: Attachment, turn: Turn): Promise<Uint8Array | undefined> {
  return media === undefined ? new TextEncoder().encode(text) : turn.bytesOf(media);
}
