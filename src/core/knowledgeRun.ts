import { FailureError } from '../shared/rpc.ts';
import { attachLimit, ownerMark, type Attaching, type KnowledgeFile, type KnowledgeOwner, type KnowledgeRecord, type KnowledgeServer, type KnowledgeState, type StoredFile } from './knowledge.ts';
import { failureOf, planKnowledge, type KnowledgePlan, type KnowledgeStep } from './knowledgePlan.ts';
import type { OpenStore } from './knowledgeStore.ts';
import { UploadCount } from './uploadCount.ts';
import { baseName, isSearchable, textName } from './knowledgeTypes.ts';
import { inLanes } from './lanes.ts';
import { t } from '../shared/words.ts';

/** What an assistant is to know at a connection. */
export interface SyncAsk {
  readonly connectionId: string;
  readonly owner: KnowledgeOwner;
  readonly files: readonly KnowledgeFile[];
  /** Endings of files that go as text, at the user's wish. */
  readonly asText: ReadonlySet<string>;
  readonly progress?: (progress: UploadProgress) => void;
  /** Told of each file that was taken out of the store; its upload stays. */
  readonly removed?: (fileId: string) => void;
}

/** How far the uploads of a sync are, in files and bytes. */
export interface UploadProgress {
  readonly done: number;
  readonly files: number;
  readonly sent: number;
  readonly bytes: number;
}

/** How the state of a file becomes known, as it changes; `fileId` where it is at the server. */
export type TellState = (file: KnowledgeFile, state: KnowledgeState, fileId?: string) => void;

/** Waits so many milliseconds, or until the signal. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** What one run is carried out with. */
interface RunParts {
  readonly server: KnowledgeServer;
  readonly record: KnowledgeRecord;
  readonly pause: Pause;
  readonly ask: SyncAsk;
  readonly tell: TellState;
  readonly signal: AbortSignal;
}

/** Files of the same content: one file at the server. */
interface Content {
  readonly files: readonly [KnowledgeFile, ...KnowledgeFile[]];
  readonly next: KnowledgeStep;
}

/** A file that is at the server, and in the store or about to be. */
interface Placed {
  readonly content: Content;
  readonly fileId: string;
  /** The hash of the bytes that are there. */
  readonly hash: string;
  readonly name: string;
  readonly again?: boolean;
}

/** Uploads at the same time. */
const lanes = 4;

/** How often the server is asked whether it has read the files, in milliseconds; about ten minutes in all, then the next run goes on. */
const pace = { first: 500, factor: 1.5, most: 5000, times: 125 };

/** Failures of a single file: the others go on. */
const ofOneFile: ReadonlySet<string> = new Set(['fileChanged', 'notFound', 'requestRefused', 'tooLarge']);

