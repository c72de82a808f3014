import type { ResponseItemList } from 'openai/resources/responses/input-items';
import type { InputTokenCountResponse } from 'openai/resources/responses/input-tokens';
import * as v from 'valibot';
import { check } from './body.ts';
import { ApiError, objectNotFound } from './errors.ts';
import { page } from './pages.ts';
import { contextOf } from './responseContext.ts';
import { contextEntries } from './responseRequest.ts';
import { streamRun } from './responses.ts';
import { tokensOf } from './responseWork.ts';
import type { Parameters, Route } from './router.ts';
import type { StoredResponse, World } from './world.ts';

const path = '/v1/responses/{responseId}';
const needs = ['responses', 'keepsResponses'] as const;

const notInBackground = 'This response cannot be streamed because it was not created with background=true.';
const countRequest = v.object({ ...contextEntries, input: v.optional(contextEntries.input, []), model: v.exactOptional(v.nullable(v.string())) });

/** What can be done with an answer that was kept, and the counting of tokens. */
export const storedResponseRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/responses/input_tokens',
    needs: ['responses'],
    answer: (exchange, world) => {
      const request = check(countRequest, exchange.request.body);
      const { history, input } = contextOf(request, world);
      const tokens = tokensOf([...history, ...input], request.instructions ?? '');
      return { object: 'response.input_tokens', input_tokens: tokens } satisfies InputTokenCountResponse;
    },
  },
  {
    method: 'GET',
    path,
    needs,
    answer: (exchange, world, parameters) => {
      const { response, run } = find(world, parameters);
      if (exchange.query.get('stream') !== 'true') return response;
      if (run === undefined) throw new ApiError(400, { message: notInBackground });
      return streamRun(exchange, run, Number(exchange.query.get('starting_after') ?? -1));
    },
  },
  {
    method: 'DELETE',
    path,
    needs,
    answer: (_exchange, world, parameters) => {
      const { response, run } = find(world, parameters);
      run?.stop();
      world.responses.delete(response.id);
      return { id: response.id, object: 'response', deleted: true };
    },
  },
  {
    method: 'POST',
    path: `${path}/cancel`,
    needs,
    answer: (_exchange, world, parameters) => {
      const kept = find(world, parameters);
      if (kept.run === undefined) throw new ApiError(400, { message: 'Cannot cancel a synchronous response.' });
      if (kept.response.status === 'queued' || kept.response.status === 'in_progress') {
        kept.run.stop();
        kept.response = { ...kept.response, status: 'cancelled' };
      }
      return kept.response;
    },
  },
  {
    method: 'GET',
    path: `${path}/input_items`,
    needs,
    answer: (exchange, world, parameters) => page(find(world, parameters).context, exchange.query) satisfies ResponseItemList,
  },
];

function find(world: World, parameters: Parameters): StoredResponse {
  const id = parameters['responseId'] ?? '';
  const found = world.responses.get(id);
  if (found === undefined) throw objectNotFound('Response', id);
  return found;
}
