import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { Contract } from './contract.ts';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { connectOfflineServer } from './remoteOfflineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const secondVersion = { assistantsShape: 'v2' } as const;
const model = { id: 'offline-large', object: 'model', created: 1, owned_by: 'offline' };
const completion = { method: 'POST', path: '/v1/completions', body: { model: 'offline-large', prompt: 'hi' } };

const got = (path: string): { readonly method: string; readonly path: string; readonly body: unknown } => ({ method: 'GET', path, body: undefined });

describe('the contract with OpenAI’s published schema', () => {
  let contract: Contract;
  beforeEach(() => {
    contract = new Contract(() => undefined);
  });

  it('is content with a right answer', () => {
    contract.witness(got('/v1/models'), secondVersion)?.answered({ object: 'list', data: [model] });
    deepEqual(contract.mismatches, []);
  });

  it('names what an answer lacks, and where', () => {
    contract.witness(got('/v1/models'), secondVersion)?.answered({ object: 'list', data: [model, { ...model, created: '2026' }] });
    deepEqual(contract.mismatches, ['GET /models: its answer is no ListModelsResponse: /data/1/created must be integer, and is "2026".']);
  });

  it('names what a request should not say, once it is answered', () => {
    const witness = contract.witness({ ...completion, body: { ...completion.body, best_of: 21 } }, secondVersion);
    deepEqual(contract.mismatches, []);
    witness?.streamed('', '[DONE]');
    deepEqual(contract.mismatches, ['POST /completions: its request is no CreateCompletionRequest: /best_of must be <= 20, and is 21.']);
  });

  it('knows each event by its name', () => {
    const witness = contract.witness({ method: 'POST', path: '/v1/responses', body: { model: 'offline-large', input: 'hi' } }, secondVersion);
    witness?.streamed('response.output_text.done', '{"type":"response.output_text.done"}');
    witness?.streamed('response.finished', '{}');
    deepEqual(contract.mismatches, [
      'POST /responses: its event “response.output_text.done” is no ResponseTextDoneEvent: it must have required property \'item_id\', and is {"type":"response.output_text.done"}.',
      'POST /responses: its stream has no event “response.finished”.',
    ]);
  });

  it('tells the thing at fault in one of many alternatives', () => {
    const witness = contract.witness({ method: 'POST', path: '/v1/responses', body: { input: [{ type: 'function_call_output', call_id: 'c', output: 5 }] } }, secondVersion);
    witness?.streamed('', '[DONE]');
    match(contract.mismatches[0] ?? '', /^POST \/responses: its request is no CreateResponse: \/input\/0\/output must be string, and is 5/);
  });

  it('lets pass what the schema does not know: other paths, the first version, errors in the midst', () => {
    deepEqual([
      contract.witness(got('/v1/agents'), secondVersion),
      contract.witness(got('/v1/threads/thread_1'), { assistantsShape: 'v1' }),
    ], [undefined, undefined]);
    contract.witness(completion, secondVersion)?.streamed('', '{"error":{"message":"Sorry."}}');
    deepEqual(contract.mismatches, []);
  });

  it('says the same thing once', () => {
    const witness = contract.witness(got('/v1/models'), secondVersion);
    witness?.answered({ object: 'list' });
    witness?.answered({ object: 'list' });
    equal(contract.mismatches.length, 1);
  });
});

describe('a server that is held to the contract', () => {
  let contract: Contract;
  let server: OfflineServer;
  beforeEach(async () => {
    contract = new Contract(() => undefined);
    server = await startOfflineServer({ contract });
  });
  afterEach(() => server.close());

  it('says where a request was not as it should be', async () => {
    // The schema knows no such tool; the server takes any that it does not play.
    const body = { model: 'offline-large', input: 'say hello', tools: [{ type: 'crystal_ball' }] };
    await clientFor(server.url).post('/responses', { body });
    match(server.mismatches[0] ?? '', /^POST \/responses: its request is no CreateResponse: \/tools\/0/);
  });

  it('says nothing of a request that it refuses', async () => {
    await refusalOf(clientFor(server.url).post('/responses', { body: { input: 5 } }));
    deepEqual(server.mismatches, []);
  });

  it('forgets the mismatches when it is reset, which fails where it is reset from another process', async () => {
    contract.witness(got('/v1/models'), secondVersion)?.answered({ data: [] });
    const remote = connectOfflineServer(server.url);
    await rejects(remote.reset(), /GET \/models: its answer is no ListModelsResponse: it must have required property 'object'/);
    await remote.reset();
    deepEqual(server.mismatches, []);
  });
});
