import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Connection } from '../../src/core/connections.ts';
import type { BackEnd, FetchedFile, MadeFile } from '../../src/core/engine.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { Outputs } from '../../src/core/outputs.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Output } from '../../src/shared/answerParts.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { answered } from '../support/chatSamples.ts';
import { backEndOf, KeptLog, MemoryOutputStore, MemoryThreadStore, ScriptedEngine } from '../support/fakes.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1]);
const [prompt, answer] = answered('Here.').messages;
const offline = new FailureError({ kind: 'offline', message: 'The connection was lost.', action: 'retry' });
const expired = new FailureError({ kind: 'expired', message: 'The container has expired.', action: 'retry' });
const connection: Connection = { id: 'c', name: 'C', baseUrl: 'https://c.example/v1', api: 'responses', auth: 'none', headers: {} };
const never = new Promise<never>(() => undefined);

async function* arriving(...pieces: readonly (Uint8Array | string | Error | Promise<never>)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield typeof piece === 'string' ? Buffer.from(piece) : await piece;
  }
}

/** A file that each of these attempts brings, or does not. */
function made(id: string, name: string, ...attempts: readonly (FetchedFile | Error)[]): MadeFile {
  const left = [...attempts];
  return {
    id, name,
    fetch: async () => {
      const next = left.shift() ?? new Error('It was asked for too often.');
      if (next instanceof Error) throw next;
      return next;
    },
  };
}

/** A thread with one answer that is whole. */
class Stage {
  readonly threadStore = new MemoryThreadStore();
  readonly store = new MemoryOutputStore();
  readonly threads = new Threads(this.threadStore, new KeptLog());
  /** The way to a file that is asked for once more. */
  again: NonNullable<BackEnd['madeAgain']> = ({ id, name }) => made(id, name);
  readonly outputs = new Outputs({ threads: this.threads, backEnds: { connections: [connection], of: async () => ({ ...backEndOf(new ScriptedEngine()), madeAgain: (file) => this.again(file) }) }, store: this.store, log: new KeptLog(), explain: failureOf, pauses: [0, 0] });

  constructor(...threadIds: readonly string[]) {
    assert.ok(prompt?.role === 'user' && answer?.role === 'assistant');
    for (const threadId of ['t', ...threadIds]) {
      this.threads.create({ type: 'created', at: 1, threadId, assistantId: 'a', workspace: '' }, [{ type: 'prompted', at: 1, message: prompt }, { type: 'answering', at: 1, message: answer }]);
    }
  }

  /** Has files fetched, to the end. */
  async take(...files: readonly MadeFile[]): Promise<readonly Output[]> {
    for (const file of files) this.outputs.take('t', 'answer', 'c', file);
    await this.outputs.settled();
    return this.told();
  }

  told(): readonly Output[] {
    const message = this.threads.open('t').messages[1];
    return message?.role === 'assistant' ? (message.outputs ?? []) : [];
  }
}

const states = (outputs: readonly Output[]): readonly (readonly [string, string])[] => outputs.map(({ id, state, why = '' }) => [id, why === '' ? state : `${state}: ${why}`]);

