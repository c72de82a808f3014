import { deepEqual, rejects } from 'node:assert/strict';
import { Attachments } from '../../src/core/attachments.ts';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import { Chat } from '../../src/core/chat.ts';
import { CurrentEditor } from '../../src/core/currentEditor.ts';
import { Desk } from '../../src/core/desk.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { hostApi } from '../../src/core/hostApi.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { promptText } from '../../src/core/promptText.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Citation } from '../../src/shared/answerParts.ts';
import { goingWith } from '../../src/shared/goingWith.ts';
import type { HostApi } from '../../src/shared/protocol.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { sampleAnswer, samplePrompt } from '../support/chatSamples.ts';
import { assistantsOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemoryDeskStore, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs, quietSurface } from '../support/fakes.ts';
import { ThreadStage } from '../support/threadStage.ts';

const tea: Citation = { number: 1, name: 'tea.md', path: 'tea.md', hash: 'h', startLine: 1, endLine: 2 };
const cup: Citation = { name: 'cup.md', path: 'cup.md', hash: 'h' };

/** A host whose one thread has an answer with two citations, and what it was asked to open. */
function stage(): { readonly api: HostApi; readonly opened: readonly Citation[] } {
  const log = new KeptLog();
  const threads = new Threads(new MemoryThreadStore(), log);
  threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: '' }, [
    { type: 'prompted', at: 1, message: samplePrompt('p', 'Tea?') },
    { type: 'answering', at: 1, message: sampleAnswer('m', 'p', 'Tea [1].', { citations: [tea, cup] }) },
  ]);
  const assistants = assistantsOf(new FakeShelf());
  const opened: Citation[] = [];
  const api = hostApi({
    ...quietSurface,
    threads, assistants, attachments: new Attachments(async (text) => text.length), workspace: '', explain: failureOf,
    chat: new Chat({ threads, assistants, backEnds: backEndsOf(() => { throw new Error('Nobody answers.'); }), sent: new MemorySentStore(), calls: new FunctionCalls(), gate: quietGate(), attachmentStore: new KeptBytes(), outputs: quietOutputs(threads), refused: new RefusedParameters(), log, explain: failureOf }),
    desk: new Desk(new MemoryDeskStore(), ''),
    status: async () => ({ assistantName: 'A', connectionName: 'C', starters: [], takes: [] }),
    openCitation: async (citation) => { opened.push(citation); },
  });
  return { api, opened };
}

describe('What a page may have opened', () => {
  it('is what an answer cites, by its place', async () => {
    const { api, opened } = stage();
    await api.openCitation({ threadId: 't', messageId: 'm', index: 1 });
    await api.openCitation({ threadId: 't', messageId: 'm', index: 0 });
    deepEqual(opened, [cup, tea]);
  });

  for (const [what, ask] of [['a place that it has not', { threadId: 't', messageId: 'm', index: 2 }], ['a prompt', { threadId: 't', messageId: 'p', index: 0 }], ['another thread', { threadId: 'u', messageId: 'm', index: 0 }]] as const) {
    it(`is nothing by ${what}`, async () => {
      const { api, opened } = stage();
      await rejects(api.openCitation(ask), (error) => error instanceof FailureError && error.failure.kind === 'notFound');
      deepEqual(opened, []);
    });
  }
});

describe('What a page is greeted with', () => {
  it('is the thread as it stands when the answer goes out, with what happened while it was being made', async () => {
    const { api, say } = greeting();
    const greeted = api.hello();
    say(' Hot.');
    deepEqual((await greeted).thread?.messages.at(-1)?.text, 'Tea. Hot.');
  });
});

