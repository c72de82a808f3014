import { ApiError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { fromFirstVersion, toFirstVersion } from './firstVersion.ts';
import type { Parameters, Route } from './router.ts';
import type { World } from './world.ts';

/** A request to the Assistants API, in the shape of its second version. */
export interface AssistantsCall {
  readonly exchange: Exchange;
  readonly world: World;
  readonly parameters: Parameters;
  readonly body: unknown;
  readonly query: URLSearchParams;
}

type Answer = (call: AssistantsCall) => Promise<object | undefined> | object | undefined;

/** An endpoint of the Assistants API: wants the header that the service wants, and speaks the version that the server is set to. */
export function assistantsRoute(method: Route['method'], path: string, answer: Answer): Route {
  return {
    method,
    path,
    needs: ['assistants'],
    answer: async (exchange, world, parameters) => {
      const first = world.features.assistantsShape === 'v1';
      checkHeader(exchange, first);
      const { body } = exchange.request;
      if (!first) {
        const place = firstVersionIn(body);
        if (place !== undefined) throw new ApiError(400, { message: `Unknown parameter: '${place}'.`, param: place, code: 'unknown_parameter' });
        return answer({ exchange, world, parameters, body, query: exchange.query });
      }
      const query = new URLSearchParams(exchange.query);
      query.delete('before');
      const answered = await answer({ exchange, world, parameters, body: fromFirstVersion(body), query });
      return answered === undefined ? undefined : toFirstVersion(answered, world);
    },
  };
}

/** An endpoint that only the first version has. */
export function firstVersionRoute(method: Route['method'], path: string, answer: Answer): Route {
  return assistantsRoute(method, path, (call) => {
    const { method: asked, path: where } = call.exchange.request;
    if (call.world.features.assistantsShape !== 'v1') throw new ApiError(404, { message: `Invalid URL (${asked} ${where})` });
    return answer(call);
  });
}

function checkHeader({ request }: Exchange, first: boolean): void {
  const header = request.headers['openai-beta'] ?? '';
  const versions = typeof header === 'string' ? header.split(/,\s*/) : header;
  if (versions.includes('assistants=v2') || (first && versions.includes('assistants=v1'))) return;
  throw new ApiError(400, {
    message: "You must provide the 'OpenAI-Beta' header to access the Assistants API. Please try again by setting the header 'OpenAI-Beta: assistants=v2'.",
    code: 'invalid_beta',
  });
}

/** Where a body of the second version speaks of the first; undefined where it does not. */
function firstVersionIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('file_ids' in body) return 'file_ids';
  const thread = 'thread' in body ? body.thread : body;
  const messages: unknown = typeof thread === 'object' && thread !== null && 'messages' in thread ? thread.messages : undefined;
  const at = Array.isArray(messages) ? messages.findIndex((message) => typeof message === 'object' && message !== null && 'file_ids' in message) : -1;
  return at === -1 ? undefined : `messages[${String(at)}].file_ids`;
}
