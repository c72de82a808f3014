import assert from 'node:assert/strict';
import * as v from 'valibot';
import { threadFile, writeThreads } from '../../src/core/threadFile.ts';
import { importThreads } from '../../src/core/threadImport.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Answer, Prompt } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { applyThreadEvent, emptyThread } from '../../src/shared/threadEvents.ts';
import { KeptBytes, KeptLog, MemoryOutputStore, MemoryThreadStore } from '../support/fakes.ts';
import { placedThread } from '../support/placedThread.ts';

const prompt = (id: string, text: string, more: Partial<Prompt> = {}): Prompt => ({ role: 'user', id, at: 10, text, attachments: [], ...more });
const answer = (id: string, parentId: string, text: string, more: Partial<Answer> = {}): Answer => ({
  role: 'assistant', id, parentId, at: 20, assistantId: 'personal/tea', assistantName: 'Tea Master', connectionName: 'Here', model: 'leaf-1', text, state: 'complete', endedAt: 30, ...more,
});

/** A machine: its threads, and where it keeps their files. */
class Machine {
  readonly store = new MemoryThreadStore();
  readonly threads = new Threads(this.store, new KeptLog());
  readonly attachmentStore = new KeptBytes();
  readonly outputStore = new MemoryOutputStore();

  import(text: string, name = 'threads.json'): Promise<readonly string[]> {
    const { threads, attachmentStore, outputStore } = this;
    return importThreads(text, name, { threads, attachmentStore, outputStore, workspace: 'file:///here' });
  }

  async export(...threads: readonly Thread[]): Promise<string> {
    return (await writeThreads(threads, this, 0)).text;
  }
}

/** A thread with all that a thread can have, on a machine that has its files. */
async function everything(machine: Machine): Promise<Thread> {
  const image = await machine.attachmentStore.keep(Uint8Array.of(1, 2, 3));
  const chart = await machine.outputStore.keep((async function* () { yield Uint8Array.of(4, 5, 6); })());
  return {
    ...emptyThread, id: 't', title: 'Ziehzeit 茶', titledBy: 'model', assistantId: 'personal/tea', instructions: 'Be brief.', workspace: 'file:///there', createdAt: 5, updatedAt: 77, leafId: 'y2', pinned: true, archived: true,
    spentBesides: { inputTokens: 7, outputTokens: 1 }, trimmed: { messageId: 'x', length: 3 },
    messages: [
      prompt('p', 'How long?', { attachments: [{ id: 'a', kind: 'file', path: 'cup.png', language: '', text: '', media: { mediaType: 'image/png', bytes: 3, hash: image } }, { id: 'b', kind: 'selection', path: 'a.ts', lines: [1, 2], language: 'typescript', text: 'tea()', tokens: 3, unsaved: true }] }),
      answer('x', 'p', 'Three minutes [1].', {
        usage: { inputTokens: 1, outputTokens: 2, cachedTokens: 1 }, requestId: 'req', fingerprint: 'fp', without: ['seed'], citations: [{ number: 1, name: 'tea.md', path: 'tea.md', hash: 'h', startLine: 1, endLine: 2, quote: 'three' }],
        steps: [{ id: 's', kind: 'code', title: 'Ran code', state: 'complete', input: '6*7', output: '42', startedAt: 21, endedAt: 22, usage: { inputTokens: 1, outputTokens: 1 } }],
        outputs: [{ id: 'f', name: 'chart.png', mediaType: 'image/png', stepId: 's', state: 'kept', bytes: 3, hash: chart.hash }, { id: 'g', name: 'gone.txt', mediaType: 'text/plain', state: 'lost', why: 'It was gone.' }],
      }),
      answer('x2', 'p', 'Four.', { state: 'failed', failure: { kind: 'rateLimited', message: 'Too many.', action: 'retry', retryAfter: 3 } }),
      prompt('q', 'And green?', { parentId: 'x' }), answer('y', 'q', 'Two.', { state: 'interrupted' }), answer('y2', 'q', 'Two and a half.'),
    ],
  };
}

const refusal = (message: RegExp) => (error: unknown): boolean => error instanceof FailureError && message.test(error.failure.message);

