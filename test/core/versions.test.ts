import assert from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import { versions } from '../../src/shared/messageTree.ts';
import { applyThreadEvent, emptyThread } from '../../src/shared/threadEvents.ts';
import { ThreadStage } from '../support/threadStage.ts';

const pirate = { assistant: { ...emptyDefinition, id: 'personal/pirate', name: 'Pirate', model: 'sea-1' }, place: 'personal', address: 'file:///pirate' } as const;

describe('Versions', () => {
  it('sends a prompt anew in the place of an earlier one, which stays with all that followed it', async () => {
    const stage = new ThreadStage();
    const threadId = await stage.say('one', 'first');
    await stage.say('two', 'second', { threadId });
    await stage.say('one, better', 'first, better', { threadId, instead: stage.idOf(threadId, 'one') });
    const { messages } = stage.threads.open(threadId);
    const [prompt] = stage.shown(threadId);
    assert.ok(prompt !== undefined);
    assert.deepEqual([stage.words(threadId), versions(messages, prompt).map(({ text }) => text), messages.length], [['one, better', 'first, better'], ['one', 'one, better'], 6]);
    stage.threads.apply(threadId, [{ type: 'selected', messageId: stage.idOf(threadId, 'one') }], { durable: true });
    assert.deepEqual(stage.words(threadId), ['one', 'first', 'two', 'second']);
  });

  it('asks with the history before that prompt, and from no place that the server has gone on from', async () => {
    const stage = new ThreadStage();
    const threadId = await stage.say('one', 'first');
    await stage.say('two', 'second', { threadId });
    await stage.say('two, better', 'again', { threadId, instead: stage.idOf(threadId, 'two') });
    const turn = stage.engine.turns.at(-1);
    assert.deepEqual([turn?.history.map(({ text }) => text), turn?.bookmark], [['one', 'first'], undefined]);
  });

  it('has another assistant answer the same prompt', async () => {
    const stage = new ThreadStage();
    stage.shelf.entries = [pirate];
    const threadId = await stage.say('one', 'first');
    stage.answers('Arr');
    await stage.chat.retry(threadId, stage.idOf(threadId, 'first'), { assistantId: pirate.assistant.id });
    await stage.settled(threadId);
    const answer = stage.shown(threadId).at(-1);
    assert.ok(answer?.role === 'assistant');
    assert.deepEqual([answer.assistantName, answer.model, answer.modelChosen, stage.threads.open(threadId).assistantId], ['Pirate', 'sea-1', undefined, 'assistant']);
  });

  it('has another model answer the same prompt, and the same one continue it', async () => {
    const stage = new ThreadStage();
    const threadId = await stage.say('one', 'first');
    stage.engine.script = [{ type: 'text', text: 'second' }];
    await stage.chat.retry(threadId, stage.idOf(threadId, 'first'), { model: 'other' });
    await stage.settled(threadId);
    stage.engine.script = [{ type: 'text', text: ', whole' }, { type: 'done' }];
    await stage.chat.resume(threadId, stage.idOf(threadId, 'second'));
    await stage.settled(threadId);
    const answer = stage.shown(threadId).at(-1);
    assert.ok(answer?.role === 'assistant');
    assert.deepEqual([answer.text, answer.model, answer.modelChosen, stage.engine.turns.map(({ model }) => model)], ['second, whole', 'other', true, ['model', 'other', 'other']]);
  });

  it('adds up what an answer has cost that was continued', async () => {
    const stage = new ThreadStage();
    const usage = { inputTokens: 7, outputTokens: 3, cachedTokens: 1 };
    stage.engine.script = [{ type: 'text', text: 'half' }, { type: 'note', note: { usage } }];
    const threadId = await stage.chat.send({ text: 'one', attachments: [], workspace: 'w' });
    await stage.settled(threadId);
    stage.answers(' and half');
    await stage.chat.resume(threadId, stage.idOf(threadId, 'half'));
    await stage.settled(threadId);
    const answer = stage.shown(threadId).at(-1);
    assert.deepEqual(answer?.role === 'assistant' && [answer.text, answer.state, answer.usage], ['half and half', 'complete', { inputTokens: 12, outputTokens: 5, cachedTokens: 1 }]);
  });

  it('tells every change: the events it fires fold to the truth it keeps', async () => {
    const stage = new ThreadStage();
    const threadId = await stage.say('one', 'first');
    await stage.say('one, better', 'again', { threadId, instead: stage.idOf(threadId, 'one') });
    await stage.chat.retry(threadId, stage.idOf(threadId, 'again'));
    await stage.settled(threadId);
    assert.deepEqual(stage.events.reduce(applyThreadEvent, emptyThread), stage.threads.open(threadId));
  });
});
