import { Emitter } from '../shared/lifetime.ts';
import { t } from '../shared/words.ts';
import type { Assistants } from './assistants.ts';
import type { BackEnds } from './backEnds.ts';
import type { Connection } from './connections.ts';
import { forgetAtServers } from './forgetting.ts';
import type { KnowledgeMemory } from './knowledgeMemory.ts';
import { conversationsKept } from './ledgerConversations.ts';
import { LedgerDrawing } from './ledgerDrawing.ts';
import { withoutRepeats, type Ledger, type LedgerEntry } from './ledgerEntry.ts';
import type { Surroundings } from './ledgerOwners.ts';
import type { LettingGo } from './lettingGo.ts';
import { failureOf } from './outcomes.ts';
import type { Threads } from './threads.ts';
import type { Uploads } from './uploads.ts';

/** What the ledger is drawn up from. */
export interface LedgerParts {
  readonly backEnds: Pick<BackEnds, 'connections' | 'of'>;
  readonly uploads: Uploads;
  readonly memory: Pick<KnowledgeMemory, 'stores'>;
  readonly lettingGo: LettingGo;
  readonly threads: Pick<Threads, 'list' | 'trash' | 'whole'>;
  readonly assistants: Pick<Assistants, 'list'>;
  /** The open workspace, as it is now. */
  readonly workspace: () => Pick<Surroundings, 'workspace' | 'isRead'>;
}

/** What became of the deletion of some entries; those that are in neither were not tried. */
export interface Removal {
  readonly removed: readonly LedgerEntry[];
  /** Those that are there yet, each with the reason in a sentence. */
  readonly kept: readonly { readonly entry: LedgerEntry; readonly reason: string }[];
}

/** How long a server is given to delete one thing, in milliseconds. */
const patience = 30_000;

/** The account of what this extension keeps at the servers of the user's connections: files, vector stores, conversations, assistants and containers. */
export class StorageLedger {
  readonly #parts: LedgerParts;
  readonly #removed = new Emitter<readonly LedgerEntry[]>();
  /** These were deleted at their servers. */
  readonly onRemove = this.#removed.on;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  /** Asks every server of what it has of ours. Throws on abort alone. */
  async draw(signal: AbortSignal): Promise<Ledger> {
    const { backEnds: { connections }, threads, lettingGo, assistants, workspace } = this.#parts;
    const around = { ...workspace(), assistants: await assistants.list() };
    const conversations = conversationsKept(threads, lettingGo, connections);
    const { entries, problems } = await new LedgerDrawing({ ...this.#parts, around }, signal).ask(connections);
    return { entries: withThreads(withoutRepeats(entries), conversations.entries), problems: [...problems, ...conversations.problems] };
  }

  /** What uses a file at the server of a connection, by name: assistants, vector stores, threads. Throws FailureError where it cannot be known. */
  async usesOf(connection: Connection, fileId: string): Promise<readonly string[]> {
    const { backEnds: { connections }, threads, lettingGo, assistants, workspace } = this.#parts;
    const around = { ...workspace(), assistants: await assistants.list() };
    const users = await new LedgerDrawing({ ...this.#parts, around }, new AbortController().signal).usersOf(connection, fileId);
    const kept = conversationsKept(threads, lettingGo, connections).entries.filter((entry) => isPlaced(entry) && entry.id === fileId && entry.need === 'needed');
    return [...new Set([...users, ...kept.map(({ name }) => t('thread “{0}”', name))])];
  }

  /** Deletes these at their servers, one after the other, until the signal; what is gone already is as good as deleted. Threads and files on this machine stay. `tell` hears how many have been tried. */
  async remove(entries: readonly LedgerEntry[], signal: AbortSignal, tell: (tried: number) => void = () => undefined): Promise<Removal> {
    const removed: LedgerEntry[] = [];
    const kept: { readonly entry: LedgerEntry; readonly reason: string }[] = [];
    for (const entry of entries) {
      if (signal.aborted) break;
      const reason = await this.#whyKept(entry);
      if (reason === undefined) removed.push(entry);
      else kept.push({ entry, reason });
      tell(removed.length + kept.length);
    }
    if (removed.length > 0) this.#removed.fire(removed);
    return { removed, kept };
  }

  /** Undefined once it is deleted. */
  async #whyKept(entry: LedgerEntry): Promise<string | undefined> {
    const { kind, id, connections, bookmarks } = entry;
    if (bookmarks !== undefined) return this.#whyRemembered(bookmarks);
    let reason: string | undefined = t('No connection leads there any more.');
    // Each of them has told of it a moment ago: one that does not know it any more has lost it.
    for (const connection of connections) {
      reason = await this.#remove(kind, id, connection).then(() => undefined, (error: unknown) => (failureOf(error).kind === 'notFound' ? undefined : failureOf(error).message));
      if (reason === undefined) break;
    }
    if (reason === undefined && kind === 'file') for (const connection of connections) this.#parts.uploads.drop(connection.id, id);
    return reason;
  }

  async #whyRemembered(bookmarks: NonNullable<LedgerEntry['bookmarks']>): Promise<string | undefined> {
    const { backEnds, lettingGo } = this.#parts;
    const kept = await forgetAtServers(bookmarks, backEnds);
    for (const bookmark of bookmarks) if (!kept.some((still) => still.bookmark === bookmark)) lettingGo.letGo(bookmark);
    return kept[0]?.reason;
  }

  async #remove(kind: LedgerEntry['kind'], id: string, connection: Connection): Promise<void> {
    const { files, vectorStores, assistants, containers } = await this.#parts.backEnds.of(connection);
    const server = { file: files, vectorStore: vectorStores, assistant: assistants, agent: assistants, container: containers, conversation: undefined, response: undefined, session: undefined, thread: undefined }[kind];
    await server?.remove(id, AbortSignal.timeout(patience));
  }
}

/** What servers tell of, and what threads know of: a file or a store that went with a prompt is its thread's, as far as its server still tells of it. */
function withThreads(told: readonly LedgerEntry[], kept: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const placed = new Map(kept.filter(isPlaced).map((entry) => [entry.id, entry]));
  const all = told.map((entry): LedgerEntry => {
    const { owner, need, bookmarks } = placed.get(entry.id) ?? entry;
    return { ...entry, owner, need, ...(bookmarks === undefined ? {} : { bookmarks }) };
  });
  return [...all, ...kept.filter((entry) => !isPlaced(entry))];
}

function isPlaced({ kind }: LedgerEntry): boolean {
  return kind === 'file' || kind === 'vectorStore';
}