describe('Threads as a file', () => {
  it('come back on another machine as they were, with all branches and files, under new ids and in the workspace there', async () => {
    const [here, there] = [new Machine(), new Machine()];
    const thread = await everything(here);
    const [id = ''] = await there.import(await here.export(thread));
    const back = there.threads.open(id);
    assert.deepEqual(placedThread(back), placedThread({ ...thread, workspace: 'file:///here' }));
    assert.deepEqual(there.store.read(id).reduce(applyThreadEvent, emptyThread), back);
    assert.deepEqual([[...there.attachmentStore.kept.values()].map((bytes) => [...bytes]), [...there.outputStore.contents.values()].map((bytes) => [...bytes])], [[[1, 2, 3]], [[4, 5, 6]]]);
    const ids = [thread, back].flatMap((one) => [one.id, ...one.messages.map((message) => message.id)]);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('come back twice as two threads, and are exported the same again', async () => {
    const [here, there] = [new Machine(), new Machine()];
    const text = await here.export(await everything(here), { ...emptyThread, id: 'u', title: 'Empty' });
    await there.import(text);
    await there.import(text);
    const all = there.threads.list().map(({ id }) => there.threads.open(id));
    const again = new Machine();
    const [id = ''] = await again.import(await there.export(...all.filter(({ title }) => title !== 'Empty').slice(0, 1)));
    assert.deepEqual([all.length, placedThread(again.threads.open(id))], [4, placedThread({ ...(await everything(new Machine())), workspace: 'file:///here' })]);
  });

  it('leave behind what only this machine or a server knows, and come to rest', async () => {
    const [here, there] = [new Machine(), new Machine()];
    const bookmark = { place: 'https://evil.example', kind: 'conversation', id: 'conv_1' } as const;
    const running = answer('x', 'p', 'Thr', { state: 'running', status: 'in_progress', bookmark, handle: { place: 'https://evil.example', kind: 'response', id: 'resp_1', from: 0 }, steps: [{ id: 's', kind: 'function', title: 'f', state: 'waiting' }], outputs: [{ id: 'f', name: '../../.bashrc', mediaType: 'text/plain', state: 'kept', bytes: 1, hash: 'ab'.repeat(32), again: { connection: 'evil', container: 'cntr_1' } }] });
    const thread: Thread = { ...emptyThread, id: 't', title: 'T', workspace: 'file:///home/me', deletedAt: 9, temporary: true, messages: [prompt('p', 'Q'), running], leafId: 'x' };
    const text = await here.export(thread);
    const forged = JSON.stringify({ ...JSON.parse(text), threads: [thread] });
    const [id = ''] = await there.import(forged);
    const { messages, deletedAt, temporary, workspace } = there.threads.open(id);
    const back = messages[1];
    assert.ok(back?.role === 'assistant');
    const { bookmark: kept, handle, status, state, steps, outputs } = back;
    assert.deepEqual([/evil|home\/me|deletedAt|temporary/.test(text), deletedAt, temporary, workspace, kept, handle, status, state, steps?.[0]?.state], [false, undefined, undefined, 'file:///here', undefined, undefined, undefined, 'interrupted', 'stopped']);
    assert.deepEqual(outputs, [{ id: 'f', name: 'bashrc', mediaType: 'text/plain', state: 'lost', bytes: 1, why: 'The exported file did not hold it.' }]);
    assert.deepEqual(there.threads.purge(id), []);
  });

  it('are refused with one sentence, and none of them is made, where anything is not as it should be (case 82)', async () => {
    const here = new Machine();
    const good = await here.export(await everything(here));
    const file = v.parse(threadFile, JSON.parse(good));
    const [thread] = file.threads;
    assert.ok(thread !== undefined);
    const withMessages = (messages: readonly unknown[]): unknown => ({ ...file, threads: [thread, { ...thread, messages, leafId: undefined }] });
    const bad: readonly (readonly [value: unknown, message: RegExp])[] = [
      [good.slice(0, -30), /no JSON, or only a part/], ['', /no JSON/], [{}, /holds no exported threads/], [[], /holds no exported threads/], [{ ...file, version: 2 }, /newer version/],
      [{ ...file, url: 'https://evil.example' }, /damaged/], [withMessages([{ ...prompt('p', 'x'), approved: true }]), /damaged: threads\.1\.messages/], [withMessages([{ ...prompt('p', 'x'), role: 'system' }]), /damaged/],
      [withMessages([answer('x', 'p', 'first'), prompt('p', 'then')]), /do not follow one another/], [withMessages([prompt('p', 'x'), prompt('p', 'x')]), /do not follow one another/], [withMessages([prompt('p', 'x'), answer('x', 'p', 'y'), answer('y', 'x', 'to nothing')]), /do not follow one another/],
      [withMessages([prompt('p', 'in the year 300,000', { at: 9e15 })]), /damaged: threads\.1\.messages\.0\.at/],
      [{ ...file, files: Object.fromEntries(Object.keys(file.files).map((hash) => [hash, 'AAAA'])) }, /not what it was/], [{ ...file, files: { '../x': 'AAAA' } }, /damaged/],
    ];
    for (const [value, message] of bad) {
      const there = new Machine();
      await assert.rejects(there.import(typeof value === 'string' ? value : JSON.stringify(value)), refusal(message));
      assert.deepEqual(there.threads.list(), []);
    }
  });
});
