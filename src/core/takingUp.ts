import type { Answer } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import { brokenOff } from './outcomes.ts';
import { saidOnTop } from './saying.ts';
import type { Said, TurnParts } from './turnPlan.ts';
import type { Turns } from './turns.ts';

/** How often a thread is looked at in which another window gives an answer, in milliseconds. */
const followTime = 1000;

/** Opens threads: what was arriving in them when a window closed is taken up here, or followed where another window gives it. */
export class TakingUp {
  readonly #parts: Pick<TurnParts, 'log' | 'outputs' | 'threads'>;
  readonly #turns: Pick<Turns, 'isRunning' | 'takeUp'>;
  readonly #followed = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(parts: Pick<TurnParts, 'log' | 'outputs' | 'threads'>, turns: Pick<Turns, 'isRunning' | 'takeUp'>) {
    this.#parts = parts;
    this.#turns = turns;
  }

  /**
   * The thread as it stands. An answer that nobody is giving any more is heard once more where its server goes on with it, and else
   * marked as broken off; one that another window is giving is followed.
   */
  open(threadId: string): Thread {
    const { threads } = this.#parts;
    const thread = threads.open(threadId);
    if (!this.#takeUp(thread)) {
      this.#follow(threadId);
      return thread;
    }
    const abandoned = this.#parts.outputs.abandoned(threads.open(threadId));
    return abandoned.length === 0 ? threads.open(threadId) : threads.apply(threadId, abandoned, { durable: false });
  }

  close(): void {
    for (const timer of this.#followed.values()) clearTimeout(timer);
  }

  /** False while another window is giving what is arriving in the thread. */
  #takeUp(thread: Thread): boolean {
    const running = thread.messages.filter((message): message is Answer => message.role === 'assistant' && message.state === 'running');
    const answer = running.at(-1);
    if (answer === undefined || this.#turns.isRunning(thread.id)) return true;
    const settle = (lost: readonly Answer[]): void => {
      const outcome = brokenOff('VS Code was closed while this answer was arriving.');
      this.#parts.threads.apply(thread.id, lost.map(({ id }): ThreadEvent => ({ type: 'settled', at: Date.now(), messageId: id, outcome })), { durable: false });
    };
    const said: Said = { history: [], prompt: { text: '', attachments: [] }, ...saidOnTop(thread) };
    if (!this.#turns.takeUp(thread.id, answer, said, () => { settle([answer]); })) return false;
    if (running.length > 1) settle(running.slice(0, -1));
    return true;
  }

  /** Looks at a thread again and again until no other window is giving an answer in it. */
  #follow(threadId: string): void {
    if (this.#followed.has(threadId)) return;
    this.#followed.set(threadId, setTimeout(() => {
      this.#followed.delete(threadId);
      try {
        this.open(threadId);
      } catch (error) {
        this.#parts.log.error(`Thread ${threadId} could not be followed any more.`, error);
      }
    }, followTime));
  }
}
