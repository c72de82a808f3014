import { DisposableStore, type Disposable } from '../shared/lifetime.ts';
import type { AssistantKnowledge } from './assistantKnowledge.ts';
import type { Assistants } from './assistants.ts';
import type { BackEnds } from './backEnds.ts';
import type { Pause } from './knowledgeRun.ts';

/** How often a server is asked, in milliseconds, and how many times at most: for an hour. */
const pace = { each: 60_000, times: 60 };

/** What is asked about, and where. */
export interface ReadingParts {
  readonly knowledge: Pick<AssistantKnowledge, 'onEnded' | 'refresh' | 'states'>;
  readonly assistants: Pick<Assistants, 'list'>;
  readonly backEnds: Pick<BackEnds, 'connectionOf'>;
  readonly pause: Pause;
}

/** Asks servers, after a sync, how far they are with files that they are still reading, until none is left. */
export class KnowledgeReading implements Disposable {
  readonly #parts: ReadingParts;
  readonly #lifetime = new DisposableStore();
  readonly #following = new Map<string, AbortController>();

  constructor(parts: ReadingParts) {
    this.#parts = parts;
    this.#lifetime.add(parts.knowledge.onEnded(({ assistantId }) => {
      this.#following.get(assistantId)?.abort();
      const controller = new AbortController();
      this.#following.set(assistantId, controller);
      void this.#follow(assistantId, controller.signal);
    }));
  }

  dispose(): void {
    this.#lifetime.dispose();
    for (const controller of this.#following.values()) controller.abort();
  }

  async #follow(assistantId: string, signal: AbortSignal): Promise<void> {
    const { knowledge, assistants, backEnds, pause } = this.#parts;
    for (let times = 0; times < pace.times; times += 1) {
      const assistant = (await assistants.list()).find((entry) => entry.assistant.id === assistantId)?.assistant;
      if (assistant === undefined) return;
      const connection = backEnds.connectionOf(assistant);
      if (!knowledge.states(assistant, connection).some(({ state }) => state.state === 'inProgress')) return;
      await pause(pace.each, signal);
      if (signal.aborted) return;
      // Offline, it is asked the next time.
      await knowledge.refresh(assistant, connection, AbortSignal.timeout(pace.each)).catch(() => undefined);
    }
  }
}
