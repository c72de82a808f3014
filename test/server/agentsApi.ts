import { ApiError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { Parameters, Route } from './router.ts';
import type { World } from './world.ts';

/** A request to the Agents API. */
export interface AgentsCall {
  readonly exchange: Exchange;
  readonly world: World;
  readonly parameters: Parameters;
  readonly body: unknown;
}

/** An endpoint of the Agents API: wants the header that the service wants. */
export function agentsRoute(method: Route['method'], path: string, answer: (call: AgentsCall) => Promise<object | undefined> | object | undefined): Route {
  return {
    method,
    path,
    needs: ['agents'],
    answer: (exchange, world, parameters) => {
      checkHeader(exchange);
      return answer({ exchange, world, parameters, body: exchange.request.body });
    },
  };
}

function checkHeader({ request }: Exchange): void {
  const header = request.headers['openai-beta'] ?? '';
  const versions = typeof header === 'string' ? header.split(/,\s*/) : header;
  if (versions.includes('agents=v1')) return;
  throw new ApiError(400, {
    message: "You must provide the 'OpenAI-Beta' header to access the Agents API. Please try again by setting the header 'OpenAI-Beta: agents=v1'.",
    code: 'invalid_beta',
  });
}