describe('Outputs', () => {
  it('are fetched at once, whether or not the answer goes on, and kept by their hash', async () => {
    const stage = new Stage();
    stage.outputs.take('t', 'answer', 'c', made('f', 'sandbox:/mnt/data/a.csv', { bytes: arriving('1,', '2') }));
    const before = stage.told();
    await stage.outputs.settled();
    const begun = { id: 'f', name: 'a.csv', mediaType: 'text/csv', state: 'fetching' } as const;
    assert.deepEqual([before, stage.told().map(({ hash: _hash, ...rest }) => rest)], [[begun], [{ ...begun, state: 'kept', bytes: 3 }]]);
    assert.deepEqual([...stage.store.contents.values()].map((bytes) => Buffer.from(bytes).toString()), ['1,2']);
  });

  it('are what their bytes say, and are called what the server calls them after all', async () => {
    const told = await new Stage().take(
      made('a', 'image.png', { name: '/mnt/data/chart.png', bytes: arriving(png.subarray(0, 3), png.subarray(3)) }),
      made('b', 'evil.png', { bytes: arriving('<svg onload="x"/>') }), made('c', 'plot', { bytes: arriving(png) }), made('d', 'notes', { bytes: arriving('words') }),
    );
    assert.deepEqual(told.map(({ name, mediaType }) => [name, mediaType]), [
      ['chart.png', 'image/png'], ['evil.png', 'application/octet-stream'], ['plot', 'image/png'], ['notes', 'text/plain'],
    ]);
  });

  it('are fetched once, however often they are named', async () => {
    const stage = new Stage();
    const once = made('f', 'a.txt', { bytes: arriving('a') });
    await stage.take(once, once);
    assert.deepEqual(states(await stage.take(once)), [['f', 'kept']]);
  });

  it('are tried again when the connection is lost, from the beginning', async () => {
    const stage = new Stage();
    const told = await stage.take(made('f', 'a.txt', offline, { bytes: arriving('ha', offline) }, { bytes: arriving('half no more') }));
    assert.deepEqual([states(told), [...stage.store.contents.values()].map((bytes) => bytes.length)], [[['f', 'kept']], [12]]);
  });

  it('are lost with a sentence when the server has let go of them, or will not stop failing', async () => {
    const told = await new Stage().take(made('a', 'a.txt', expired), made('b', 'b.txt', offline, offline, offline));
    assert.deepEqual(states(told), [['a', 'lost: The container has expired.'], ['b', 'lost: The connection was lost.']]);
  });

  it('are lost with a sentence when the disk is full', async () => {
    const stage = new Stage();
    stage.store.full = true;
    assert.deepEqual(states(await stage.take(made('f', 'a.txt', { bytes: arriving('a') }))), [['f', 'lost: The disk is full.']]);
  });

  it('are lost, and not cut short, when VS Code closes in the midst', async () => {
    const stage = new Stage();
    stage.outputs.take('t', 'answer', 'c', made('f', 'a.txt', { bytes: arriving('half', never) }));
    await stage.outputs.close();
    assert.deepEqual([states(stage.told()), stage.store.contents.size], [[['f', 'lost: VS Code was closed while this file was being fetched.']], 0]);
  });

  it('are told to be lost when a thread is opened in which nobody is fetching them', () => {
    const stage = new Stage();
    const output: Output = { id: 'f', name: 'a.txt', mediaType: 'text/plain', state: 'fetching' };
    stage.threads.apply('t', [{ type: 'produced', messageId: 'answer', output }], { durable: true });
    const told = stage.outputs.abandoned(stage.threads.open('t'));
    assert.deepEqual(told, [{ type: 'produced', messageId: 'answer', output: { ...output, state: 'lost', why: 'VS Code was closed while this file was being fetched.' } }]);
  });

  it('can be asked for again while their container lives, also after VS Code was closed', async () => {
    const stage = new Stage();
    const asked: unknown[] = [];
    stage.again = (file) => {
      asked.push(file);
      return made(file.id, file.name, { bytes: arriving('a') });
    };
    const [lost] = await stage.take({ ...made('f', '/mnt/data/plots/a.txt', offline, offline, offline), again: { container: 'cntr' } });
    assert.deepEqual([lost?.state, lost?.again?.connection, lost?.again?.container, (lost?.again?.until ?? 0) - Date.now() > 19 * 60_000], ['lost', 'c', 'cntr', true]);
    await stage.outputs.takeAgain('t', 'answer', 'f');
    await stage.outputs.settled();
    const hash = [...stage.store.contents.keys()][0] ?? '';
    assert.deepEqual([asked, stage.told()], [[{ id: 'f', name: 'plots/a.txt', again: { container: 'cntr' } }], [{ id: 'f', name: 'a.txt', path: 'plots/a.txt', mediaType: 'text/plain', state: 'kept', bytes: 1, hash }]]);
  });

  it('cannot be asked for again once they are gone, or their container or connection is', async () => {
    const stage = new Stage();
    const again = { connection: 'c', container: 'cntr', until: Date.now() - 1 };
    const lost: Output = { id: 'old', name: 'a', mediaType: 'text/plain', state: 'lost' };
    for (const output of [{ ...lost, again }, { ...lost, id: 'elsewhere', again: { connection: 'd' } }]) stage.threads.apply('t', [{ type: 'produced', messageId: 'answer', output }], { durable: true });
    await stage.take({ ...made('expired', 'a.txt', expired), again: { container: 'cntr' } }, made('once', 'b.txt', offline, offline, offline));
    const kinds = await Promise.all(['old', 'elsewhere', 'expired', 'once', 'none'].map((id) => stage.outputs.takeAgain('t', 'answer', id).then(() => 'asked', (error: unknown) => failureOf(error).kind)));
    assert.deepEqual(kinds, ['notFound', 'notFound', 'notFound', 'notFound', 'notFound']);
  });

  it('are no more than a hundred in one answer', async () => {
    const files = Array.from({ length: 120 }, (_, index) => made(String(index), 'a.txt', { bytes: arriving('a') }));
    assert.equal((await new Stage().take(...files)).length, 100);
  });

  it('are given to the page only as images, under the ids that it was told', async () => {
    const stage = new Stage();
    await stage.take(made('i', 'a.png', { bytes: arriving(png) }), made('t', 'a.txt', { bytes: arriving('a') }), made('l', 'b.png', { bytes: arriving(png, Buffer.alloc(5 * 1024 * 1024)) }));
    const read = (outputId: string, messageId = 'answer'): Promise<string> => stage.outputs.image('t', messageId, outputId).then((bytes) => `${String(bytes.length)} bytes`, (error: unknown) => failureOf(error).kind);
    assert.deepEqual(await Promise.all([read('i'), read('t'), read('l'), read('x'), read('i', 'prompt')]), ['10 bytes', 'notFound', 'notFound', 'notFound', 'notFound']);
  });

  it('go with the last thread that names them', async () => {
    const stage = new Stage('u');
    await stage.take(made('f', 'a.txt', { bytes: arriving('a') }));
    stage.outputs.take('u', 'answer', 'c', made('g', 'b.txt', { bytes: arriving('a') }));
    await stage.outputs.settled();
    stage.threads.purge('t');
    await stage.outputs.forgotten();
    const between = stage.store.contents.size;
    stage.threads.purge('u');
    await stage.outputs.forgotten();
    assert.deepEqual([between, stage.store.contents.size], [1, 0]);
  });

  it('go with temporary threads before the window is closed, and are wanted until then', async () => {
    const stage = new Stage();
    const { store, threads, outputs } = stage;
    threads.create({ type: 'created', at: 1, threadId: 'x', assistantId: 'a', workspace: '', temporary: true }, threads.open('t').messages.map((message) => (message.role === 'user' ? { type: 'prompted', at: 1, message } : { type: 'answering', at: 1, message })));
    outputs.take('x', 'answer', 'c', made('f', 'a.txt', { bytes: arriving('a') }));
    await outputs.settled();
    await stage.take(made('g', 'b.txt', { bytes: arriving('b') }));
    await outputs.renew();
    const disk = Promise.withResolvers<null>();
    store.busy = disk.promise;
    threads.endTemporary();
    const closing = outputs.forgotten().then(() => store.contents.size);
    disk.resolve(null);
    assert.deepEqual([store.renewed, await closing], [[createHash('sha256').update('a').digest('hex')], 1]);
  });
});
