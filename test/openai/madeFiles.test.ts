import assert from 'node:assert/strict';
import type { Tool } from '../../src/core/assistant.ts';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import type { EngineEvent, MadeFile } from '../../src/core/engine.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { EngineStage } from './engineStage.ts';
import { response, said, type Scripted } from './scriptedServer.ts';
import { assistantWith, ToolStage } from './toolStage.ts';

const code: Tool = { type: 'code_interpreter' };
const { signal } = new AbortController();

const filesIn = (events: readonly EngineEvent[]): readonly MadeFile[] => events.flatMap((event) => (event.type === 'made' ? [event.file] : []));

const drawn = (url: string): object => ({ type: 'code_interpreter_call', id: 'ci_1', code: '', container_id: 'c', outputs: [{ type: 'logs', logs: '' }, { type: 'image', url }], status: 'completed' });

/** A file in a container, as a list has it. */
const listed = (name: string, more: object = {}): object => ({ id: `cfile_${name.length}`, object: 'container.file', container_id: 'cntr_1', bytes: 1, created_at: 1, path: `/mnt/data/${name}`, source: 'assistant', ...more });

const listing = (...files: readonly object[]): { readonly json: object } => ({ json: { object: 'list', data: files, has_more: false } });

const told = (events: readonly EngineEvent[]): readonly string[] => filesIn(events).map(({ name }) => name);

async function read({ fetch }: MadeFile): Promise<{ readonly name?: string; readonly bytes: Buffer }> {
  const { name, bytes } = await fetch(signal);
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return { ...(name === undefined ? {} : { name }), bytes: Buffer.concat(pieces) };
}

async function refusal(file: MadeFile | undefined): Promise<string> {
  assert.ok(file !== undefined);
  return read(file).then(({ bytes }) => `It has ${String(bytes.length)} bytes.`, (error: unknown) => (error instanceof FailureError ? `${error.failure.kind}: ${error.message}` : String(error)));
}

for (const api of ['responses', 'assistants'] as const) {
  describe(`what code makes over the ${api} wire`, () => {
    let server: OfflineServer;
    let stage: EngineStage;
    before(async () => {
      server = await startOfflineServer();
    });
    after(() => server.close());
    beforeEach(() => {
      server.reset();
      stage = new EngineStage(server, { api });
    });
    const made = async (prompt: string): Promise<readonly MadeFile[]> => filesIn(await stage.events(prompt, { assistant: { ...builtInAssistant, tools: [code] } }));

    it('can be fetched under the name that the answer gives it', async () => {
      const [file] = await made('make file squares.csv 1 4 9');
      assert.ok(file !== undefined);
      assert.deepEqual([file.name.split('/').at(-1), String((await read(file)).bytes)], ['squares.csv', '1\n4\n9\n']);
    });

    it('is named before the answer ends', async () => {
      const events = await stage.events('make file squares.csv 1 4 9', { assistant: { ...builtInAssistant, tools: [code] } });
      assert.ok(events.findIndex(({ type }) => type === 'made') < events.findIndex(({ type }) => type === 'done'));
    });

    it('is shown as an image where it was drawn', async () => {
      const files = await made('draw 1 4 9');
      const contents = await Promise.all(files.map(async (file) => (await read(file)).bytes.toString('base64')));
      assert.deepEqual([files.some(({ stepId }) => stepId !== undefined), new Set(contents).size, atob(contents[0] ?? '').slice(1, 4)], [true, 1, 'PNG']);
    });

    it('is told to be gone once the server has let go of it', async () => {
      const [file] = await made('make file squares.csv 1 4 9');
      server.set({ containersExpired: true, files: false });
      const { host } = new URL(server.url);
      const gone = { responses: `expired: The container at ${host} in which it was made has expired; ask for the file again.`, assistants: `notFound: It is no longer at ${host}; ask for the file again.` };
      assert.equal(await refusal(file), gone[api]);
    });
  });
}

