import assert from 'node:assert/strict';
import { Threads } from '../../src/core/threads.ts';
import { UnseenAnswers, type AnswerNews } from '../../src/core/unseenAnswers.ts';
import type { Answer } from '../../src/shared/message.ts';
import type { Outcome } from '../../src/shared/threadEvents.ts';
import { KeptLog, MemoryThreadStore } from '../support/fakes.ts';
import { sampleAnswer, samplePrompt } from '../support/chatSamples.ts';

const complete: Outcome = { state: 'complete' };

/** A thread “Tea” in which answers take their time, and somebody who may be looking. */
function stage(): { readonly turn: (seconds: number, outcome?: Outcome, choices?: number) => void; readonly threads: Threads; readonly unseen: UnseenAnswers; readonly state: { seen: boolean }; readonly news: AnswerNews[]; readonly counts: number[] } {
  const threads = new Threads(new MemoryThreadStore(), new KeptLog());
  const state = { seen: false };
  const news: AnswerNews[] = [];
  const counts: number[] = [];
  let now = 0;
  const unseen = new UnseenAnswers({ threads, isSeen: () => state.seen, tell: (one) => { news.push(one); }, count: (number) => { counts.push(number); }, now: () => now });
  threads.create({ type: 'created', at: 0, threadId: 't', assistantId: 'a', workspace: '' }, [{ type: 'prompted', at: 0, message: samplePrompt('p', 'Tea') }]);
  const turn = (seconds: number, outcome = complete, choices = 1): void => {
    const answers = Array.from({ length: choices }, (): Answer => sampleAnswer(crypto.randomUUID(), 'p', '', { assistantName: 'Tea Master', state: 'running' }));
    for (const message of answers) threads.apply('t', [{ type: 'answering', at: 0, message }], { durable: false });
    now += seconds * 1000;
    for (const { id } of answers.toReversed()) threads.apply('t', [{ type: 'settled', at: 0, messageId: id, outcome }], { durable: false });
  };
  return { turn, threads, unseen, state, news, counts };
}

describe('An answer that took long', () => {
  it('is news when it arrives out of sight, once for all its versions', () => {
    const { turn, news, counts } = stage();
    turn(25, complete, 3);
    assert.deepEqual([news, counts], [[{ threadId: 't', words: 'Tea Master has answered in “Tea”.', isFailure: false }], [1]]);
  });

  it('is no news when it is in sight, came soon, or was stopped by the user', () => {
    const { turn, news, state } = stage();
    turn(5);
    turn(25, { state: 'stopped' });
    state.seen = true;
    turn(25);
    assert.deepEqual(news, []);
  });

  it('is news when it failed or broke off, with the reason', () => {
    const { turn, news } = stage();
    turn(25, { state: 'failed', failure: { kind: 'serverError', message: 'The server had a problem.', action: 'retry' } });
    turn(25, { state: 'interrupted' });
    assert.deepEqual(news.map(({ words, isFailure }) => [words, isFailure]), [['Tea Master could not answer in “Tea”. The server had a problem.', true], ['The answer of Tea Master in “Tea” is not whole.', true]]);
  });

  it('counts until it is seen, or its thread is deleted', () => {
    const { turn, unseen, state, counts, threads } = stage();
    turn(25);
    unseen.look();
    state.seen = true;
    unseen.look();
    state.seen = false;
    turn(25);
    threads.remove('t');
    assert.deepEqual(counts, [1, 0, 1, 0]);
  });
});
