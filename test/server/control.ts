import * as v from 'valibot';
import { answerJson } from './answers.ts';
import { check } from './body.ts';
import { ApiError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { faultSchema } from './faults.ts';
import { featuresSchema } from './features.ts';
import type { OfflineServer } from './offlineServer.ts';

/** Answers what another process asks of the server itself: the methods of OfflineServer under `/control/`. */
export async function answerControl(exchange: Exchange, server: OfflineServer): Promise<void> {
  try {
    await answerJson(exchange, 200, await control(exchange, server));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    await answerJson(exchange, error.status, error.body);
  }
}

async function control({ request: { method, path, body } }: Exchange, server: OfflineServer): Promise<object> {
  switch (`${method} ${path}`) {
    case 'POST /control/plan':
      server.plan(check(faultSchema, body));
      return {};
    case 'POST /control/set':
      server.set(check(featuresSchema, body));
      return {};
    case 'POST /control/reset':
      check(v.optional(v.strictObject({})), body ?? {});
      server.reset();
      return {};
    case 'GET /control/requests':
      return server.requests;
    case 'GET /control/mismatches':
      return server.mismatches;
    case 'GET /control/settled':
      await server.settled();
      return {};
    default:
      throw new ApiError(404, { message: `Invalid URL (${method} ${path})` });
  }
}
