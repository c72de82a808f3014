import type { Response, ResponseOutputMessage, ResponseUsage } from 'openai/resources/responses/responses';
import type { Features } from './features.ts';
import { newId, now } from './ids.ts';
import type { ResponseRequest } from './responseRequest.ts';
import { countTokens } from './tokens.ts';

/** A response as it goes over the wire: the SDK's, without what the SDK adds, with what it leaves out. */
export type WireResponse = Omit<Response, 'output_text' | 'usage'> & { readonly usage: ResponseUsage | null; readonly store?: boolean };

/** The response as it stands before anything is written. */
export function newResponse(request: ResponseRequest, features: Features): WireResponse {
  const conversation = request.conversation ?? undefined;
  const response = {
    id: newId('resp'),
    object: 'response',
    created_at: now(),
    status: 'in_progress',
    background: request.background ?? false,
    completed_at: null,
    access_programs: null,
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    metadata: request.metadata ?? {},
    model: request.model,
    output: [],
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    prompt_cache_key: null,
    reasoning: { effort: null, summary: null },
    safety_identifier: null,
    service_tier: 'default',
    temperature: request.temperature ?? 1,
    text: { format: { type: 'text' }, ...request.text },
    tool_choice: request.tool_choice ?? 'auto',
    tools: request.tools,
    top_logprobs: 0,
    top_p: request.top_p ?? 1,
    truncation: request.truncation ?? 'disabled',
    usage: null,
  } satisfies WireResponse;
  if (!features.keepsResponses) return response;
  return {
    ...response,
    conversation: conversation === undefined ? null : { id: typeof conversation === 'string' ? conversation : conversation.id },
    previous_response_id: request.previous_response_id ?? null,
    store: request.store ?? true,
  };
}

/** An empty answer of the assistant. */
export function newOutput(): ResponseOutputMessage {
  return { id: newId('msg'), type: 'message', status: 'in_progress', role: 'assistant', content: [] };
}

/** What an answer cost. */
export function usageOf(inputTokens: number, output: string): ResponseUsage {
  const outputTokens = countTokens(output);
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens + outputTokens,
  };
}
