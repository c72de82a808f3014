import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Threads } from '../../src/core/threads.ts';
import { HashedFiles } from '../../src/node/hashedFiles.ts';
import { OutputFolder } from '../../src/node/outputFolder.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { foldThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { eventually } from '../support/eventually.ts';
import { KeptLog } from '../support/fakes.ts';

const answering: ThreadEvent = { type: 'answering', at: 1, message: { role: 'assistant', id: 'm', parentId: 'p', at: 1, assistantId: 'a', assistantName: 'A', connectionName: 'C', model: 'm', text: '', state: 'running' } };
const text = (words: string): ThreadEvent => ({ type: 'text', messageId: 'm', text: words });
const isStorage = (error: unknown): boolean => error instanceof FailureError && error.failure.kind === 'storage';

async function* bytes(length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; done += 65_536) yield new Uint8Array(65_536).fill(done % 251);
}

describe('A disk that is full', () => {
  let folder = '';
  let store: SqliteThreadStore;
  const filler = (): string => path.join(folder, 'filler');
  const fill = (left = 0): void => {
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler(), Buffer.alloc(Math.max(0, bavail * bsize - left)));
  };

  before(function test() {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) this.skip();
  });

  beforeEach(function test() {
    folder = mkdtempSync(path.join(os.tmpdir(), 'full-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
    store = new SqliteThreadStore(path.join(folder, 'threads'));
  });

  afterEach(() => {
    store.dispose();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes no prompt, keeps the answer that is arriving in memory, and has all of it when there is room again (case 67)', async () => {
    const threads = new Threads(store, new KeptLog());
    const states: boolean[] = [];
    threads.onSaved(() => states.push(threads.isSaved));
    threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: '' }, [answering]);
    fill();
    let whole = '';
    for (let piece = 0; piece < 100; piece += 1) {
      whole += `${String(piece)} `.repeat(2000);
      threads.apply('t', [text(`${String(piece)} `.repeat(2000))], { durable: false });
    }
    assert.throws(() => threads.rename('t', 'Not to be'), isStorage);
    const meanwhile = [threads.isSaved, threads.open('t').messages[0]?.text === whole, threads.open('t').title];
    rmSync(filler());
    await eventually(() => threads.isSaved, true);
    assert.deepEqual([meanwhile, foldThread(store.read('t')).messages[0]?.text === whole, states], [[false, true, ''], true, [false, true]]);
  });

  it('leaves no half of an attachment or an output, and keeps what was there (case 67)', async () => {
    const attachments = new HashedFiles(path.join(folder, 'attachments'));
    const outputs = new OutputFolder(path.join(folder, 'outputs'));
    const kept = [await attachments.keep(new Uint8Array(1000)), (await outputs.keep(bytes(65_536))).hash];
    for (const left of [0, 4096, 100_000, 400_000]) {
      fill(left);
      await assert.rejects(attachments.keep(new Uint8Array(600_000).fill(left % 256)), isStorage);
      await assert.rejects(outputs.keep(bytes(655_360)), isStorage);
      rmSync(filler());
    }
    assert.deepEqual([readdirSync(path.join(folder, 'attachments')), readdirSync(path.join(folder, 'outputs'))], [[kept[0]], [kept[1]]]);
  });

  it('leaves the last copy of the threads as it was (case 67)', async () => {
    store.append([text('x'.repeat(500_000))], { id: 't', title: 'T', assistantId: 'a', workspace: '', createdAt: 1, updatedAt: 1 }, { durable: true });
    await store.backUp(Date.now());
    const before = readdirSync(path.join(folder, 'threads')).toSorted();
    fill(100_000);
    await assert.rejects(store.backUp(Date.now() + 25 * 3_600_000));
    assert.deepEqual(readdirSync(path.join(folder, 'threads')).toSorted(), before);
  });

  it('is said, like one that nothing can be written to, and what is there can still be read (case 75)', () => {
    store.append([text('x')], { id: 't', title: 'T', assistantId: 'a', workspace: '', createdAt: 1, updatedAt: 1 }, { durable: true });
    store.dispose();
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    try {
      assert.deepEqual([store.read('t'), store.heads().length], [[text('x')], 1]);
      assert.throws(() => store.append([text('y')], { id: 't', title: 'T', assistantId: 'a', workspace: '', createdAt: 1, updatedAt: 1 }, { durable: true }), isStorage);
      store.dispose();
    } finally {
      execFileSync('mount', ['-o', 'remount,rw', folder]);
    }
  });
});
