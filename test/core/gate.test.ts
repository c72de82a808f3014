import assert from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import type { AssistantEntry } from '../../src/core/assistants.ts';
import { Attachments } from '../../src/core/attachments.ts';
import { Chat } from '../../src/core/chat.ts';
import { Desk } from '../../src/core/desk.ts';
import type { CallResult, Engine, EngineEvent, Turn } from '../../src/core/engine.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { Gate } from '../../src/core/gate.ts';
import { hostApi } from '../../src/core/hostApi.ts';
import type { Choice, Obstacle } from '../../src/core/obstacles.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { promptText } from '../../src/core/promptText.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Answer } from '../../src/shared/message.ts';
import { branch } from '../../src/shared/messageTree.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { assistantsOf, backEndOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemoryDeskStore, MemorySentStore, MemoryThreadStore, quietOutputs, quietSurface } from '../support/fakes.ts';
import { letters } from './plantedSecrets.ts';

const key = ['gh', 'p_', letters(36)].join('');
const code = `const token = '${key}';`;
const here = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const elsewhere = { ...here, name: 'Elsewhere', baseUrl: 'https://other.test/v1' } as const;
const tutor: AssistantEntry = { assistant: { ...emptyDefinition, id: 'personal/tutor', name: 'Tutor', instructions: `Use ${key}.`, parameters: {} }, place: 'personal', address: 'file:///tutor' };

const reader: AssistantEntry = { assistant: { ...emptyDefinition, id: 'personal/reader', name: 'Reader', tools: [{ type: 'function', name: 'read_key' }], parameters: {} }, place: 'personal', address: 'file:///reader' };

/** An engine that keeps all it was given, and has a function called when the prompt says so. */
class HearingEngine implements Engine {
  readonly turns: Turn[] = [];
  readonly results: CallResult[] = [];

  async *answer(turn: Turn): AsyncGenerator<EngineEvent> {
    this.turns.push(turn);
    if (turn.prompt.text === 'call') this.results.push(await turn.call({ id: 'call_1', name: 'read_key', input: '{}' }));
    yield { type: 'text', text: 'So.' };
    yield { type: 'done' };
  }

  async forget(): Promise<void> {
    this.turns.length = 0;
  }

  /** All that a server would have been told, as one text. */
  get heard(): string {
    return JSON.stringify([this.turns.map(({ assistant, history, prompt, instructions }) => [assistant, history, promptText(prompt), instructions]), this.results]);
  }
}

/** A chat at whose gate the user says the same to everything; undefined: nothing is to be sent. */
class Stage {
  readonly engine = new HearingEngine();
  readonly threads = new Threads(new MemoryThreadStore(), new KeptLog());
  readonly attachments = new Attachments(async (text) => text.length);
  readonly calls = new FunctionCalls();
  readonly asked: string[] = [];
  /** What was measured against the window, in words, and whether it was asked again. */
  readonly checks: (readonly [history: number, prompt: string, again: boolean])[] = [];
  readonly shelf = new FakeShelf();
  to: typeof here | typeof elsewhere = here;
  word: Choice | undefined;
  whileAsked: () => Promise<void> = async () => undefined;
  readonly gate = new Gate(async (obstacles) => this.#decide(obstacles));
  readonly chat = new Chat({
    threads: this.threads, backEnds: backEndsOf(() => ({ connection: this.to, backEnd: backEndOf(this.engine) })), sent: new MemorySentStore(), assistants: assistantsOf(this.shelf),
    calls: this.calls, gate: this.gate, attachmentStore: new KeptBytes(), outputs: quietOutputs(this.threads), refused: new RefusedParameters(), log: new KeptLog(), explain: failureOf,
  });
  readonly desk = new Desk(new MemoryDeskStore(), 'w');
  readonly api = hostApi({
    ...quietSurface,
    meter: { check: async ({ history, prompt }, again) => { this.checks.push([history.length, prompt.text.slice(0, 20), again === true]); } },
    threads: this.threads, chat: this.chat, desk: this.desk, attachments: this.attachments, assistants: assistantsOf(this.shelf), workspace: 'w', explain: failureOf,
    status: async () => ({ assistantName: '', connectionName: '', starters: [], takes: [] }),
  });

  /** Lets an assistant answer that has a function. */
  withReader(): void {
    this.shelf.entries = [reader];
    this.desk.show(undefined, { assistantId: reader.assistant.id });
  }

  attach(text: string): readonly string[] {
    this.attachments.add({ kind: 'selection', path: 'src/a.ts', lines: [7, 7], language: 'typescript', text });
    return this.attachments.held.map(({ id }) => id);
  }

  /** Sends a prompt, as the page does, and waits for the end of its answer. */
  async say(words: string, threadId?: string, attachmentIds: readonly string[] = []): Promise<string> {
    const stored = await this.api.send({ ...(threadId === undefined ? {} : { threadId }), text: words, attachmentIds });
    assert.ok(stored !== null);
    await this.settled(stored.threadId);
    return stored.threadId;
  }

  async settled(threadId: string): Promise<void> {
    while (this.last(threadId).state === 'running') await new Promise((resolve) => { setTimeout(resolve, 2); });
  }

  last(threadId: string): Answer {
    const thread = this.threads.open(threadId);
    const answer = branch(thread.messages, thread.leafId).at(-1);
    assert.ok(answer?.role === 'assistant');
    return answer;
  }

  async #decide(obstacles: readonly Obstacle[]): Promise<readonly { readonly hash: string; readonly choice: Choice }[] | undefined> {
    this.asked.push(...obstacles.map(({ name, findings }) => [name, ...findings.map(({ line }) => String(line))].join(':')));
    await this.whileAsked();
    const { word } = this;
    return word === undefined ? undefined : obstacles.map(({ hash }) => ({ hash, choice: word }));
  }
}

