import type OpenAI from 'openai';
import type { CompletionCreateParamsNonStreaming } from 'openai/resources/completions';
import type { Parameters } from '../core/assistant.ts';
import type { Connection } from '../core/connections.ts';
import type { Completion } from '../core/engine.ts';
import { FailureError } from '../shared/rpc.ts';
import { given } from './chatParameters.ts';
import { isApiError, isMissingEndpoint, translated } from './failures.ts';
import { listedIds, noModel } from './models.ts';
import { t } from '../shared/words.ts';

/** The last of OpenAI's own models of the legacy Completions API. */
const openAiModel = 'gpt-3.5-turbo-instruct';
/** How much is written at most, in tokens, where the assistant does not say. */
const length = 256;

/**
 * What a model writes after this text, as often as the parameters ask for it, by the legacy Completions API (https://developers.openai.com/api/reference/resources/completions).
 * Throws FailureError, `notSupported` where there is no such API or the model does not have it.
 */
export async function complete(client: OpenAI, connection: Connection, text: string, parameters: Parameters, signal: AbortSignal): Promise<Completion> {
  const ids = await listedIds(client, connection, signal);
  const model = ids.includes(openAiModel) ? openAiModel : (connection.model ?? ids[0] ?? noModel(t('{0} does not say which models it has; name the one to use.', connection.name)));
  try {
    const { choices, model: answered } = await client.completions.create({ ...sampling(parameters), model, prompt: text }, { signal });
    if (choices?.[0] === undefined) throw new FailureError({ kind: 'notThisApi', message: t('{0} answered without a completion.', connection.name), action: 'openSettings' });
    return { model: answered ?? model, texts: choices.map((choice) => choice.text), cut: choices.some((choice) => choice.finish_reason === 'length') };
  } catch (error) {
    // OpenAI says 404 “This is a chat model and not supported in the v1/completions endpoint”, without a code.
    const chatsOnly = isApiError(error) && /chat model|v1\/completions/i.test(error.message);
    if (!chatsOnly && !isMissingEndpoint(error)) throw translated(error, connection, model);
    throw new FailureError({ kind: 'notSupported', message: t('{0} has no legacy Completions API for “{1}”.', connection.name, model), action: 'chooseModel' }, { cause: error });
  }
}

/** The parameters of an assistant that this API has. */
function sampling({ n, temperature, top_p, seed, stop, user, frequency_penalty, presence_penalty, logit_bias, max_tokens, max_output_tokens }: Parameters): Partial<CompletionCreateParamsNonStreaming> {
  return given<CompletionCreateParamsNonStreaming>({ n, temperature, top_p, seed, stop, user, frequency_penalty, presence_penalty, logit_bias, max_tokens: max_tokens ?? max_output_tokens ?? length });
}
