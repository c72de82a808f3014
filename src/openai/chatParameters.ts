import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Parameters } from '../core/assistant.ts';

/** The parameters of an assistant in the words of the Chat Completions API; those that it does not have are not sent. */
export function chatParameters(parameters: Parameters): Partial<ChatCompletionCreateParamsStreaming> {
  const { temperature, top_p, max_output_tokens, max_tokens, reasoning_effort, verbosity, response_format, frequency_penalty, presence_penalty, logit_bias, seed, stop, service_tier, user } = parameters;
  return given<ChatCompletionCreateParamsStreaming>({
    temperature, top_p, max_completion_tokens: max_output_tokens, max_tokens, reasoning_effort, verbosity, frequency_penalty, presence_penalty, logit_bias, seed, stop, service_tier, user,
    response_format: typeof response_format === 'string' ? { type: response_format } : response_format,
  });
}

/**
 * What is set of these, as a part of a request's body. Values are the user's own words, which servers know more of than the SDK's
 * types do: the server is their judge.
 */
export function given<Body>(values: Readonly<Record<string, unknown>>): Partial<Body> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Body>;
}
