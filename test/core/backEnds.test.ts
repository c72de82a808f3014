import assert from 'node:assert/strict';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import { BackEnds, type Secrets } from '../../src/core/backEnds.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { MakeBackEnd } from '../../src/core/engine.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { backEndOf, ScriptedEngine } from '../support/fakes.ts';

const openai = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', api: 'responses', auth: 'key' };
const local = { id: 'local', name: 'Local', baseUrl: 'http://127.0.0.1:1/v1', api: 'responses', auth: 'none', model: 'llama' };
const unnamed = { id: 'unnamed', name: 'Unnamed', baseUrl: 'http://127.0.0.1:2/v1', api: 'responses', auth: 'none' };
const noKey = { kind: 'noKey', message: 'There is no key.', action: 'setKey' } as const;

const keyless: Secrets = {
  credential: async () => undefined,
  check: async ({ auth }) => {
    if (auth === 'key') throw new FailureError(noKey);
  },
};

function stage(active: unknown): { readonly backEnds: BackEnds; readonly made: Connection[]; readonly loads: () => number } {
  const made: Connection[] = [];
  let loads = 0;
  const make: MakeBackEnd = (connection) => {
    made.push(connection);
    return { ...backEndOf(new ScriptedEngine()), defaultModel: async () => 'the-first' };
  };
  const load = async (): Promise<MakeBackEnd> => {
    loads += 1;
    return make;
  };
  return { backEnds: new BackEnds(() => ({ connections: [openai, local, unnamed], active }), keyless, load), made, loads: () => loads };
}

describe('BackEnds', () => {
  it('make the active connection’s once, when it is first used', async () => {
    const { backEnds, made } = stage('local');
    const first = await backEnds.active();
    assert.equal((await backEnds.active()).backEnd, first.backEnd);
    assert.deepEqual(made.map(({ id }) => id), ['local']);
  });

  it('load nothing that talks to servers to tell the status', async () => {
    const { backEnds, loads } = stage('local');
    assert.deepEqual(await backEnds.status(builtInAssistant), { assistantName: 'Assistant', connectionName: 'Local', model: 'llama', starters: [], takes: ['image', 'document', 'office', 'code', 'search'] });
    assert.equal(loads(), 0);
  });

  it('know the model of a connection once it was found', async () => {
    const { backEnds } = stage('unnamed');
    const told: null[] = [];
    backEnds.onModel((happening) => told.push(happening));
    assert.equal((await backEnds.status(builtInAssistant)).model, undefined);
    const { backEnd } = await backEnds.active();
    await backEnd.defaultModel(new AbortController().signal);
    await backEnd.defaultModel(new AbortController().signal);
    assert.deepEqual([(await backEnds.status(builtInAssistant)).model, told.length], ['the-first', 1]);
  });

  it('say what stands in the way: a key that is not there, settings of the wrong shape', async () => {
    assert.deepEqual(await stage('openai').backEnds.status(builtInAssistant), { assistantName: 'Assistant', connectionName: 'OpenAI', model: 'gpt-6-luna', starters: [], takes: ['image', 'document', 'office', 'code', 'search'], failure: noKey });
    assert.equal((await stage(7).backEnds.status(builtInAssistant)).failure?.kind, 'settings');
    await assert.rejects(stage('openai').backEnds.active(), /no key/);
  });

  it('answer an assistant that names a connection over that one, and say so when there is none of that name', async () => {
    const { backEnds } = stage('openai');
    assert.equal((await backEnds.answering({ connection: 'local' })).connection.name, 'Local');
    await assert.rejects(backEnds.answering({ connection: 'elsewhere' }), /There is no connection “elsewhere”/);
  });

  it('let a thread go on when the connection changes in its midst', async () => {
    let active = 'local';
    const backEnds = new BackEnds(() => ({ connections: [local, { ...local, id: 'other', name: 'Other' }], active }), keyless, async () => () => backEndOf(new ScriptedEngine()));
    const before = await backEnds.active();
    active = 'other';
    const after = await backEnds.active();
    assert.notEqual(before.backEnd, after.backEnd);
    assert.deepEqual([before.connection.name, after.connection.name], ['Local', 'Other']);
  });
});
