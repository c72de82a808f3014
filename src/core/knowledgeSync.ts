import { ownerMark, type KnowledgeRecord, type KnowledgeServer, type StoredFile } from './knowledge.ts';
import { KnowledgeRun, type Pause, type SyncAsk, type TellState } from './knowledgeRun.ts';
import { nameAtServer, planKnowledge } from './knowledgePlan.ts';
import { patientServer } from './knowledgePatience.ts';
import { findStore, makeStore } from './knowledgeStore.ts';

/** What a sync is carried out with. */
export interface SyncParts {
  readonly server: (connectionId: string) => Promise<KnowledgeServer>;
  readonly record: KnowledgeRecord;
  readonly pause: Pause;
}

/** Brings what assistants know to servers: one vector store for each assistant and connection. Local files are only ever read. */
export class KnowledgeSync {
  readonly #parts: SyncParts;
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(parts: SyncParts) {
    this.#parts = parts;
  }

  /**
   * Makes the vector store hold these files; gives its id, or undefined where there is nothing to know. It may end anywhere, by the
   * signal or by a FailureError that concerns more than one file: what was done stays, and the next run goes on from there. Runs for
   * the same store wait for one another.
   */
  async run(ask: SyncAsk, tell: TellState, signal: AbortSignal): Promise<string | undefined> {
    const key = JSON.stringify([ask.connectionId, ownerMark(ask.owner)]);
    const before = this.#running.get(key) ?? Promise.resolve();
    const run = before.then(() => this.#run(ask, tell, signal));
    const settled = run.catch(() => undefined);
    this.#running.set(key, settled);
    return run.finally(() => {
      if (this.#running.get(key) === settled) this.#running.delete(key);
    });
  }

  /** What a vector store holds now; undefined when it is not there any more. Throws FailureError. */
  async look(connectionId: string, storeId: string, signal: AbortSignal): Promise<readonly StoredFile[] | undefined> {
    return (await this.#parts.server(connectionId)).storeFiles(storeId, signal);
  }

  async #run(ask: SyncAsk, tell: TellState, signal: AbortSignal): Promise<string | undefined> {
    const { record, pause } = this.#parts;
    const { connectionId, owner } = ask;
    const server = patientServer(await this.#parts.server(connectionId), pause);
    const there = await findStore(server, record, connectionId, owner, signal);
    if (there === undefined && !ask.files.some((file) => nameAtServer(file, ask.asText) !== undefined)) {
      const { files } = planKnowledge({ ...ask, uploads: [], stored: [], isOwn: () => false });
      for (const { file, next } of files) if (next.step === 'none') tell(file, next.state);
      return undefined;
    }
    const open = there ?? (await makeStore(server, record, connectionId, owner, signal));
    await new KnowledgeRun({ server, record, pause, ask, tell, signal }).carryOut(open);
    return open.storeId;
  }
}