describe('What is shown before it is sent', () => {
  it('is what is sent, byte for byte, with what goes along by itself in its place', async () => {
    const kept = new ThreadStage();
    kept.engine.script = [{ type: 'done' }];
    const { threads, chat } = kept;
    const shown: string[] = [];
    const attachments = new Attachments(async () => 1);
    const currentEditor = new CurrentEditor({
      active: async () => ({ address: 'file:///w/front.ts', piece: { kind: 'file', path: 'front.ts', language: 'ts', text: 'front' } }),
      at: async (address) => ({ address }), isTrusted: () => true, onChange: () => ({ dispose: () => undefined }),
    }, { get: () => ({ following: 'on' }), set: () => undefined }, async () => 1);
    const api = hostApi({
      ...quietSurface,
      threads, chat, assistants: assistantsOf(new FakeShelf()), attachments, currentEditor, workspace: '', explain: failureOf,
      desk: new Desk(new MemoryDeskStore(), ''),
      inspector: { showPast: async () => undefined, showUpcoming: async (composed) => { shown.push(promptText(composed)); } },
      status: async () => ({ assistantName: 'A', connectionName: 'C', starters: [], takes: [] }),
    });
    attachments.add({ kind: 'file', path: 'chip.ts', language: 'ts', text: 'chip' });
    await currentEditor.look();
    const attachmentIds = goingWith(attachments.held, currentEditor.view.attachment).map(({ id }) => id);
    await api.showRequest({ text: 'Tea?', attachmentIds });
    const sent = await api.send({ text: 'Tea?', attachmentIds });
    await kept.settled(sent?.threadId ?? '');
    const words = 'Tea?\n\nfront.ts\n```ts\nfront\n```\n\nchip.ts\n```ts\nchip\n```';
    deepEqual([shown, kept.engine.turns.map(({ prompt }) => promptText(prompt))], [[words], [words]]);
  });
});

describe('What was said', () => {
  it('is no draft any more, in whatever thread the user is by then, and however late the page tells of it', async () => {
    const { api, desk } = greeting();
    await api.keepDraft({ threadId: 't', text: 'And milk?', at: 5 });
    const sending = api.send({ threadId: 't', text: 'And milk?', attachmentIds: [] });
    await api.newThread();
    await sending;
    await api.keepDraft({ threadId: 't', text: 'And milk?', at: 5 });
    deepEqual(drafts(desk, 't'), ['']);
  });

  it('is no draft in the thread that it begins, nor in the next new one', async () => {
    const { api, desk } = greeting();
    await api.newThread();
    await api.keepDraft({ text: 'Coffee?', at: 5 });
    const sent = await api.send({ text: 'Coffee?', attachmentIds: [] });
    await api.keepDraft({ text: 'Coffee?', at: 5 });
    deepEqual(drafts(desk, sent?.threadId, undefined), ['', '']);
  });

  it('takes nobody into the thread that it begins who has turned to another one meanwhile', async () => {
    const { api, desk } = greeting();
    await api.newThread();
    const sending = api.send({ text: 'Coffee?', attachmentIds: [] });
    await api.newThread();
    await api.keepDraft({ text: 'Something else', at: 5 });
    const sent = await sending;
    deepEqual([desk.threadId, ...drafts(desk, undefined, sent?.threadId)], [undefined, 'Something else', undefined]);
  });

  it('leaves what was written behind it meanwhile', async () => {
    const { api, desk } = greeting();
    await api.keepDraft({ threadId: 't', text: 'And milk?', at: 5 });
    const sending = api.send({ threadId: 't', text: 'And milk?', attachmentIds: [] });
    await api.keepDraft({ threadId: 't', text: 'And milk? And honey?', at: 6 });
    await sending;
    deepEqual(drafts(desk, 't'), ['And honey?']);
  });
});

function drafts(desk: Desk, ...threadIds: readonly (string | undefined)[]): readonly unknown[] {
  return threadIds.map((threadId) => desk.draftIn(threadId === undefined ? {} : { threadId })?.text);
}

/** A host with a thread on show, and a way to let words arrive in it. */
function greeting(): { readonly api: HostApi; readonly desk: Desk; readonly say: (words: string) => void } {
  const kept = new ThreadStage();
  kept.threads.create({ type: 'created', at: 1, threadId: 't', assistantId: builtInAssistant.id, workspace: '' }, [
    { type: 'prompted', at: 1, message: samplePrompt('p', 'Tea?') }, { type: 'answering', at: 1, message: sampleAnswer('m', 'p', 'Tea.') },
  ]);
  kept.engine.script = [{ type: 'done' }];
  const { threads, chat } = kept;
  const desk = new Desk(new MemoryDeskStore(), '');
  desk.settle('t');
  const api = hostApi({
    ...quietSurface,
    threads, chat, assistants: assistantsOf(new FakeShelf()), attachments: new Attachments(async (text) => text.length), workspace: '', explain: failureOf,
    desk,
    status: async () => ({ assistantName: 'A', connectionName: 'C', starters: [], takes: [] }),
  });
  return { api, desk, say: (words) => { threads.apply('t', [{ type: 'text', messageId: 'm', text: words }], { durable: false }); } };
}
