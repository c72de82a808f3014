import { Chat } from '../../src/core/chat.ts';
import type { EngineEvent, ServerHandle, Turn } from '../../src/core/engine.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import type { Leases } from '../../src/core/leases.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Log, ThreadStore } from '../../src/core/stores.ts';
import type { TurnKnowledge } from '../../src/core/turnKnowledge.ts';
import type { Message } from '../../src/shared/message.ts';
import { branch } from '../../src/shared/messageTree.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { assistantsOf, backEndOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs, ScriptedEngine } from './fakes.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;

/** A scripted engine whose server goes on by itself: it says the same whether it is asked or heard once more. */
class RejoiningEngine extends ScriptedEngine {
  readonly heard: ServerHandle[] = [];

  rejoin(turn: Turn, handle: ServerHandle): AsyncGenerator<EngineEvent> {
    this.heard.push(handle);
    return this.answer(turn);
  }
}

/** What a stage has that is not its own. */
interface Shared {
  readonly store?: ThreadStore;
  readonly leases?: (log: Log) => Leases;
  readonly background?: () => boolean;
  readonly knowledge?: TurnKnowledge;
}

/** A chat in memory, whose engine says what it is told to say. */
export class ThreadStage {
  readonly store: ThreadStore;
  readonly log = new KeptLog();
  readonly threads: Threads;
  readonly engine = new RejoiningEngine();
  readonly shelf = new FakeShelf();
  readonly events: ThreadEvent[] = [];
  readonly chat: Chat;

  constructor({ store = new MemoryThreadStore(), leases, background, knowledge }: Shared = {}) {
    this.store = store;
    this.threads = new Threads(store, this.log);
    this.chat = new Chat({
      threads: this.threads,
      backEnds: backEndsOf(() => ({ connection, backEnd: backEndOf(this.engine) })),
      assistants: assistantsOf(this.shelf),
      gate: quietGate(),
      calls: new FunctionCalls(),
      outputs: quietOutputs(this.threads),
      attachmentStore: new KeptBytes(),
      refused: new RefusedParameters(),
      sent: new MemorySentStore(),
      log: this.log,
      explain: failureOf,
      ...(leases === undefined ? {} : { leases: leases(this.log) }),
      ...(background === undefined ? {} : { background }),
      ...(knowledge === undefined ? {} : { knowledge }),
    });
    this.threads.onEvent(({ event }) => this.events.push(event));
  }

  /** Sends a prompt, which is answered with these words; `instead` of an earlier one. Answers the thread's id. */
  async say(words: string, answer: string, { threadId, instead }: { readonly threadId?: string; readonly instead?: string } = {}): Promise<string> {
    this.answers(answer);
    const id = await this.chat.send({ ...(threadId === undefined ? {} : { threadId }), ...(instead === undefined ? {} : { instead }), text: words, attachments: [], workspace: 'w' });
    await this.settled(id);
    return id;
  }

  /** What the model will say from now on; the server keeps it in a conversation. */
  answers(words: string): void {
    this.engine.script = [{ type: 'text', text: words }, { type: 'note', note: { bookmark: { place: 'here', kind: 'conversation', id: 'conv' }, usage: { inputTokens: 5, outputTokens: 2 } } }, { type: 'done' }];
  }

  /** Waits until nothing is arriving in the thread. */
  async settled(threadId: string): Promise<void> {
    while (this.threads.open(threadId).messages.some((message) => message.role === 'assistant' && message.state === 'running')) await new Promise((resolve) => { setTimeout(resolve, 2); });
  }

  /** The branch on show. */
  shown(threadId: string): readonly Message[] {
    const thread = this.threads.open(threadId);
    return branch(thread.messages, thread.leafId);
  }

  /** The words on show. */
  words(threadId: string): readonly string[] {
    return this.shown(threadId).map(({ text }) => text);
  }

  /** The id of the message on show with these words. */
  idOf(threadId: string, words: string): string {
    return this.threads.open(threadId).messages.find(({ text }) => text === words)?.id ?? '';
  }
}
