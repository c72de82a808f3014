import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import type { Completion } from '../core/engine.ts';
import { FailureError } from '../shared/rpc.ts';
import { isApiError, isMissingEndpoint, translated } from './failures.ts';
import { listedIds, noModel } from './models.ts';

/** The last of OpenAI's own models of the legacy Completions API. */
const openAiModel = 'gpt-3.5-turbo-instruct';
/** How much is written at most, in tokens. */
const length = 256;

/**
 * What a model writes after this text, by the legacy Completions API (https://developers.openai.com/api/reference/resources/completions).
 * Throws FailureError, `notSupported` where there is no such API or the model does not have it.
 */
export async function complete(client: OpenAI, connection: Connection, text: string, signal: AbortSignal): Promise<Completion> {
  const ids = await listedIds(client, connection, signal);
  const model = ids.includes(openAiModel) ? openAiModel : (connection.model ?? ids[0] ?? noModel(`${connection.name} does not say which models it has; name the one to use.`));
  try {
    const { choices, model: answered } = await client.completions.create({ model, prompt: text, max_tokens: length }, { signal });
    const [choice] = choices ?? [];
    if (choice === undefined) throw new FailureError({ kind: 'notThisApi', message: `${connection.name} answered without a completion.`, action: 'openSettings' });
    return { model: answered ?? model, text: choice.text, cut: choice.finish_reason === 'length' };
  } catch (error) {
    // OpenAI says 404 “This is a chat model and not supported in the v1/completions endpoint”, without a code.
    const chatsOnly = isApiError(error) && /chat model|v1\/completions/i.test(error.message);
    if (!chatsOnly && !isMissingEndpoint(error)) throw translated(error, connection, model);
    throw new FailureError({ kind: 'notSupported', message: `${connection.name} has no legacy Completions API for “${model}”.`, action: 'chooseModel' }, { cause: error });
  }
}
