import { deepEqual, rejects } from 'node:assert/strict';
import type { CodeText } from '../../src/core/codeBlocks.ts';
import { type CodeSurface, CodeUses } from '../../src/core/codeUses.ts';
import { Threads } from '../../src/core/threads.ts';
import { fingerprint } from '../../src/shared/fingerprint.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { sampleAnswer, sampleAttachment, samplePrompt } from '../support/chatSamples.ts';
import { KeptLog, MemoryThreadStore } from '../support/fakes.ts';
import { letters } from './plantedSecrets.ts';

const token = ['gh', 'p_', letters(36)].join('');
/** The file as it is, and as it went along. */
const [file, sent] = [`const key = '${token}';\n`, "const key = '‹secret 1: GitHub token›';\n"];
const answer = '```sh\ncurl ‹secret 1: GitHub token›\n```\n\n```ts\na\n```\n\n```ts\na\n```\n\nSee `Pot.fill`.\n\n```ts\nconst key = \'‹secret 1: GitHub token›\';\n```';

/** Uses of a thread with one answer of four blocks, and what was done with them; `knows`: whether this window knows what the placeholder stands for. */
function stage(knows = true, goesOn = false, attached = sent): { readonly uses: CodeUses; readonly done: unknown[] } {
  const threads = new Threads(new MemoryThreadStore(), new KeptLog());
  threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: '' }, [
    { type: 'prompted', at: 1, message: samplePrompt('p', 'Tea?', { attachments: [{ ...sampleAttachment('x', 'src/tea.ts', 1, 2), text: attached }, { ...sampleAttachment('y', 'Changes', 1, 2), kind: 'changes' }] }) },
    { type: 'answering', at: 1, message: sampleAnswer('m', 'p', answer) },
  ]);
  const done: unknown[] = [];
  const note = (what: string) => async (...how: readonly (CodeText | string)[]): Promise<void> => { done.push([what, ...how]); };
  const surface: CodeSurface = { copy: note('copy'), insert: async (text, refill) => { done.push(['insert', refill(text, file)]); }, newFile: note('newFile'), run: note('run'), apply: async (code, { paths, ask, refill }) => { done.push(['apply', code.info, refill(code.text, file), paths, ask]); }, goesWith: async (left) => { done.push(['ask', ...left]); return goesOn; }, show: note('show'), openSymbol: note('openSymbol') };
  return { uses: new CodeUses({ threads, gate: { restore: (_threadId, text) => (knows ? text.replace('‹secret 1: GitHub token›', token) : text) }, surface }), done };
}

const curl = { threadId: 't', messageId: 'm', index: 0, fingerprint: fingerprint('curl ‹secret 1: GitHub token›') };
const isGone = (error: unknown): boolean => error instanceof FailureError && error.failure.kind === 'notFound';

describe('Code out of an answer', () => {
  it('has the user’s secrets again where it goes into their own files or clipboard, and never in a terminal', async () => {
    const { uses, done } = stage();
    for (const use of ['copy', 'insert', 'newFile', 'run'] as const) await uses.use({ ...curl, use });
    const curled = `curl ${token}`;
    deepEqual(done, [['copy', curled], ['insert', { text: curled, left: [] }], ['newFile', { info: 'sh', text: curled }], ['run', { info: 'sh', text: 'curl ‹secret 1: GitHub token›' }]]);
  });

  it('has them again from the file that it goes into, where this window does not know them', async () => {
    const { uses, done } = stage(false);
    for (const use of ['insert', 'apply'] as const) await uses.use({ ...curl, use });
    const there = { text: `curl ${token}`, left: [] };
    deepEqual(done, [['insert', there], ['apply', 'sh', there, ['src/tea.ts'], false]]);
  });

  it('does not have them from lines that only the answer says were in the file', async () => {
    const { uses, done } = stage(false, false, '');
    await uses.use({ threadId: 't', messageId: 'm', index: 3, fingerprint: fingerprint("const key = '‹secret 1: GitHub token›';"), use: 'insert' });
    deepEqual(done, [['insert', { text: "const key = '‹secret 1: GitHub token›';", left: ['‹secret 1: GitHub token›'] }]]);
  });

  it('goes nowhere with placeholders whose secrets nobody knows unless the user says so', async () => {
    const [{ uses, done }, other] = [stage(false), stage(false, true)];
    for (const use of ['copy', 'newFile'] as const) await uses.use({ ...curl, use });
    await other.uses.use({ ...curl, use: 'copy' });
    const asked = ['ask', '‹secret 1: GitHub token›'];
    deepEqual([done, other.done], [[asked, asked], [asked, ['copy', 'curl ‹secret 1: GitHub token›']]]);
  });

  it('is applied to what it names, with the files that went with the prompt in mind', async () => {
    const { uses, done } = stage();
    const place = { threadId: 't', messageId: 'm', index: 2, fingerprint: fingerprint('a') };
    await uses.use({ ...place, use: 'apply' });
    await uses.use({ ...place, use: 'applyTo' });
    const code = { text: 'a', left: [] };
    deepEqual(done, [['apply', 'ts', code, ['src/tea.ts'], false], ['apply', 'ts', code, ['src/tea.ts'], true]]);
  });

  it('is what the answer says, wherever a page says that it stands', async () => {
    const { uses, done } = stage();
    await uses.use({ ...curl, index: 7, use: 'copy' });
    deepEqual(done, [['copy', `curl ${token}`]]);
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
    deepEqual(done, [['show', answer.replace('‹secret 1: GitHub token›', token)]]);
  });

  it('names what can be looked for, and nothing else can', async () => {
    const { uses, done } = stage();
    await uses.openSymbol('t', 'm', 'Pot.fill');
    await rejects(uses.openSymbol('t', 'm', 'Kettle'), isGone);
    deepEqual(done, [['openSymbol', 'Pot.fill']]);
  });
});
