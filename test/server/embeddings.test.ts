import { deepEqual, equal, ok } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const model = 'text-embedding-3-small';

function likeness(one: readonly number[] = [], other: readonly number[] = []): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

describe('POST /v1/embeddings', () => {
  let server: OfflineServer;
  let client: OpenAI;
  before(async () => {
    server = await startOfflineServer();
    client = clientFor(server.url);
  });
  afterEach(() => {
    server.reset();
  });
  after(() => server.close());

  async function vectorsOf(...input: string[]): Promise<readonly (readonly number[])[]> {
    const { data } = await client.embeddings.create({ model, input, dimensions: 256, encoding_format: 'float' });
    return data.map(({ embedding }) => embedding);
  }

  it('answers with one vector for each text, in their order', async () => {
    const { data, usage } = await client.embeddings.create({ model, input: ['one', 'two words'] });
    deepEqual(data.map(({ index, embedding }) => [index, embedding.length]), [[0, 1536], [1, 1536]]);
    deepEqual(usage, { prompt_tokens: 4, total_tokens: 4 });
  });

  it('makes them as long as it is told to', async () => {
    const { data } = await client.embeddings.create({ model, input: 'one', dimensions: 8 });
    equal(data[0]?.embedding.length, 8);
  });

  it('gives the same text the same vector, in either encoding', async () => {
    const [float] = (await client.embeddings.create({ model, input: 'The same', encoding_format: 'float' })).data;
    // The SDK asks for base64 unless told, and decodes it.
    const [decoded] = (await client.embeddings.create({ model, input: 'The same' })).data;
    deepEqual(decoded?.embedding, [...Float32Array.from(float?.embedding ?? [])]);
    deepEqual(server.requests.map(({ body }) => (typeof body === 'object' && body !== null && 'encoding_format' in body ? body.encoding_format : '')), ['float', 'base64']);
  });

  it('puts texts with words in common close together', async () => {
    const [dog, dogs, tea] = await vectorsOf('the dog barks loudly', 'a dog barks', 'green tea');
    ok(likeness(dog, dogs) > likeness(dog, tea));
  });

  it('makes vectors of length one', async () => {
    const [vector] = await vectorsOf('some words');
    equal(likeness(vector, vector).toFixed(6), '1.000000');
  });

  const refused: readonly [what: string, body: object, refusal: readonly unknown[]][] = [
    ['no text', { model, input: '' }, [400, 'invalid_value', 'input']],
    ['no texts', { model, input: [] }, [400, 'invalid_type', 'input']],
    ['a model that does not embed', { model: 'offline-large', input: 'hi' }, [404, 'model_not_found', 'model']],
    ['an unknown encoding', { model, input: 'hi', encoding_format: 'hex' }, [400, 'invalid_value', 'encoding_format']],
  ];
  for (const [what, body, refusal] of refused) {
    it(`refuses ${what}`, async () => {
      deepEqual(await refusalOf(client.post('/embeddings', { body })), refusal);
    });
  }
});
