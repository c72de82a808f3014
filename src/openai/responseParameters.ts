import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import { isJsonObject, type Json, type Parameters } from '../core/assistant.ts';
import { given } from './chatParameters.ts';

/** The parameters of an assistant in the words of the Responses API; those that it does not have are not sent. */
export function responseParameters(parameters: Parameters): Partial<ResponseCreateParamsStreaming> {
  const { temperature, top_p, max_output_tokens, max_tokens, reasoning_effort, verbosity, response_format, service_tier, user } = parameters;
  const text = { ...(response_format === undefined ? {} : { format: formatOf(response_format) }), ...(verbosity === undefined ? {} : { verbosity }) };
  return given<ResponseCreateParamsStreaming>({
    temperature, top_p, max_output_tokens: max_output_tokens ?? max_tokens, service_tier, safety_identifier: user,
    reasoning: reasoning_effort === undefined ? undefined : { effort: reasoning_effort },
    text: Object.keys(text).length === 0 ? undefined : text,
  });
}

// `json_schema` is nested on Chat Completions and flat here: https://developers.openai.com/api/docs/guides/structured-outputs.
function formatOf(format: Json): Json {
  if (typeof format === 'string') return { type: format };
  if (!isJsonObject(format)) return format;
  const { json_schema: schema, ...rest } = format;
  return isJsonObject(schema) ? { ...rest, ...schema } : format;
}
