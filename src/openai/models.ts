import type OpenAI from 'openai';
import { originOf, type Connection } from '../core/connections.ts';
import type { Model } from '../core/engine.ts';
import { FailureError } from '../shared/rpc.ts';
import { isMissingEndpoint, translated } from './failures.ts';

/** What answers at OpenAI when neither the assistant nor the connection names a model (https://developers.openai.com/api/docs/models, November 2026). */
const generalModel = 'gpt-6-luna';

// Many servers list every model that they hold; these families do not chat.
const notForChat = /embed|whisper|tts|audio|dall-e|image|moderation|rerank|sora|realtime|transcribe/i;

/** The models that a server lists. Throws FailureError. */
export async function listModels(client: OpenAI, connection: Connection, signal: AbortSignal): Promise<readonly Model[]> {
  try {
    const { data } = await client.models.list({ signal });
    return data.filter(({ id }) => typeof id === 'string' && id !== '').map(({ id, shutdown_date: date }): Model => ({ id, ...(typeof date === 'string' ? { shutdownDate: date } : {}) }));
  } catch (error) {
    throw translated(error, connection);
  }
}

/** The model for an assistant without one: the connection's, else a general one at OpenAI, else the first that the server lists. */
export async function defaultModel(client: OpenAI, connection: Connection, signal: AbortSignal): Promise<string> {
  if (connection.model !== undefined) return connection.model;
  if (connection.azure?.deployment !== undefined) return connection.azure.deployment;
  if (originOf(connection) === 'https://api.openai.com') return generalModel;
  const first = await firstListed(client, connection, signal);
  if (first !== undefined) return first;
  throw new FailureError({ kind: 'noModel', message: `${connection.name} does not say which models it has; name the one to use.`, action: 'chooseModel' });
}

async function firstListed(client: OpenAI, connection: Connection, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { data } = await client.models.list({ signal });
    const ids = data.map(({ id }) => id);
    return ids.find((id) => !notForChat.test(id)) ?? ids[0];
  } catch (error) {
    if (isMissingEndpoint(error)) return undefined;
    throw translated(error, connection);
  }
}