describe('a file of the responses wire that nothing cites', () => {
  const run = { type: 'code_interpreter_call', id: 'ci_1', code: '', container_id: 'cntr_1', outputs: null, status: 'completed' };
  const stages: ToolStage[] = [];
  const stage = (...answers: readonly Scripted[]): ToolStage => {
    const made = new ToolStage({}, ...answers);
    stages.push(made);
    return made;
  };
  afterEach(() => {
    for (const each of stages.splice(0)) each.close();
  });

  it('is looked for in its container, whatever it is called, and whether or not the text names it', async () => {
    const answer = response('r', [run, said('See /mnt/data/bare.csv and [it](sandbox:/mnt/data/a (1).csv).')]);
    const names = ['bare.csv', 'a (1).csv', 'plots/chart.png', 'not named.txt'];
    const { events, end } = await stage({ json: answer }, listing(...names.map((name) => listed(name)), listed('given.csv', { source: 'user' }))).hear('Go', assistantWith([code]));
    assert.deepEqual([told(events), end], [names.map((name) => `/mnt/data/${name}`), 'done']);
  });

  it('is not one that an annotation names, nor one of an earlier answer, unless the text leads to it', async () => {
    const cited = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'See a.csv and [old](sandbox:/mnt/data/my%20old.csv).', annotations: [{ type: 'container_file_citation', container_id: 'cntr_1', file_id: 'cfile_5', filename: 'a.csv', start_index: 4, end_index: 9 }] }] };
    const { events } = await stage(
      { json: response('r', [run, cited], { created_at: 100 }) },
      listing(listed('a.csv', { created_at: 101 }), listed('new file', { created_at: 100 }), listed('before', { created_at: 99 }), listed('my old.csv', { created_at: 50 })),
    ).hear('Go', assistantWith([code]));
    assert.deepEqual(told(events), ['a.csv', '/mnt/data/new file', '/mnt/data/my old.csv']);
  });

  it('is there, too, where the answer breaks off or fails', async () => {
    const begun = [{ type: 'response.output_item.added', output_index: 0, item: { ...run, status: 'in_progress' } }];
    const failed = { type: 'response.failed', response: { ...response('r', [run]), status: 'failed', error: { code: 'server_error', message: 'No.' } } };
    for (const events of [begun, [...begun, failed]]) {
      const heard = await stage({ events }, listing(listed('a.csv'))).hear('Go', assistantWith([code]));
      assert.deepEqual([told(heard.events), heard.end === 'done'], [['/mnt/data/a.csv'], false]);
    }
  });

  it('is missing from an answer that is whole all the same where the container cannot be asked', async () => {
    const asking = stage({ json: response('r', [run, said('See it.')]) }, { status: 404, json: {} });
    const { events, end } = await asking.hear('Go', assistantWith([code]));
    assert.deepEqual([filesIn(events), end, asking.server.asked.map(({ path }) => path)], [[], 'done', ['/v1/responses', '/v1/containers/cntr_1/files?limit=100']]);
  });
});

describe('an image of the assistants wire', () => {
  it('is asked for its name, which only its file knows', async () => {
    const server = await startOfflineServer();
    const [image] = filesIn(await new EngineStage(server, { api: 'assistants' }).events('draw 1', { assistant: { ...builtInAssistant, tools: [code] } }));
    assert.ok(image !== undefined);
    assert.equal((await read(image)).name, '/mnt/data/chart.png');
    await server.close();
  });
});

describe('an image of the responses wire', () => {
  const stages: ToolStage[] = [];
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.close();
  });
  const imageAt = async (item: object): Promise<MadeFile | undefined> => {
    const stage = new ToolStage({}, { json: response('r', [item, said('Here.')]) });
    stages.push(stage);
    return filesIn((await stage.hear('Draw', assistantWith([code]))).events)[0];
  };

  it('is read from its own address', async () => {
    assert.equal(await refusal(await imageAt(drawn('data:image/png;base64,QUJD'))), 'It has 3 bytes.');
    assert.equal(await refusal(await imageAt(drawn('data:text/plain,A%20B'))), 'It has 3 bytes.');
    assert.equal(await refusal(await imageAt({ type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'QUJD' })), 'It has 3 bytes.');
  });

  it('is not read from an address that makes no sense', async () => {
    assert.equal(await refusal(await imageAt(drawn('data:image/png;base64,$$'))), 'notThisApi: The server sent an image that cannot be read.');
  });

  it('is fetched from nowhere but the server itself (case 98)', async () => {
    const elsewhere = await startOfflineServer();
    assert.match(await refusal(await imageAt(drawn(`${elsewhere.url}/files/x/content`))), /^redirected: A request to 127\.0\.0\.1:\d+ was held back/);
    assert.deepEqual(elsewhere.requests, []);
    await elsewhere.close();
  });
});
