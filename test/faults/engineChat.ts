import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import type { Assistant } from '../../src/core/assistant.ts';
import type { AssistantEntry } from '../../src/core/assistants.ts';
import { Chat } from '../../src/core/chat.ts';
import type { Connection } from '../../src/core/connections.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import type { TurnPatience } from '../../src/core/turnPatience.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import type { ThreadStore } from '../../src/core/stores.ts';
import { Threads } from '../../src/core/threads.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import type { Answer, Message } from '../../src/shared/message.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { assistantsOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs } from '../support/fakes.ts';

/** The assistant that answers: it has a function and may run code. */
const busy: Assistant = {
  ...builtInAssistant, id: 'personal/busy', name: 'Busy', model: 'offline-large',
  tools: [{ type: 'function', name: 'weather', description: 'Tells the weather.', parameters: { type: 'object', properties: {} } }, { type: 'code_interpreter' }],
};
const entry: AssistantEntry = { assistant: busy, place: 'personal', address: 'file:///busy' };

/** A chat in memory over a real engine; functions are answered at once. */
export class EngineChat {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly events: ThreadEvent[] = [];
  readonly #waiting = new Map<string, () => void>();

  constructor(connection: Connection, patience: TurnPatience, { store = new MemoryThreadStore(), background = false }: { readonly store?: ThreadStore; readonly background?: boolean } = {}) {
    const log = new KeptLog();
    const calls = new FunctionCalls();
    calls.onAsk((id) => { queueMicrotask(() => { calls.answer(id, { ok: true, output: 'Sunny.' }); }); });
    const shelf = new FakeShelf();
    shelf.entries = [entry];
    const backEnd = makeBackEnd(connection, async () => undefined);
    this.threads = new Threads(store, log);
    this.chat = new Chat({
      threads: this.threads, backEnds: backEndsOf(() => ({ connection, backEnd })), assistants: assistantsOf(shelf), gate: quietGate(), calls,
      outputs: quietOutputs(this.threads), attachmentStore: new KeptBytes(), refused: new RefusedParameters(), sent: new MemorySentStore(), log, explain: failureOf, patience, background: () => background,
    });
    this.threads.onEvent(({ threadId, event }) => {
      this.events.push(event);
      if (event.type === 'settled') this.#waiting.get(threadId)?.();
    });
  }

  /** Sends a prompt, and answers the thread's id once its answer has come to an end. */
  async say(text: string, threadId?: string): Promise<string> {
    const id = await this.chat.send({ ...(threadId === undefined ? {} : { threadId }), text, attachments: [], workspace: 'w', assistantId: busy.id });
    await this.#settled(id);
    return id;
  }

  /** Asks for the last answer of a thread anew, as the user does; settles once it has come to an end. */
  async retry(threadId: string): Promise<void> {
    await this.chat.retry(threadId, this.last(threadId)?.id ?? '');
    await this.#settled(threadId);
  }

  /** What stands in a thread. */
  messages(threadId: string): readonly Message[] {
    return this.threads.open(threadId).messages;
  }

  /** The newest answer of a thread. */
  last(threadId: string): Answer | undefined {
    const last = this.messages(threadId).at(-1);
    return last?.role === 'assistant' ? last : undefined;
  }

  async #settled(threadId: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<null>();
    this.#waiting.set(threadId, () => { resolve(null); });
    if (this.last(threadId)?.state === 'running') await promise;
    this.#waiting.delete(threadId);
  }
}
