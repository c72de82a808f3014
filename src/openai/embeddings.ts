import type OpenAI from 'openai';
import { isOpenAi, type Connection } from '../core/connections.ts';
import type { Embedding } from '../core/engine.ts';
import { soundsLikeEmbedding } from '../core/modelNames.ts';
import { FailureError } from '../shared/rpc.ts';
import { isMissingEndpoint, translated } from './failures.ts';
import { listedIds, noModel } from './models.ts';
import { t } from '../shared/words.ts';

/** What makes vectors at OpenAI (https://developers.openai.com/api/docs/guides/embeddings). */
const openAiModel = 'text-embedding-3-small';

/** A text as a vector. Throws FailureError, `noModel` where the server lists none that makes vectors. */
export async function embed(client: OpenAI, connection: Connection, text: string, signal: AbortSignal): Promise<Embedding> {
  const model = isOpenAi(connection) ? openAiModel : (await listedIds(client, connection, signal)).find(soundsLikeEmbedding);
  if (model === undefined) return noModel(t('{0} lists no model that makes embeddings.', connection.name));
  try {
    const { data, usage, model: answered } = await client.embeddings.create({ model, input: text, encoding_format: 'float' }, { signal });
    const vector = data?.[0]?.embedding;
    if (!Array.isArray(vector)) throw new FailureError({ kind: 'notThisApi', message: t('{0} answered without an embedding.', connection.name), action: 'openSettings' });
    return { model: answered ?? model, vector, tokens: usage?.prompt_tokens ?? 0 };
  } catch (error) {
    if (isMissingEndpoint(error)) throw new FailureError({ kind: 'notSupported', message: t('{0} has no Embeddings API.', connection.name), action: 'chooseConnection' }, { cause: error });
    throw translated(error, connection, model);
  }
}
