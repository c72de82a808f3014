import { DisposableStore, type Disposable } from '../shared/lifetime.ts';
import type { AssistantKnowledge } from './assistantKnowledge.ts';
import type { Assistants } from './assistants.ts';
import type { BackEnds } from './backEnds.ts';

/** How often a server is asked, and for how long at most, in milliseconds. */
const pace = { each: 60_000, most: 60 * 60_000 };

/** What is asked about, and where. */
export interface ReadingParts {
  readonly knowledge: Pick<AssistantKnowledge, 'onEnded' | 'refresh' | 'states'>;
  readonly assistants: Pick<Assistants, 'list'>;
  readonly backEnds: Pick<BackEnds, 'connectionOf'>;
}

/** Asks servers, after a sync, how far they are with files that they are still reading, until none is left. */
export class KnowledgeReading implements Disposable {
  readonly #parts: ReadingParts;
  readonly #lifetime = new DisposableStore();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(parts: ReadingParts) {
    this.#parts = parts;
    this.#lifetime.add(parts.knowledge.onEnded(({ assistantId }) => { this.#plan(assistantId, 0); }));
  }

  dispose(): void {
    this.#lifetime.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #plan(assistantId: string, waited: number): void {
    clearTimeout(this.#timers.get(assistantId));
    this.#timers.delete(assistantId);
    if (waited < pace.most) this.#timers.set(assistantId, setTimeout(() => void this.#look(assistantId, waited + pace.each), pace.each));
  }

  async #look(assistantId: string, waited: number): Promise<void> {
    const { knowledge, assistants, backEnds } = this.#parts;
    const assistant = (await assistants.list()).find((entry) => entry.assistant.id === assistantId)?.assistant;
    if (assistant === undefined) return;
    const connection = backEnds.connectionOf(assistant);
    const isReading = (): boolean => knowledge.states(assistant, connection).some(({ state }) => state.state === 'inProgress');
    if (!isReading()) return;
    await knowledge.refresh(assistant, connection, AbortSignal.timeout(pace.each)).catch(() => undefined);
    if (isReading()) this.#plan(assistantId, waited);
  }
}
