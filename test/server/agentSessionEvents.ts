import { agentsRoute } from './agentsApi.ts';
import { eventOf } from './agentSessionLog.ts';
import { eventsRequest, type FunctionResult } from './agentSessionRequest.ts';
import { beginTurn, steer } from './agentSessionStart.ts';
import { findAgentSession, type StoredAgentSession } from './agentSessionStore.ts';
import { tellSession } from './agentSessionStream.ts';
import { answerJson } from './answers.ts';
import { check } from './body.ts';
import { ApiError } from './errors.ts';
import type { Route } from './router.ts';

const path = '/v1/agents/sessions/{sessionId}/events';

/** What a session is told, and what it tells from the moment that somebody listens. */
export const agentSessionEventRoutes: readonly Route[] = [
  agentsRoute('POST', path, async ({ exchange, world, parameters, body }) => {
    const kept = findAgentSession(world, parameters['sessionId']);
    const { events } = check(eventsRequest, body);
    const key = exchange.request.headers['idempotency-key'];
    if (typeof key !== 'string' || !kept.keys.has(key)) {
      for (const event of events) {
        if (event.type === 'agent.session.input.cancel') kept.atWork?.cancel();
        else if (event.type === 'agent.session.input.tool_result') deliver(kept, event);
        else if (kept.atWork === undefined) beginTurn(kept, event.input, exchange, world);
        else steer(kept, kept.atWork.turnId, event.input);
      }
      if (typeof key === 'string') kept.keys.add(key);
    }
    await answerJson(exchange, 202, {});
    return undefined;
  }),
  agentsRoute('GET', path, ({ exchange, world, parameters }) => {
    const kept = findAgentSession(world, parameters['sessionId']);
    const { session, log } = kept;
    return tellSession(exchange, kept, { first: eventOf({ type: `agent.session.${session.status}`, session }), from: log.length });
  }),
];

function deliver({ session, atWork }: StoredAgentSession, result: FunctionResult): void {
  const wanted = session.required_actions.some((action) => action.type === 'function_call' && action.call_id === result.call_id && action.turn_id === result.turn_id);
  if (!wanted || atWork === undefined) throw new ApiError(400, { message: `Session ${session.id} does not wait for a result of call '${result.call_id}'.`, param: 'events' });
  atWork.deliver(result);
}
