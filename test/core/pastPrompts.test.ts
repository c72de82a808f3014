import { deepEqual } from 'node:assert/strict';
import { pastPrompts } from '../../src/core/pastPrompts.ts';
import { Threads } from '../../src/core/threads.ts';
import { samplePrompt } from '../support/chatSamples.ts';
import { KeptLog, MemoryThreadStore } from '../support/fakes.ts';

describe('What was said in other threads', () => {
  it('comes back the newest first, each once, from this workspace alone', () => {
    const threads = new Threads(new MemoryThreadStore(), new KeptLog());
    for (const [threadId, workspace, at, words] of [['old', 'w', 1, ['One', 'Two']], ['new', 'w', 2, ['Two', 'Three']], ['here', 'w', 3, ['Four']], ['far', 'v', 4, ['Five']]] as const) {
      const said = words.map((text, index) => ({ type: 'prompted', at, message: samplePrompt(`${threadId}${String(index)}`, text) }) as const);
      threads.create({ type: 'created', at, threadId, assistantId: 'a', workspace }, said);
    }
    deepEqual(pastPrompts(threads, 'w', 'here'), ['Three', 'Two', 'One']);
  });
});
