import { ApiError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { Features } from './features.ts';
import type { World } from './world.ts';

/** What stood in the place of `{name}` in a route's path. */
export type Parameters = Readonly<Record<string, string>>;

/** Answers a request: with JSON, or with undefined when it has answered on the exchange itself. Errors are thrown. */
type Handler = (exchange: Exchange, world: World, parameters: Parameters) => Promise<object | undefined> | object | undefined;

/** An endpoint: `{name}` in the path stands for one segment. It is there only while the features it needs are on. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly needs: readonly { [Name in keyof Features]-?: Features[Name] extends boolean ? Name : never }[keyof Features][];
  readonly answer: Handler;
}

/** Thrown for an endpoint that is switched off: such servers know nothing of the service's own errors. */
export class NoSuchPage extends Error {}

/** A route, with what the path says. */
export interface FoundRoute extends Route {
  readonly parameters: Parameters;
}

/** The route of a request. Throws what the service, or a server without this endpoint, answers when there is none. */
export function findRoute(routes: readonly Route[], method: string, path: string, features: Features): FoundRoute {
  const here = routes.flatMap((known) => {
    const parameters = match(known.path, path);
    return parameters === undefined ? [] : [{ ...known, parameters }];
  });
  if (here.length === 0) throw new ApiError(404, { message: `Invalid URL (${method} ${path})` });
  const found = here.find((known) => known.method === method);
  if (found === undefined) throw new ApiError(405, { message: `Not allowed to ${method} on ${path}.`, code: 'method_not_supported' });
  if (!found.needs.every((feature) => features[feature])) throw new NoSuchPage(path);
  return found;
}

function match(pattern: string, path: string): Parameters | undefined {
  const wanted = pattern.split('/');
  const asked = path.split('/');
  const parameters: Record<string, string> = {};
  const fits = wanted.length === asked.length && wanted.every((segment, index) => {
    const there = asked[index] ?? '';
    const named = /^\{(?<name>\w+)\}$/.exec(segment)?.groups?.['name'];
    if (named !== undefined) parameters[named] = decodeURIComponent(there);
    return named === undefined ? segment === there : there !== '';
  });
  return fits ? parameters : undefined;
}
