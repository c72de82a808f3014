import assert from 'node:assert/strict';
import { Threads } from '../../src/core/threads.ts';
import { logTurns } from '../../src/core/turnLog.ts';
import type { Answer } from '../../src/shared/message.ts';
import type { Outcome } from '../../src/shared/threadEvents.ts';
import { KeptLog, MemoryThreadStore } from '../support/fakes.ts';
import { sampleAnswer, samplePrompt } from '../support/chatSamples.ts';

const connection = { id: 'c', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', api: 'responses', auth: 'key', headers: {} } as const;

/** The line that is logged, with its level, when this answer ends so. */
function logged(answer: Partial<Answer>, outcome: Outcome): readonly string[] {
  const threads = new Threads(new MemoryThreadStore(), new KeptLog());
  const lines: string[] = [];
  logTurns(threads, () => [connection], { info: (line) => { lines.push(`info ${line}`); }, warn: (line) => { lines.push(`warn ${line}`); } });
  const message = sampleAnswer('a', 'p', 'what was said', { at: 1000, state: 'running', ...answer });
  threads.create({ type: 'created', at: 0, threadId: 't', assistantId: 'x', workspace: '' }, [{ type: 'prompted', at: 0, message: samplePrompt('p', 'what was asked') }, { type: 'answering', at: 1000, message }]);
  threads.apply('t', [{ type: 'settled', at: 3500, messageId: 'a', outcome }], { durable: false });
  return lines;
}

describe('The log of turns', () => {
  it('tells the engine, the time, the tokens and the request, and no word of what was said', () => {
    assert.deepEqual(logged({ usage: { inputTokens: 12, outputTokens: 3 }, requestId: 'req_1' }, { state: 'complete' }), ['info Answer a: complete, OpenAI (responses), gpt-5.2, 2500 ms, 12 tokens in, 3 out, request req_1']);
  });

  it('warns of a turn that failed, with the kind of its failure alone', () => {
    const failure = { kind: 'rateLimited', message: 'Too many requests: what was asked', action: 'retry' } as const;
    assert.deepEqual(logged({ model: '', connectionName: 'Gone' }, { state: 'failed', failure }), ['warn Answer a: failed, rateLimited, Gone, 2500 ms']);
  });
});
