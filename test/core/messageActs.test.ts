import assert from 'node:assert/strict';
import { Attachments } from '../../src/core/attachments.ts';
import type { Another } from '../../src/core/chat.ts';
import type { Following } from '../../src/core/currentEditor.ts';
import { Desk } from '../../src/core/desk.ts';
import type { FittingParts } from '../../src/core/fitting.ts';
import { MessageActs, type MessageSurface } from '../../src/core/messageActs.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { applyThreadEvent, emptyThread } from '../../src/shared/threadEvents.ts';
import { sampleAttachment } from '../support/chatSamples.ts';
import { MemoryDeskStore } from '../support/fakes.ts';
import { ThreadStage } from '../support/threadStage.ts';

/** VS Code's surface, where the user says yes to everything and wants nothing back. */
class Surface implements MessageSurface {
  readonly told: unknown[] = [];
  chosen: Another | undefined;
  wantsBack = Promise.withResolvers<boolean>();
  asked = 0;
  readonly another: MessageSurface['another'] = async () => {
    this.asked += 1;
    return this.chosen;
  };
  readonly pick: MessageSurface['pick'] = async (versions) => versions[0];
  readonly compare: MessageSurface['compare'] = async (earlier, later) => { this.told.push([earlier, later]); };
  readonly copy: MessageSurface['copy'] = async (text) => { this.told.push(text); };
  readonly confirm: MessageSurface['confirm'] = async (question) => this.told.push(question) > 0;
  readonly offerBack: MessageSurface['offerBack'] = async () => this.wantsBack.promise;
}

class Stage extends ThreadStage {
  readonly surface = new Surface();
  readonly desk = new Desk(new MemoryDeskStore(), 'w');
  readonly attachments = new Attachments(async (text) => text.length);
  readonly currentEditor: { view: Following } = { view: { following: 'off' } };
  /** Which threads have been told what is known of the secrets of which. */
  readonly carried: (readonly [from: string, to: string])[] = [];
  readonly gate = { carry: (from: string, to: string): void => { this.carried.push([from, to]); } };
  /** What was measured, by model; whatever goes to the small one does not fit. */
  readonly checked: unknown[] = [];
  readonly trimmed: string[] = [];
  readonly meter: FittingParts['meter'] = {
    check: async ({ model, history, prompt }) => {
      this.checked.push([model, history.length, prompt.text]);
      if (model === 'small') throw new FailureError({ kind: 'contextTooLong', message: 'Too long.', action: 'trimOldest', others: ['sendAnyway'] });
    },
  };
  readonly rooms: FittingParts['rooms'] = { trim: async (threadId) => { this.trimmed.push(threadId); } };
  readonly acts = new MessageActs({ threads: this.threads, chat: this.chat, meter: this.meter, rooms: this.rooms, desk: this.desk, gate: this.gate, attachments: this.attachments, currentEditor: this.currentEditor, surface: this.surface, log: this.log, workspace: 'w', addressOf: ({ path }) => `file:///w/${path}` });

  /** A thread of two questions, the first of which was asked twice and answered three times. */
  async twice(): Promise<string> {
    const threadId = await this.say('one', 'first');
    this.answers('first again');
    await this.chat.retry(threadId, this.idOf(threadId, 'first'));
    await this.settled(threadId);
    return this.say('two', 'second', { threadId });
  }
}

