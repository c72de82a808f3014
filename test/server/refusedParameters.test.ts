/* oxlint-disable typescript/no-deprecated -- the SDK marks one of the APIs that are tried here */
import { deepEqual, match } from 'node:assert/strict';
import { BadRequestError, type OpenAI } from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const model = 'offline-large';
const temperature = 0.5;

describe('a model that does not take each parameter', () => {
  let server: OfflineServer;
  let client: OpenAI;
  before(async () => {
    server = await startOfflineServer({ features: { refusedParameters: ['temperature', 'reasoning.effort'] } });
    client = clientFor(server.url);
  });
  afterEach(() => {
    server.reset();
  });
  after(() => server.close());

  const refusal = [400, 'unsupported_parameter', 'temperature'];

  const asking: Readonly<Record<string, (sent: { temperature?: number }) => Promise<unknown>>> = {
    Responses: (sent) => client.responses.create({ model, input: 'hi', ...sent }),
    'Chat Completions': (sent) => client.chat.completions.create({ model, messages: [{ role: 'user', content: 'hi' }], ...sent }),
    Completions: (sent) => client.completions.create({ model, prompt: 'hi', ...sent }),
    Assistants: (sent) => client.beta.assistants.create({ model, ...sent }),
    Runs: async (sent) => {
      const { id } = await client.beta.assistants.create({ model });
      return client.beta.threads.createAndRun({ assistant_id: id, thread: { messages: [{ role: 'user', content: 'hi' }] }, ...sent });
    },
  };
  for (const [name, ask] of Object.entries(asking)) {
    it(`refuses it on ${name}, and answers without it`, async () => {
      deepEqual(await refusalOf(ask({ temperature })), refusal);
      await ask({});
    });
  }

  it('refuses one inside another', async () => {
    const asked = client.responses.create({ model, input: 'hi', reasoning: { effort: 'low' } });
    deepEqual(await refusalOf(asked), [400, 'unsupported_parameter', 'reasoning.effort']);
  });

  it('says so in the words of the service', async () => {
    const error: unknown = await client.responses.create({ model, input: 'hi', temperature }).catch((thrown: unknown) => thrown);
    match(error instanceof BadRequestError ? error.message : '', /Unsupported parameter: 'temperature' is not supported with this model\./);
  });
});
