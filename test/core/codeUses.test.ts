import { deepEqual, rejects } from 'node:assert/strict';
import type { CodeText } from '../../src/core/codeBlocks.ts';
import { CodeUses } from '../../src/core/codeUses.ts';
import { Threads } from '../../src/core/threads.ts';
import { fingerprint } from '../../src/shared/fingerprint.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { sampleAnswer, sampleAttachment, samplePrompt } from '../support/chatSamples.ts';
import { KeptLog, MemoryThreadStore } from '../support/fakes.ts';

const answer = '```sh\ncurl ‹secret 1: key›\n```\n\n```ts\na\n```\n\n```ts\na\n```\n\nSee `Pot.fill`.';

/** Uses of a thread with one answer of three blocks, and what was done with them. */
function stage(): { readonly uses: CodeUses; readonly done: unknown[] } {
  const threads = new Threads(new MemoryThreadStore(), new KeptLog());
  threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: '' }, [
    { type: 'prompted', at: 1, message: samplePrompt('p', 'Tea?', { attachments: [sampleAttachment('x', 'src/tea.ts', 1, 2), { ...sampleAttachment('y', 'Changes', 1, 2), kind: 'changes' }] }) },
    { type: 'answering', at: 1, message: sampleAnswer('m', 'p', answer) },
  ]);
  const done: unknown[] = [];
  const note = (what: string) => async (...how: readonly (CodeText | boolean | string | readonly string[])[]): Promise<void> => { done.push([what, ...how]); };
  const surface = { copy: note('copy'), insert: note('insert'), newFile: note('newFile'), run: note('run'), apply: note('apply'), show: note('show'), openSymbol: note('openSymbol') };
  return { uses: new CodeUses({ threads, gate: { restore: (_threadId, text) => text.replace('‹secret 1: key›', 'hunter2') }, surface }), done };
}

const curl = { threadId: 't', messageId: 'm', index: 0, fingerprint: fingerprint('curl ‹secret 1: key›') };
const isGone = (error: unknown): boolean => error instanceof FailureError && error.failure.kind === 'notFound';

describe('Code out of an answer', () => {
  it('has the user’s secrets again where it goes into their own files or clipboard, and never in a terminal', async () => {
    const { uses, done } = stage();
    for (const use of ['copy', 'insert', 'newFile', 'run'] as const) await uses.use({ ...curl, use });
    deepEqual(done, [['copy', 'curl hunter2'], ['insert', 'curl hunter2'], ['newFile', { info: 'sh', text: 'curl hunter2' }], ['run', { info: 'sh', text: 'curl ‹secret 1: key›' }]]);
  });

  it('is applied to what it names, with the files that went with the prompt in mind', async () => {
    const { uses, done } = stage();
    const place = { threadId: 't', messageId: 'm', index: 2, fingerprint: fingerprint('a') };
    await uses.use({ ...place, use: 'apply' });
    await uses.use({ ...place, use: 'applyTo' });
    deepEqual(done, [['apply', { info: 'ts', text: 'a' }, ['src/tea.ts'], false], ['apply', { info: 'ts', text: 'a' }, ['src/tea.ts'], true]]);
  });

  it('is what the answer says, wherever a page says that it stands', async () => {
    const { uses, done } = stage();
    await uses.use({ ...curl, index: 7, use: 'copy' });
    deepEqual(done, [['copy', 'curl hunter2']]);
  });

  for (const [what, other] of [['that the answer does not say', { fingerprint: fingerprint('rm -rf /') }], ['of a prompt', { messageId: 'p' }], ['of another thread', { threadId: 'u' }]] as const) {
    it(`is nothing ${what}`, async () => {
      const { uses, done } = stage();
      await rejects(uses.use({ ...curl, ...other, use: 'run' }), isGone);
      deepEqual(done, []);
    });
  }

  it('may be shown as a document with all that stands around it', async () => {
    const { uses, done } = stage();
    await uses.openAnswer('t', 'm');
    deepEqual(done, [['show', answer.replace('‹secret 1: key›', 'hunter2')]]);
  });

  it('names what can be looked for, and nothing else can', async () => {
    const { uses, done } = stage();
    await uses.openSymbol('t', 'm', 'Pot.fill');
    await rejects(uses.openSymbol('t', 'm', 'Kettle'), isGone);
    deepEqual(done, [['openSymbol', 'Pot.fill']]);
  });
});
