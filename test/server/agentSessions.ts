import type { AgentSession, AgentSessionDeleted } from 'openai/resources/beta/agents/agents';
import { findAgent } from './agents.ts';
import { agentsRoute, type AgentsCall } from './agentsApi.ts';
import { configured, newAgent, newSession } from './agentsObjects.ts';
import { AgentSessionLog } from './agentSessionLog.ts';
import { createSessionRequest, updateSessionRequest } from './agentSessionRequest.ts';
import { beginTurn } from './agentSessionStart.ts';
import { findAgentSession, findTurn, type StoredAgentSession } from './agentSessionStore.ts';
import { tellSession } from './agentSessionStream.ts';
import { sessionTool } from './agentsTools.ts';
import { check } from './body.ts';
import { ApiError } from './errors.ts';
import { findModel } from './models.ts';
import { page } from './pages.ts';
import { refuseParameters } from './refusedParameters.ts';
import type { Route } from './router.ts';

const path = '/v1/agents/sessions/{sessionId}';

/** The sessions of agents, with what was said and done in them. */
export const agentSessionRoutes: readonly Route[] = [
  agentsRoute('POST', '/v1/agents/sessions', begin),
  agentsRoute('GET', '/v1/agents/sessions', ({ world, exchange: { query } }) => {
    const wanted = (session: AgentSession): boolean => [...query].every(([name, value]) => {
      if (name === 'agent_id') return session.agent.id === value;
      const key = /^metadata\[(?<key>.+)\]$/.exec(name)?.groups?.['key'];
      return key === undefined || session.metadata[key] === value;
    });
    return page([...world.agentSessions.values()].map(({ session }) => session).filter(wanted), query);
  }),
  agentsRoute('GET', path, (call) => find(call).session),
  agentsRoute('POST', path, (call) => {
    const kept = find(call);
    const { agent: change, metadata } = check(updateSessionRequest, call.body);
    const { model, reasoning, service_tier: tier, tools } = change ?? {};
    if (model !== undefined) findModel(model, call.world.features);
    refuseParameters(change, call.world.features);
    const { agent } = kept.session;
    kept.session = {
      ...kept.session,
      ...(metadata === undefined ? {} : { metadata: metadata ?? {} }),
      agent: {
        ...agent,
        ...(model === undefined ? {} : { model }),
        ...(reasoning?.effort === undefined ? {} : { reasoning: { ...agent.reasoning, effort: reasoning.effort } }),
        ...(tier === undefined ? {} : { service_tier: tier ?? 'auto' }),
        ...(tools === undefined ? {} : { tools: (tools ?? []).flatMap(sessionTool) }),
      },
    };
    return kept.session;
  }),
  agentsRoute('DELETE', path, (call) => {
    const { session, atWork } = find(call);
    if (atWork !== undefined) throw new ApiError(409, { message: `Session ${session.id} is still at work. Cancel its turn first.` });
    call.world.agentSessions.delete(session.id);
    return { id: session.id, object: 'agent.session.deleted', deleted: true } satisfies AgentSessionDeleted;
  }),
  agentsRoute('GET', `${path}/items`, (call) => page(find(call).items, call.exchange.query)),
  agentsRoute('GET', `${path}/turns`, (call) => page(find(call).turns, call.exchange.query)),
  agentsRoute('GET', `${path}/turns/{turnId}`, (call) => findTurn(find(call), call.parameters['turnId'])),
  agentsRoute('GET', `${path}/turns/{turnId}/items`, (call) => {
    const kept = find(call);
    const { id } = findTurn(kept, call.parameters['turnId']);
    return page(kept.items.filter((item) => 'turn_id' in item && item.turn_id === id), call.exchange.query);
  }),
];

function find({ world, parameters }: AgentsCall): StoredAgentSession {
  return findAgentSession(world, parameters['sessionId']);
}

function begin({ exchange, world, body }: AgentsCall): AgentSession | Promise<undefined> {
  const { agent_id: agentId, agent: said = {}, input, metadata, stream } = check(createSessionRequest, body);
  const { model } = said;
  if (agentId === undefined && model === undefined) throw new ApiError(400, { message: "Missing required parameter: 'agent_id'.", param: 'agent_id', code: 'missing_required_parameter' });
  const agent = configured(agentId === undefined ? newAgent(model ?? '') : findAgent(world, agentId), said);
  findModel(agent.model, world.features);
  refuseParameters(said, world.features);
  refuseParameters(setByAgent(agent), world.features);
  const kept: StoredAgentSession = { session: newSession(agent, metadata ?? {}), turns: [], items: [], log: new AgentSessionLog(), keys: new Set(), listeners: new Set() };
  if (stream === true) kept.listeners.add(exchange);
  kept.log.tell({ type: 'agent.session.created', session: kept.session });
  beginTurn(kept, typeof input === 'string' ? [{ role: 'user', content: [{ type: 'input_text', text: input }] }] : input, exchange, world);
  world.agentSessions.set(kept.session.id, kept);
  return stream === true ? tellSession(exchange, kept, { from: 0, over: ({ type }) => type === 'agent.session.idle' }) : kept.session;
}

/** What the agent brings into the request beside what every agent has. */
function setByAgent({ reasoning }: Pick<AgentSession['agent'], 'reasoning'>): object {
  return reasoning.effort === null ? {} : { reasoning: { effort: reasoning.effort } };
}