const isWithheld = (error: unknown): boolean => error instanceof FailureError && error.failure.kind === 'withheld';

describe('The gate of a chat', () => {
  it('asks about a key in an attachment; when nothing is to be sent, draft and chips stay and no thread is begun', async () => {
    const stage = new Stage();
    const ids = stage.attach(code);
    await stage.api.keepDraft({ text: 'Why?', at: 1 });
    await assert.rejects(stage.say('Why?', undefined, ids), isWithheld);
    assert.deepEqual([stage.asked, stage.engine.turns, stage.threads.list(), stage.attachments.held.map(({ id }) => id), stage.desk.draft?.text], [['src/a.ts:7'], [], [], ids, 'Why?']);
  });

  it('lets a message go on its way after it was held back', async () => {
    const stage = new Stage();
    await assert.rejects(stage.say(code), isWithheld);
    stage.word = 'replace';
    assert.equal(stage.last(await stage.say(code)).text, 'So.');
  });

  it('sends and stores placeholders for a key in an attachment and in the prompt, and never asks again about that', async () => {
    const stage = new Stage();
    stage.word = 'replace';
    const id = await stage.say(`Why is ${key} refused?`, undefined, stage.attach(code));
    await stage.say('And now?', id);
    await stage.chat.retry(id, stage.last(id).id);
    await stage.settled(id);
    const [prompt] = stage.threads.open(id).messages;
    assert.equal(prompt?.role === 'user' && promptText(prompt), "Why is ‹secret 1: GitHub token› refused?\n\nsrc/a.ts:7\n```typescript\nconst token = '‹secret 1: GitHub token›';\n```");
    assert.deepEqual([stage.engine.heard.includes(key), stage.engine.turns.length, stage.asked], [false, 3, ['Your message:1', 'src/a.ts:7']]);
    assert.equal(stage.gate.restore(id, "const token = '‹secret 1: GitHub token›';"), code);
  });

  it('leaves an attachment out of the turn and of the thread', async () => {
    const stage = new Stage();
    stage.word = 'leaveOut';
    const id = await stage.say('Why?', undefined, stage.attach(code));
    const [prompt] = stage.threads.open(id).messages;
    assert.deepEqual([prompt?.role === 'user' && prompt.attachments, stage.engine.turns[0]?.prompt, stage.attachments.held], [[], { text: 'Why?', attachments: [] }, []]);
  });

  it('sends nothing when all of it was left out', async () => {
    const stage = new Stage();
    stage.word = 'leaveOut';
    await assert.rejects(stage.say('', undefined, stage.attach(code)), isWithheld);
    assert.deepEqual([stage.engine.turns, stage.attachments.held.length], [[], 1]);
  });

  it('sends as it is what the user wants so, once: the next message with it is asked about again', async () => {
    const stage = new Stage();
    stage.word = 'send';
    const id = await stage.say(code);
    await stage.say('Thanks.', id);
    await stage.say(code, id);
    assert.deepEqual([stage.engine.turns.map(({ prompt }) => prompt.text), stage.asked], [[code, 'Thanks.', code], ['Your message:1', 'Your message:1']]);
  });

  it('asks about the history before another connection is told of it: in a new turn, a retry, a continuation', async () => {
    const stage = new Stage();
    stage.word = 'send';
    const id = await stage.say(code);
    stage.to = elsewhere;
    stage.word = undefined;
    await assert.rejects(stage.say('Thanks.', id), isWithheld);
    await assert.rejects(stage.chat.retry(id, stage.last(id).id), isWithheld);
    await assert.rejects(stage.chat.resume(id, stage.last(id).id), isWithheld);
    stage.word = 'replace';
    await stage.say('Thanks.', id);
    assert.deepEqual(stage.engine.turns.map(({ history }) => history.map(({ text }) => text)), [[], ["const token = '‹secret 1: GitHub token›';", 'So.']]);
    assert.deepEqual(stage.asked, ['Your message:1', 'An earlier message of yours:1', 'Your message:1', 'An earlier message of yours:1', 'An earlier message of yours:1']);
  });

  it('asks about the instructions of the assistant and of the thread', async () => {
    const stage = new Stage();
    stage.shelf.put([tutor]);
    stage.word = 'replace';
    const id = await stage.chat.send({ assistantId: tutor.assistant.id, text: 'Hi', attachments: [], workspace: 'w' });
    await stage.settled(id);
    stage.threads.apply(id, [{ type: 'instructed', at: 1, instructions: 'password = "s0mmer&sonne"' }], { durable: true });
    await stage.say('And now?', id);
    assert.deepEqual(stage.asked, ['The instructions of Tutor:1', 'The instructions for this thread:1']);
    assert.deepEqual(stage.engine.turns.map(({ assistant, instructions }) => [assistant.instructions, instructions]), [['Use ‹secret 1: GitHub token›.', undefined], ['Use ‹secret 1: GitHub token›.', 'password = "‹secret 2: password›"']]);
  });

  it('asks about the result of a function; one that is held back is waited for anew', async () => {
    const stage = new Stage();
    stage.withReader();
    const given = [code, 'nothing'];
    stage.calls.onAsk((id) => setTimeout(() => stage.calls.answer(id, { ok: true, output: given.shift() ?? '' })));
    const id = await stage.say('call');
    assert.deepEqual([stage.engine.results, stage.last(id).steps?.map(({ output }) => output), stage.asked], [[{ ok: true, output: 'nothing' }], ['nothing'], ['The result of read_key:1']]);
  });

  it('tells the model, and keeps, the result of a function with placeholders, or that it was left out', async () => {
    const stage = new Stage();
    stage.withReader();
    stage.calls.onAsk((id) => setTimeout(() => stage.calls.answer(id, { ok: true, output: code })));
    stage.word = 'leaveOut';
    await stage.say('call');
    stage.word = 'replace';
    stage.withReader();
    const id = await stage.say('call');
    const hidden = "const token = '‹secret 1: GitHub token›';";
    assert.deepEqual([stage.engine.results, stage.last(id).steps?.map(({ output }) => output)], [[{ ok: false, output: 'The user left this result out, for it holds a secret.' }, { ok: true, output: hidden }], [hidden]]);
  });

  it('sends nothing of a thread that was stopped while the user was asked', async () => {
    const stage = new Stage();
    const id = await stage.say('Hi');
    stage.word = 'send';
    stage.whileAsked = () => stage.chat.stop(id);
    await assert.rejects(stage.say(code, id), isWithheld);
    assert.deepEqual([stage.engine.turns.length, stage.threads.open(id).messages.length], [1, 2]);
  });
});

