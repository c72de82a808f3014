import { deepEqual } from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { Chat } from '../../src/core/chat.ts';
import type { EngineEvent } from '../../src/core/engine.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import type { Passage } from '../../src/core/passages.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import type { TurnKnowledge } from '../../src/core/turnKnowledge.ts';
import type { Citation } from '../../src/shared/answerParts.ts';
import type { Answer } from '../../src/shared/message.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { assistantsOf, backEndOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs, ScriptedEngine } from '../support/fakes.ts';

const tutor: Assistant = { ...emptyDefinition, id: 'workspace/tutor', name: 'Tutor', knowledge: ['*.md'] };
const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'chatCompletions', auth: 'none', headers: {} } as const;
const passage = (path: string): Passage => ({ path, hash: `hash ${path}`, startLine: 1, endLine: 2, text: `Text of ${path}` });
const cited = (path: string, number: number): Citation => ({ number, name: path, path, hash: `hash ${path}`, startLine: 1, endLine: 2, quote: `Text of ${path}` });
const text = (words: string): EngineEvent => ({ type: 'text', text: words });
const done: EngineEvent = { type: 'done' };

/** A chat with an assistant that knows two files, and the questions that its files are searched by. */
class Stage {
  readonly engine = new ScriptedEngine();
  readonly questions: string[] = [];
  searched = true;
  failure: FailureError | undefined;
  /** How many tokens the model takes; the model is known. */
  window = 100_000;
  readonly #threads: Threads;
  readonly #chat: Chat;

  constructor() {
    const log = new KeptLog();
    this.#threads = new Threads(new MemoryThreadStore(), log);
    const knowledge: TurnKnowledge = {
      isSearchedHere: () => this.searched,
      prepared: (assistant) => ({ assistant }),
      missed: () => false,
      passages: async (_assistant, question) => {
        this.questions.push(question);
        if (this.failure !== undefined) throw this.failure;
        return [passage('tea.md'), passage('cup.md')];
      },
      origin: (_assistant, _connection, fileId) => (fileId === 'file-1' ? { path: 'docs/guide.md', hash: 'hash of guide' } : undefined),
    };
    this.#chat = new Chat({
      threads: this.#threads,
      backEnds: { ...backEndsOf(() => ({ connection, backEnd: backEndOf(this.engine) })), knownModel: () => 'm' }, lists: { known: () => [{ id: 'm', window: this.window }] }, sent: new MemorySentStore(),
      assistants: assistantsOf(new FakeShelf([{ assistant: tutor, place: 'workspace', address: 'file:///tutor' }])),
      calls: new FunctionCalls(), gate: quietGate(), attachmentStore: new KeptBytes(), outputs: quietOutputs(this.#threads), refused: new RefusedParameters(), log, explain: failureOf, knowledge,
    });
  }

  async answer(...script: readonly EngineEvent[]): Promise<Answer> {
    this.engine.script = script;
    const threadId = await this.#chat.send({ assistantId: tutor.id, text: 'Tea?', attachments: [], workspace: 'w' });
    return this.#settled(threadId);
  }

  /** What passages are reckoned with, before they are looked for. */
  async reckoned(): Promise<number | undefined> {
    return (await this.#chat.measured({ assistantId: tutor.id, text: 'Tea?', attachments: [] })).passages;
  }

  async resume(...script: readonly EngineEvent[]): Promise<Answer> {
    this.engine.script = script;
    const [head] = this.#threads.list();
    const threadId = head?.id ?? '';
    await this.#chat.resume(threadId, this.#last(threadId).id);
    return this.#settled(threadId);
  }

  async #settled(threadId: string): Promise<Answer> {
    while (this.#last(threadId).state === 'running') await new Promise((resolve) => { setTimeout(resolve, 2); });
    return this.#last(threadId);
  }

  #last(threadId: string): Answer {
    const answer = this.#threads.open(threadId).messages.at(-1);
    if (answer?.role !== 'assistant') throw new Error('There is no answer.');
    return answer;
  }
}

const steps = ({ steps: all = [] }: Answer): unknown => all.map(({ title, state, input, output }) => [title, state, input, output]);

describe('The knowledge of an assistant in a turn', () => {
  it('goes along with the prompt, is told as a step, and what the answer cites of it becomes its citations', async () => {
    const stage = new Stage();
    const answer = await stage.answer(text('Boil it '), text('[2].'), done);
    deepEqual(stage.engine.turns[0]?.prompt.passages, [passage('tea.md'), passage('cup.md')]);
    deepEqual(steps(answer), [['File search', 'complete', 'Tea?', 'tea.md:1-2\ncup.md:1-2']]);
    deepEqual(answer.citations, [cited('cup.md', 2)]);
  });

  it('takes up a quarter of what the model takes at most, and is measured so', async () => {
    const stage = new Stage();
    stage.window = 20;
    await stage.answer(text('Boil it.'), done);
    deepEqual([stage.engine.turns[0]?.prompt.passages, await stage.reckoned()], [[passage('tea.md')], 5]);
  });

  it('is not searched here where the server does that', async () => {
    const stage = new Stage();
    stage.searched = false;
    const answer = await stage.answer(text('Boil it [1].'), done);
    deepEqual([stage.questions, stage.engine.turns[0]?.prompt.passages, steps(answer), answer.citations], [[], undefined, [], undefined]);
  });

  it('is left out where it cannot be searched, and the step says why', async () => {
    const stage = new Stage();
    stage.failure = new FailureError({ kind: 'storage', message: 'The disk is full.', action: 'openLog' });
    const answer = await stage.answer(text('Boil it.'), done);
    deepEqual([answer.state, steps(answer)], ['complete', [['File search', 'failed', 'Tea?', 'The disk is full.']]]);
  });

  it('is cited by an answer that breaks off, as far as it came', async () => {
    const answer = await new Stage().answer(text('Boil it [1].'));
    deepEqual([answer.state, answer.citations], ['interrupted', [cited('tea.md', 1)]]);
  });

  it('is looked for by the same question when an answer is taken up again, which keeps what it has cited', async () => {
    const stage = new Stage();
    await stage.answer(text('Boil it [1]'));
    const answer = await stage.resume(text(', in a cup [2] as said [1].'), done);
    deepEqual([stage.questions, answer.citations], [['Tea?', 'Tea?'], [cited('tea.md', 1), cited('cup.md', 2)]]);
  });

  it('is cited by its place on this machine where a server names a file that came from here', async () => {
    const citations: readonly Citation[] = [{ name: 'guide.md', fileId: 'file-1', quote: 'So.' }, { name: 'other.md', fileId: 'file-2' }];
    const answer = await new Stage().answer({ type: 'note', note: { citations } }, text('So.'), done);
    deepEqual(answer.citations, [{ name: 'docs/guide.md', path: 'docs/guide.md', hash: 'hash of guide', fileId: 'file-1', quote: 'So.' }, { name: 'other.md', fileId: 'file-2' }]);
  });
});
