import type { Agent, AgentDeleted } from 'openai/resources/beta/agents/agents';
import { agentsRoute } from './agentsApi.ts';
import { configured, newAgent } from './agentsObjects.ts';
import { createAgentRequest, updateAgentRequest } from './agentsRequest.ts';
import { check } from './body.ts';
import { noneFound } from './errors.ts';
import { findModel } from './models.ts';
import { page } from './pages.ts';
import { refuseParameters } from './refusedParameters.ts';
import type { Route } from './router.ts';
import type { World } from './world.ts';

const path = '/v1/agents/{agentId}';

/** `/v1/agents`. What is changed in an agent holds for sessions that begin later. */
export const agentRoutes: readonly Route[] = [
  agentsRoute('POST', '/v1/agents', ({ world, body }) => {
    const request = check(createAgentRequest, body);
    refuseParameters(body, world.features);
    return keep(configured(newAgent(request.model), request), world);
  }),
  agentsRoute('GET', '/v1/agents', ({ world, exchange }) => page([...world.agents.values()], exchange.query)),
  agentsRoute('GET', path, ({ world, parameters }) => findAgent(world, parameters['agentId'])),
  agentsRoute('POST', path, ({ world, parameters, body }) => {
    const agent = findAgent(world, parameters['agentId']);
    const request = check(updateAgentRequest, body);
    refuseParameters(body, world.features);
    return keep(configured(agent, request), world);
  }),
  agentsRoute('DELETE', path, ({ world, parameters }) => {
    const { id } = findAgent(world, parameters['agentId']);
    world.agents.delete(id);
    return { id, object: 'agent.deleted', deleted: true } satisfies AgentDeleted;
  }),
];

/** The agent under this id; throws the service's 404. */
export function findAgent({ agents }: World, id = ''): Agent {
  const found = agents.get(id);
  if (found === undefined) throw noneFound('agent', id);
  return found;
}

function keep(agent: Agent, world: World): Agent {
  findModel(agent.model, world.features);
  world.agents.set(agent.id, agent);
  return agent;
}
