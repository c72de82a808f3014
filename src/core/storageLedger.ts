import type { Bookmark } from '../shared/bookmark.ts';
import { branch } from '../shared/messageTree.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Assistants } from './assistants.ts';
import type { BackEnds } from './backEnds.ts';
import { leadsTo } from './bookmarkPlaces.ts';
import type { Connection } from './connections.ts';
import { inLanes } from './lanes.ts';
import { failureOf } from './outcomes.ts';
import type { Threads } from './threads.ts';
import type { Uploads } from './uploads.ts';
import { t } from '../shared/words.ts';

/** Something that this extension has made at a server. Times are milliseconds since the epoch. */
export interface LedgerEntry {
  readonly kind: 'conversation' | 'file' | 'vectorStore';
  readonly connection: Connection;
  readonly id: string;
  readonly name: string;
  /** Whose it is: an assistant, a thread, a path. */
  readonly owner: string;
  readonly bytes?: number;
  readonly created?: number;
  readonly expires?: number;
  /** Whether nothing here needs it any more. */
  readonly isOrphan: boolean;
  readonly bookmark?: Bookmark;
}

/** All that is known to be at the servers, and a sentence for each that could not be asked. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  readonly problems: readonly string[];
}

/** What the ledger is drawn up from. */
export interface LedgerParts {
  readonly backEnds: Pick<BackEnds, 'connections' | 'of'>;
  readonly uploads: Uploads;
  readonly threads: Threads;
  readonly assistants: Assistants;
}

/** How vector stores of this extension are marked. */
const ours = { made_by: 'workspace-assistants' };

/** Files that are asked for at the same time. */
const lanes = 4;

/** The account of what this extension keeps at the servers of the user's connections: files, vector stores and conversations. Containers go by themselves, 20 minutes after their last use. */
export class StorageLedger {
  readonly #parts: LedgerParts;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  /** Asks every server of which something is known to have been made there. */
  async draw(signal: AbortSignal): Promise<Ledger> {
    const entries: LedgerEntry[] = [];
    const problems: string[] = [];
    const bookmarks = this.#bookmarks();
    const known = new Set((await this.#parts.assistants.list()).map(({ assistant }) => assistant.id));
    for (const connection of this.#parts.backEnds.connections) {
      const { host } = new URL(connection.baseUrl);
      entries.push(...bookmarks.filter(({ bookmark }) => leadsTo(connection, bookmark)).map(({ bookmark, title }): LedgerEntry => ({
        kind: 'conversation', connection, id: bookmark.id, name: bookmark.kind, owner: title === '' ? t('a thread without a title') : t('the thread “{0}”', title), isOrphan: false, bookmark,
      })));
      if (this.#parts.uploads.list(connection.id).length === 0) continue;
      try {
        const { stores, used } = await this.#stores(connection, known, signal);
        entries.push(...stores, ...(await this.#files(connection, used, signal)));
      } catch (error) {
        if (signal.aborted) throw error;
        problems.push(t('{0} could not be asked: {1}', host, failureOf(error).message));
      }
    }
    return { entries, problems };
  }

  /** Deletes something at its server; what is gone already is as good as deleted. Threads and files on this machine stay. */
  async remove({ kind, connection, id, bookmark }: LedgerEntry, signal: AbortSignal): Promise<void> {
    const { engine, files, vectorStores } = await this.#parts.backEnds.of(connection);
    try {
      if (bookmark !== undefined) await engine.forget(bookmark, signal);
      else if (kind === 'file') await files?.remove(id, signal);
      else await vectorStores?.remove(id, signal);
    } catch (error) {
      if (failureOf(error).kind !== 'notFound') throw error;
    }
    if (kind === 'file') this.#parts.uploads.drop(connection.id, id);
  }

  async #stores(connection: Connection, known: ReadonlySet<string>, signal: AbortSignal): Promise<{ readonly stores: readonly LedgerEntry[]; readonly used: ReadonlySet<string> }> {
    const { vectorStores } = await this.#parts.backEnds.of(connection);
    const used = new Set<string>();
    const stores: LedgerEntry[] = [];
    for (const { id, name, bytes, created, expires, marks } of (await vectorStores?.find(ours, signal)) ?? []) {
      for (const file of (await vectorStores?.files(id, signal)) ?? []) used.add(file.id);
      const owner = marks['assistant'] ?? '';
      stores.push({ kind: 'vectorStore', connection, id, name, owner: t('the assistant {0}', owner), bytes, created, isOrphan: !known.has(owner), ...(expires === undefined ? {} : { expires }) });
    }
    return { stores, used };
  }

  async #files(connection: Connection, used: ReadonlySet<string>, signal: AbortSignal): Promise<readonly LedgerEntry[]> {
    const { files } = await this.#parts.backEnds.of(connection);
    const entries: LedgerEntry[] = [];
    const gone: string[] = [];
    await inLanes(this.#parts.uploads.list(connection.id), lanes, async ({ fileId, path }) => {
      try {
        const file = await files?.retrieve(fileId, signal);
        if (file === undefined) return;
        const { name, bytes, created, expires, purpose } = file;
        entries.push({ kind: 'file', connection, id: fileId, name, owner: path, created, isOrphan: purpose === 'assistants' && !used.has(fileId), ...(bytes === undefined ? {} : { bytes }), ...(expires === undefined ? {} : { expires }) });
      } catch (error) {
        if (!(error instanceof FailureError) || error.failure.kind !== 'notFound') throw error;
        gone.push(fileId);
      }
    });
    // A server that says of all things that they are not there has lost nothing: it is asked for its list before anything is forgotten.
    if (gone.length > 0) await files?.list(signal);
    for (const fileId of gone) this.#parts.uploads.drop(connection.id, fileId);
    return entries;
  }

  /** The newest bookmark of each thread and place. */
  #bookmarks(): readonly { readonly bookmark: Bookmark; readonly title: string }[] {
    const { threads } = this.#parts;
    return threads.list().flatMap(({ id, title }) => {
      const { messages, leafId } = threads.peek(id);
      const all = branch(messages, leafId).flatMap((message) => (message.role === 'assistant' && message.bookmark !== undefined && message.bookmark.kind !== 'response' ? [message.bookmark] : []));
      return [...new Map(all.map((bookmark) => [bookmark.id, bookmark])).values()].map((bookmark) => ({ bookmark, title }));
    });
  }
}