describe('MessageActs', () => {
  it('forks a thread at a message: the branch up to it, under other ids and without what servers keep', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    await stage.acts.fork(threadId, stage.idOf(threadId, 'first'));
    const forkId = stage.desk.threadId ?? '';
    const fork = stage.threads.open(forkId);
    const ids = new Set(stage.threads.open(threadId).messages.map(({ id }) => id));
    assert.deepEqual([fork.title, stage.words(forkId), fork.messages.some(({ id }) => ids.has(id)), fork.messages.some((message) => 'bookmark' in message)], ['one (fork)', ['one', 'first'], false, false]);
    await stage.say('three', 'third', { threadId: forkId });
    assert.deepEqual([stage.engine.turns.at(-1)?.history.map(({ text }) => text), stage.words(threadId)], [['one', 'first'], ['one', 'first again', 'two', 'second']]);
    assert.deepEqual(stage.carried, [[threadId, forkId]]);
  });

  it('asks another model only for what fits, and what is wanted nevertheless of the one that was chosen', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    const messageId = stage.idOf(threadId, 'second');
    stage.surface.chosen = { model: 'small' };
    const turns = stage.engine.turns.length;
    await assert.rejects(stage.acts.regenerate(threadId, messageId, 'model'), (error) => error instanceof FailureError && error.failure.kind === 'contextTooLong');
    assert.deepEqual([stage.checked, stage.engine.turns.length - turns, stage.surface.asked], [[['small', 2, 'two']], 0, 1]);
    await stage.acts.regenerate(threadId, messageId, 'model', { trimmed: true });
    await stage.settled(threadId);
    assert.deepEqual([stage.engine.turns.at(-1)?.model, stage.trimmed, stage.surface.asked], ['small', [threadId], 1]);
    await stage.acts.regenerate(threadId, messageId, 'model', { anyway: true });
    await stage.settled(threadId);
    assert.deepEqual([stage.checked.length, stage.surface.asked], [1, 2]);
  });

  it('forks a thread at a prompt: all that was said before it, with its words and attachments in the composer', async () => {
    const stage = new Stage();
    const threadId = await stage.say('one', 'first');
    const [file, current] = [sampleAttachment('x', 'src/tea.ts', 1, 2), sampleAttachment('y', 'src/pot.ts', 1, 2)];
    stage.answers('second');
    await stage.chat.send({ threadId, text: 'two', attachments: [file, current], workspace: 'w' });
    await stage.settled(threadId);
    stage.currentEditor.view = { following: 'on', attachment: { ...current, id: 'z' } };
    await stage.acts.fork(threadId, stage.idOf(threadId, 'two'));
    const { threadId: forkId = '', draft } = stage.desk;
    assert.deepEqual([stage.words(forkId), draft?.text, stage.attachments.held.map((held) => stage.attachments.withAddress(held).address)], [['one', 'first'], 'two', ['file:///w/src/tea.ts']]);
  });

  it('forks a thread at its first prompt into a new one of the same assistant', async () => {
    const stage = new Stage();
    const threadId = await stage.say('one', 'first');
    stage.threads.apply(threadId, [{ type: 'assigned', at: 2, assistantId: 'other' }], { durable: true });
    await stage.acts.fork(threadId, stage.idOf(threadId, 'one'));
    const { addressee, draft } = stage.desk;
    assert.deepEqual([addressee, draft?.text, stage.desk.madeOf], [{ assistantId: 'other' }, 'one', threadId]);
  });

  it('forks a thread at its first prompt with the instructions that are its own', async () => {
    const stage = new Stage();
    const threadId = await stage.say('one', 'first');
    stage.threads.apply(threadId, [{ type: 'instructed', at: 1, instructions: 'Be brief.' }], { durable: true });
    await stage.acts.fork(threadId, stage.idOf(threadId, 'one'));
    const fork = stage.threads.open(stage.desk.threadId ?? '');
    assert.deepEqual([fork.id === threadId, fork.title, fork.instructions, fork.messages, stage.desk.draft?.text], [false, 'one (fork)', 'Be brief.', [], 'one']);
  });

  it('forks a temporary thread into another one, of which nothing is kept either', async () => {
    const stage = new Stage();
    stage.answers('first');
    const threadId = await stage.chat.send({ text: 'one', attachments: [], workspace: 'w', temporary: true });
    await stage.settled(threadId);
    await stage.acts.fork(threadId, stage.idOf(threadId, 'first'));
    const forkId = stage.desk.threadId ?? '';
    assert.deepEqual([stage.words(forkId), stage.threads.isTemporary(forkId), stage.desk.isTemporary], [['one', 'first'], true, true]);
  });

  it('keeps the files of answers in use in a fork, and says of an answer that was arriving that it is not whole', async () => {
    const stage = new Stage();
    const hash = 'ab'.repeat(32);
    stage.engine.script = [{ type: 'text', text: 'half' }, 'wait', { type: 'done' }];
    const threadId = await stage.chat.send({ text: 'one', attachments: [], workspace: 'w' });
    while (stage.idOf(threadId, 'half') === '') await new Promise((resolve) => { setTimeout(resolve, 2); });
    const messageId = stage.idOf(threadId, 'half');
    stage.threads.apply(threadId, [{ type: 'produced', messageId, output: { id: 'f', name: 'a.txt', mediaType: 'text/plain', state: 'kept', bytes: 1, hash } }], { durable: true });
    await stage.acts.fork(threadId, messageId);
    const answer = stage.shown(stage.desk.threadId ?? '').at(-1);
    stage.engine.go();
    await stage.settled(threadId);
    stage.threads.purge(threadId);
    assert.deepEqual([answer?.role === 'assistant' && [answer.state, answer.outputs?.[0]?.hash], stage.store.namesOutput(hash)], [['interrupted', hash], true]);
  });

  it('deletes a prompt with all that hangs on it, and shows what is left', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    await stage.acts.remove(threadId, stage.idOf(threadId, 'two'));
    assert.deepEqual([stage.surface.told, stage.words(threadId)], [['Delete this message and its answer?'], ['one', 'first again']]);
  });

  it('deletes one version of an answer, and shows another', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    await stage.acts.remove(threadId, stage.idOf(threadId, 'first again'));
    assert.deepEqual([stage.surface.told, stage.words(threadId)], [['Delete this version of the answer and the 2 messages that follow it?'], ['one', 'first']]);
  });

  it('deletes a prompt with its only answer', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    await stage.acts.remove(threadId, stage.idOf(threadId, 'second'));
    assert.deepEqual(stage.words(threadId), ['one', 'first again']);
  });

  it('gives the model nothing of what is deleted, not even by what the server remembers', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    await stage.acts.remove(threadId, stage.idOf(threadId, 'two'));
    await stage.say('three', 'third', { threadId });
    const turn = stage.engine.turns.at(-1);
    assert.deepEqual([turn?.history.map(({ text }) => text), turn?.bookmark], [['one', 'first again'], undefined]);
  });

  it('brings back what was deleted, in its place, and purges it with its thread', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    const before = stage.threads.open(threadId);
    await stage.acts.remove(threadId, stage.idOf(threadId, 'one'));
    assert.deepEqual(stage.words(threadId), []);
    stage.surface.wantsBack.resolve(true);
    await new Promise((resolve) => { setTimeout(resolve); });
    const { messages, leafId } = stage.threads.open(threadId);
    assert.deepEqual([messages, leafId], [before.messages, before.leafId]);
    assert.deepEqual(stage.events.reduce(applyThreadEvent, emptyThread), stage.threads.open(threadId));
  });

  it('has servers forget what was said in messages that were deleted, too, when the thread is purged', async () => {
    const stage = new Stage();
    const threadId = await stage.say('one', 'first');
    await stage.acts.remove(threadId, stage.idOf(threadId, 'one'));
    assert.deepEqual(stage.threads.purge(threadId).map(({ id }) => id), ['conv']);
  });

  it('deletes nothing while an answer is arriving', async () => {
    const stage = new Stage();
    stage.engine.script = [{ type: 'text', text: 'half' }, 'wait', { type: 'done' }];
    const threadId = await stage.chat.send({ text: 'one', attachments: [], workspace: 'w' });
    await assert.rejects(stage.acts.remove(threadId, stage.idOf(threadId, 'one')), (error) => error instanceof FailureError && error.failure.kind === 'busy');
    await stage.chat.close();
  });

  it('copies a message, or all that is said up to it, as Markdown', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    await stage.acts.copy(threadId, stage.idOf(threadId, 'first again'), 'message');
    await stage.acts.copy(threadId, stage.idOf(threadId, 'first'), 'branch');
    assert.deepEqual(stage.surface.told, ['first again', '# one\n\n## You\n\none\n\n## Assistant (model)\n\nfirst\n']);
  });

  it('compares two versions, the earlier one first, whichever was asked of', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    await stage.acts.compare(threadId, stage.idOf(threadId, 'first'));
    assert.deepEqual(stage.surface.told, [[{ name: 'Version 1', text: 'first' }, { name: 'Version 2', text: 'first again' }]]);
  });

  it('has another answer given as the user chooses, and none if they do not', async () => {
    const stage = new Stage();
    const threadId = await stage.twice();
    await stage.acts.regenerate(threadId, stage.idOf(threadId, 'first'), 'model');
    stage.surface.chosen = { model: 'other' };
    await stage.acts.regenerate(threadId, stage.idOf(threadId, 'first'), 'model');
    await stage.settled(threadId);
    assert.deepEqual(stage.engine.turns.slice(3).map(({ model }) => model), ['other']);
  });
});