/** One sync of one store: uploads and attaches by and by, and takes out what is old in the end, so that no version is missing in between. */
export class KnowledgeRun {
  readonly #parts: RunParts;
  readonly #waiting = new Map<string, Content>();

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /** Carries the plan out as far as it comes. Throws FailureError for what concerns more than one file, and on abort. */
  async carryOut({ storeId, stored }: OpenStore): Promise<void> {
    const { record, ask: { connectionId, owner, files, asText, progress, removed } } = this.#parts;
    const placedBefore = record.placed(connectionId, storeId);
    const isOwn = (file: StoredFile): boolean => placedBefore.has(file.fileId) || file.owner === ownerMark(owner);
    const plan = planKnowledge({ files, asText, stored, isOwn, uploads: record.uploads(connectionId) });
    this.#learn(stored);
    const contents = contentsOf(plan);
    for (const content of contents) this.#tell(content, firstState(content.next), 'fileId' in content.next ? content.next.fileId : undefined);
    const placed: Placed[] = [];
    for (const content of contents) {
      const { next, files: [{ hash }] } = content;
      if (next.step === 'attach') placed.push({ content, fileId: next.fileId, hash, name: next.name, again: next.again });
      if (next.step === 'wait') this.#waiting.set(next.fileId, content);
    }
    const uploads = contents.flatMap((content) => (content.next.step === 'upload' ? [{ content, name: content.next.name }] : []));
    while (placed.length > 0) await this.#attach(storeId, placed.splice(0, attachLimit));
    const counted = new UploadCount(uploads.map(({ content: { files: [{ size }] } }) => size), progress);
    await inLanes(uploads, lanes, async (upload) => {
      const tell = counted.next();
      placed.push(...(await this.#upload(upload, tell)));
      tell();
      if (placed.length >= attachLimit) await this.#attach(storeId, placed.splice(0));
    });
    if (placed.length > 0) await this.#attach(storeId, placed);
    for (const fileId of plan.remove) {
      await this.#detach(storeId, fileId);
      removed?.(fileId);
    }
    await this.#settle(storeId);
  }

  /** Files that another machine has put into the store are remembered as if they had been uploaded from here. */
  #learn(stored: OpenStore['stored']): void {
    const { record, ask: { connectionId, files } } = this.#parts;
    const known = new Set(record.uploads(connectionId).map(({ fileId }) => fileId));
    for (const { fileId, hash } of stored) {
      const file = known.has(fileId) ? undefined : files.find((one) => one.hash === hash);
      if (file !== undefined) record.keepUpload(connectionId, { fileId, hash: file.hash, name: isSearchable(file.path) ? baseName(file.path) : textName(file.path), path: file.path });
    }
  }

  async #upload({ content, name }: { readonly content: Content; readonly name: string }, progress?: (sent: number) => void): Promise<readonly Placed[]> {
    const { server, record, ask, signal } = this.#parts;
    const [file] = content.files;
    return this.#trying(content, async () => {
      this.#tell(content, { state: 'uploading' });
      const { fileId, hash } = await server.upload(file, name, signal, progress);
      record.keepUpload(ask.connectionId, { fileId, hash, name, path: file.path });
      return [{ content, fileId, hash, name }];
    });
  }

  async #attach(storeId: string, batch: readonly Placed[]): Promise<void> {
    for (const { fileId, again } of batch) if (again === true) await this.#detach(storeId, fileId);
    try {
      await this.#put(storeId, batch);
    } catch (error) {
      if (!isOfOneFile(error)) throw error;
      for (const placed of batch) await this.#attachOne(storeId, placed);
    }
  }

  /** Attaches one file; one that has gone from the server is uploaded anew. */
  async #attachOne(storeId: string, placed: Placed): Promise<void> {
    const { server, record, ask, signal } = this.#parts;
    const { content, fileId } = placed;
    await this.#trying(content, async () => {
      try {
        await this.#put(storeId, [placed]);
      } catch (error) {
        if (!isMissing(error)) throw error;
        if ((await server.storeFiles(storeId, signal)) === undefined) throw storeGone();
        record.dropUpload(ask.connectionId, fileId);
        const anew = await this.#upload(placed);
        if (anew.length > 0) await this.#put(storeId, anew);
      }
      return [];
    });
  }

  async #put(storeId: string, batch: readonly Placed[]): Promise<void> {
    const { server, record, ask: { connectionId, owner }, signal } = this.#parts;
    await server.attach(storeId, batch.map(({ content, fileId, hash }): Attaching => ({ fileId, attributes: { hash, path: content.files[0].path.slice(-512), owner: ownerMark(owner) } })), signal);
    for (const { content, fileId } of batch) {
      record.keepPlaced(connectionId, storeId, fileId);
      this.#await(content, fileId);
    }
  }

  async #detach(storeId: string, fileId: string): Promise<void> {
    const { server, record, ask: { connectionId }, signal } = this.#parts;
    await server.detach(storeId, fileId, signal);
    record.dropPlaced(connectionId, storeId, fileId);
  }

  async #settle(storeId: string): Promise<void> {
    const { server, pause, signal } = this.#parts;
    let wait = pace.first;
    for (let times = 0; this.#waiting.size > 0 && times < pace.times; times += 1) {
      signal.throwIfAborted();
      const stored = await server.storeFiles(storeId, signal);
      if (stored === undefined) throw storeGone();
      for (const file of stored) {
        const content = this.#waiting.get(file.fileId);
        if (content === undefined || file.status === 'in_progress') continue;
        this.#waiting.delete(file.fileId);
        this.#tell(content, file.status === 'completed' ? { state: 'ready' } : { state: 'failed', reason: failureOf(file) }, file.fileId);
      }
      if (this.#waiting.size > 0) await pause(wait, signal);
      wait = Math.min(wait * pace.factor, pace.most);
    }
  }

  async #trying(content: Content, work: () => Promise<readonly Placed[]>): Promise<readonly Placed[]> {
    this.#parts.signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!isOfOneFile(error)) throw error;
      this.#tell(content, { state: 'failed', reason: error.message });
      return [];
    }
  }

  #await(content: Content, fileId: string): void {
    this.#waiting.set(fileId, content);
    this.#tell(content, { state: 'inProgress' }, fileId);
  }

  #tell({ files }: Content, state: KnowledgeState, fileId?: string): void {
    for (const file of files) this.#parts.tell(file, state, fileId);
  }
}

function contentsOf({ files }: KnowledgePlan): readonly Content[] {
  const contents = new Map<string, Content>();
  for (const { file, next } of files) {
    // What cannot be helped is so by the file's own name or size, not by its content.
    const key = next.step === 'none' ? `${file.hash} ${file.path}` : file.hash;
    const known = contents.get(key);
    contents.set(key, known === undefined ? { files: [file], next } : { ...known, files: [...known.files, file] });
  }
  return [...contents.values()];
}

function firstState(next: KnowledgeStep): KnowledgeState {
  if (next.step === 'none') return next.state;
  return { state: next.step === 'wait' ? 'inProgress' : 'waiting' };
}

function isOfOneFile(error: unknown): error is FailureError {
  return error instanceof FailureError && ofOneFile.has(error.failure.kind);
}

function isMissing(error: unknown): boolean {
  return error instanceof FailureError && error.failure.kind === 'notFound';
}

function storeGone(): FailureError {
  return new FailureError({ kind: 'interrupted', message: t('The knowledge of this assistant was deleted at the server meanwhile. Sync again to make it anew.'), action: 'retry' });
}
