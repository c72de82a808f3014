import type { Agent, AgentSession, AgentSessionMessage, TokenUsage } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { InputMessage } from './agentSessionRequest.ts';
import type { AgentRequest } from './agentsRequest.ts';
import { sessionTool } from './agentsTools.ts';
import { newId, now } from './ids.ts';

/** An agent of which nothing has been said but its model. */
export function newAgent(model: string): Agent {
  return {
    id: newId('agent'),
    object: 'agent',
    created_at: now(),
    updated_at: now(),
    name: null,
    instructions: null,
    model,
    metadata: {},
    multi_agent: { enabled: false, max_concurrent_subagents: null },
    reasoning: { effort: null, summary: null },
    service_tier: 'auto',
    text: { format: { type: 'text' }, verbosity: 'medium' },
    tools: [],
  };
}

/** The agent as a request has it; what is not said of it stays. */
export function configured(agent: Agent, { metadata, multi_agent: team, reasoning, service_tier: tier, text, tools, ...rest }: AgentRequest): Agent {
  return {
    ...agent,
    ...rest,
    updated_at: now(),
    ...(metadata === undefined ? {} : { metadata: metadata ?? {} }),
    ...(team === undefined ? {} : { multi_agent: { enabled: team?.enabled ?? false, max_concurrent_subagents: team?.max_concurrent_subagents ?? null } }),
    ...(reasoning === undefined ? {} : { reasoning: { effort: reasoning?.effort ?? null, summary: reasoning?.summary ?? null } }),
    ...(tier === undefined ? {} : { service_tier: tier ?? 'auto' }),
    ...(text === undefined ? {} : { text: { format: text?.format ?? { type: 'text' }, verbosity: text?.verbosity ?? 'medium' } }),
    ...(tools === undefined ? {} : { tools: tools ?? [] }),
  };
}

/** The agent as a session holds it. */
function sessionAgent({ id, name, instructions, model, multi_agent, reasoning, service_tier, text, tools }: Agent): AgentSession['agent'] {
  return { id, name, instructions, model, multi_agent, reasoning, service_tier, text, tools: tools.flatMap(sessionTool) };
}

/** A session in which nothing has been said yet. */
export function newSession(agent: Agent, metadata: Readonly<Record<string, string>>): AgentSession {
  return {
    id: newId('sess'),
    object: 'agent.session',
    agent: sessionAgent(agent),
    created_at: now(),
    last_active_at: now(),
    environment: { type: 'none' },
    error: null,
    metadata: { ...metadata },
    required_actions: [],
    status: 'idle',
    usage: null,
    vault_ids: [],
  };
}

/** A turn that has not begun. */
export function newTurn(session: AgentSession): Turn {
  return {
    id: newId('turn'),
    object: 'agent.session.turn',
    agent_id: session.agent.id,
    session_id: session.id,
    subagent_id: null,
    created_at: now(),
    started_at: null,
    completed_at: null,
    status: 'queued',
    error: null,
    usage: null,
  };
}

/** What the user said, as an item of a turn. */
export function userMessage(turnId: string, { content }: InputMessage): AgentSessionMessage & { id: string } {
  return { id: newId('msg'), type: 'message', role: 'user', phase: null, status: 'completed', turn_id: turnId, content };
}

/** What was read and written. */
export function tokenUsage(input: number, output: number): TokenUsage {
  return { input_tokens: input, input_tokens_details: { cached_tokens: 0 }, output_tokens: output, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: input + output };
}