describe('What is measured before it leaves', () => {
  it('is a message, an answer that is asked for anew, and one that is taken up, unless the user wants it anyway', async () => {
    const stage = new Stage();
    const threadId = await stage.say('Hi');
    const { id: messageId } = stage.last(threadId);
    await stage.api.resume({ threadId, messageId });
    await stage.settled(threadId);
    await stage.api.retry({ threadId, messageId });
    await stage.settled(threadId);
    await stage.api.retry({ threadId, messageId, anyway: true });
    await stage.settled(threadId);
    assert.deepEqual([stage.checks, stage.engine.turns.length], [[[0, 'Hi', false], [2, 'Continue your previo', true], [0, 'Hi', true]], 4]);
  });
});

describe('A thread that is made of another one', () => {
  it('knows what stands for its secrets: they are hidden under the same placeholders unasked, and put back', async () => {
    const stage = new Stage();
    stage.word = 'replace';
    const first = await stage.say('Why?', undefined, stage.attach(code));
    stage.word = undefined;
    stage.desk.show(undefined, { madeOf: first });
    const preview = await stage.chat.preview({ madeOf: first, text: 'And now?', attachments: [{ id: 'f', kind: 'selection', path: 'src/b.ts', language: 'typescript', text: code }] });
    const second = await stage.say('And now?', undefined, stage.attach(code));
    assert.deepEqual([preview.obstacles, preview.turn.prompt.attachments[0]?.text, stage.engine.turns.at(-1)?.prompt.attachments[0]?.text], [[], "const token = '‹secret 1: GitHub token›';", "const token = '‹secret 1: GitHub token›';"]);
    assert.deepEqual([second === first, stage.gate.restore(second, '‹secret 1: GitHub token›'), stage.desk.madeOf], [false, key, undefined]);
  });

  it('goes its own way after that', async () => {
    const stage = new Stage();
    const [token, other] = [['gh', 'p_', letters(36)].join(''), ['gh', 'p_', letters(36)].join('')];
    stage.word = 'replace';
    const first = await stage.say('Why?', undefined, stage.attach(code));
    stage.gate.carry(first, 'fork');
    const exit = { threadId: 'fork', to: here, said: () => [] };
    const leaving = async (text: string, threadId: string): Promise<string | undefined> => (await stage.gate.pass({ ...exit, threadId }, [{ id: 'f', name: 'f', origin: 'attachment', text }]))[0]?.text;
    assert.deepEqual([await leaving(token, 'fork'), await leaving(other, first)], ['‹secret 2: GitHub token›', '‹secret 2: GitHub token›']);
    assert.deepEqual([stage.gate.restore('fork', '‹secret 2: GitHub token›'), stage.gate.restore(first, '‹secret 2: GitHub token›')], [token, other]);
  });
});

