import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Parameters } from '../core/assistant.ts';

/** What servers call the limit of an answer's length: older ones know only the older name. */
export type LengthName = 'max_completion_tokens' | 'max_tokens';

/** The parameters of an assistant in the words of the Chat Completions API; those that it does not have are not sent. */
export function chatParameters(parameters: Parameters, lengthName: LengthName = 'max_completion_tokens'): Partial<ChatCompletionCreateParamsStreaming> {
  const { n, temperature, top_p, max_output_tokens, max_tokens, reasoning_effort, verbosity, response_format, frequency_penalty, presence_penalty, logit_bias, seed, stop, service_tier, user } = parameters;
  const sent = {
    n, temperature, top_p, max_tokens, reasoning_effort, verbosity, frequency_penalty, presence_penalty, logit_bias, seed, stop, service_tier, user,
    ...(max_output_tokens === undefined ? {} : { [lengthName]: max_output_tokens }),
    response_format: typeof response_format === 'string' ? { type: response_format } : response_format,
  };
  return given<ChatCompletionCreateParamsStreaming>(sent);
}

/**
 * What is set of these, as a part of a request's body. Values are the user's own words, which servers know more of than the SDK's
 * types do: the server is their judge.
 */
export function given<Body>(values: Readonly<Record<string, unknown>>): Partial<Body> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Body>;
}
