import type OpenAI from 'openai';
import { isOpenAi, type Connection } from '../core/connections.ts';
import type { Model } from '../core/engine.ts';
import { soundsLikeChat } from '../core/modelNames.ts';
import { generalModel } from '../core/retirement.ts';
import { FailureError } from '../shared/rpc.ts';
import { isMissingEndpoint, translated } from './failures.ts';
import { isOllamaList, loadedWindows } from './ollama.ts';
import { t } from '../shared/words.ts';

/** The models that a server lists. Throws FailureError. */
export async function listModels(client: OpenAI, connection: Connection, signal: AbortSignal): Promise<readonly Model[]> {
  try {
    const { data } = await client.models.list({ signal });
    const listed = (data ?? []).filter(({ id }) => typeof id === 'string' && id !== '');
    const loads = isOllamaList(listed);
    const loaded = loads ? await loadedWindows(client, connection, signal) : undefined;
    return listed.map((model) => {
      const { id, shutdown_date: date } = model;
      const window = loaded?.get(id) ?? listedWindow(model);
      return { id, ...(typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date) ? { shutdownDate: date } : {}), ...(window === undefined ? {} : { window }), ...(loads ? { loads } : {}) };
    });
  } catch (error) {
    throw translated(error, connection);
  }
}

/**
 * What servers call the window of a model in their lists: vLLM, Groq, OpenRouter and LM Studio each in their own words. llama.cpp says
 * under `meta` what it gives to one conversation, in older versions only what the model was trained for, which is the most that it can
 * be (tools/server/server-context.cpp). Ollama does not say it here, see `loadedWindows`.
 */
function listedWindow(model: object): number | undefined {
  const meta: unknown = Reflect.get(model, 'meta');
  const inMeta = typeof meta === 'object' && meta !== null ? countIn(meta, ['n_ctx', 'n_ctx_train']) : undefined;
  return countIn(model, ['max_model_len', 'context_window', 'context_length', 'max_context_length']) ?? inMeta;
}

/** The first of these fields that holds a number of tokens. */
function countIn(object: object, names: readonly string[]): number | undefined {
  const told: unknown = names.map((name): unknown => Reflect.get(object, name)).find((value) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0);
  return typeof told === 'number' ? told : undefined;
}

/** The model for an assistant without one: the connection's, else a general one at OpenAI, else the first that the server lists. */
export async function defaultModel(client: OpenAI, connection: Connection, signal: AbortSignal): Promise<string> {
  if (connection.model !== undefined) return connection.model;
  if (connection.azure?.deployment !== undefined) return connection.azure.deployment;
  if (isOpenAi(connection)) return generalModel;
  const ids = await listedIds(client, connection, signal);
  return ids.find(soundsLikeChat) ?? ids[0] ?? noModel(t('{0} does not say which models it has; name the one to use.', connection.name));
}

/** The ids of the models that a server lists; none where it has no such list. Throws FailureError. */
export async function listedIds(client: OpenAI, connection: Connection, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return (await listModels(client, connection, signal)).map(({ id }) => id);
  } catch (error) {
    if (error instanceof Error && isMissingEndpoint(error.cause)) return [];
    throw error;
  }
}

/** Throws FailureError `noModel` with these words. */
export function noModel(message: string): never {
  throw new FailureError({ kind: 'noModel', message, action: 'chooseModel' });
}