describe('What is known of the secrets of a thread', () => {
  const placeholder = '‹secret 1: GitHub token›';

  it('is forgotten when the thread is deleted, and when a temporary one ends', async () => {
    const stage = new Stage();
    stage.word = 'replace';
    const deleted = await stage.say('Why?', undefined, stage.attach(code));
    stage.desk.show(undefined, { temporary: true });
    const temporary = await stage.say('Why?', undefined, stage.attach(code));
    assert.deepEqual([deleted, temporary].map((id) => stage.gate.restore(id, placeholder)), [key, key]);
    stage.threads.remove(deleted);
    stage.threads.endTemporary();
    assert.deepEqual([deleted, temporary].map((id) => stage.gate.restore(id, placeholder)), [placeholder, placeholder]);
  });

  it('is not kept of a thread that was never begun', async () => {
    const stage = new Stage();
    const forgotten: string[] = [];
    const forget = stage.gate.forget.bind(stage.gate);
    stage.gate.forget = (threadId) => { forgotten.push(threadId); forget(threadId); };
    await assert.rejects(stage.say(code), isWithheld);
    assert.equal(forgotten.length, 1);
  });
});

describe('What a preview foresees', () => {
  it('is what will be asked about, and once it is decided, what leaves in its stead; nobody is asked', async () => {
    const stage = new Stage();
    const upcoming = { text: 'Why?', attachments: [{ id: 'f', kind: 'selection', path: 'src/a.ts', lines: [7, 7], language: 'typescript', text: code }] } as const;
    const before = await stage.chat.preview(upcoming);
    assert.deepEqual([before.obstacles.map(({ name, findings }) => [name, findings[0]?.line]), before.turn.prompt.attachments[0]?.text, stage.asked], [[['src/a.ts', 7]], code, []]);
    stage.word = 'replace';
    const threadId = await stage.say('First', undefined, stage.attach(code));
    const after = await stage.chat.preview({ ...upcoming, threadId });
    assert.deepEqual([after.obstacles, after.turn.prompt.attachments[0]?.text, stage.asked.length], [[], "const token = '‹secret 1: GitHub token›';", 1]);
  });
});

describe('A text that belongs to no thread', () => {
  it('passes the same gate', async () => {
    const stage = new Stage();
    const selection = { name: 'src/a.ts', path: 'src/a.ts', startLine: 3, text: code };
    const cancelled = await stage.gate.passText(here, selection);
    stage.word = 'leaveOut';
    const leftOut = await stage.gate.passText(here, selection);
    stage.word = 'replace';
    const replaced = await stage.gate.passText(here, selection);
    const hidden = "const token = '‹secret 1: GitHub token›';";
    assert.deepEqual([cancelled, leftOut, replaced?.text, replaced?.restore(hidden)], [undefined, undefined, hidden, code]);
    assert.deepEqual(stage.asked, ['src/a.ts:3', 'src/a.ts:3', 'src/a.ts:3']);
  });
});
