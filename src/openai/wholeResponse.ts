import type { Response as ModelResponse, ResponseStreamEvent } from 'openai/resources/responses/responses';

/** A response that came in one piece, as the event that ends a stream; undefined for anything else. */
export function wholeResponse(body: unknown): ResponseStreamEvent | undefined {
  if (!isResponse(body)) return undefined;
  const type = body.status === 'failed' ? 'response.failed' : body.status === 'incomplete' ? 'response.incomplete' : 'response.completed';
  return { type, response: body, sequence_number: 0 };
}

function isResponse(body: unknown): body is ModelResponse {
  return typeof body === 'object' && body !== null && 'object' in body && body.object === 'response' && 'output' in body && Array.isArray(body.output);
}
