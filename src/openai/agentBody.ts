import type { AgentCreateParams, AgentUpdateParams } from 'openai/resources/beta/agents/agents';
import type { SessionCreateParams } from 'openai/resources/beta/agents/sessions/sessions';
import { isJsonObject, type Json, type Parameters } from '../core/assistant.ts';
import type { Turn } from '../core/engine.ts';
import { instructionsOf } from '../core/instructions.ts';
import { agentTool } from './agentTools.ts';
import { given } from './chatParameters.ts';
import { assistantKey } from './counterparts.ts';
import { parametersSent } from './refusedParameter.ts';

/** The longest name of an agent, in characters. */
const longestName = 128;

/** Agents have no description of their own: it stands among their metadata. */
export const descriptionKey = 'description';

/** An assistant of ours as an agent. */
export function agentBody({ assistant, model, without }: Pick<Turn, 'assistant' | 'model' | 'without'>): AgentCreateParams {
  const { id, name, description = '', instructions, tools, metadata } = assistant;
  const named = { ...metadata, ...(id === '' ? {} : { [assistantKey]: id }), ...(description === '' ? {} : { [descriptionKey]: description.slice(0, 512) }) };
  const general = { name: name.slice(0, longestName), instructions, tools: tools.flatMap(agentTool), metadata: named };
  return { model, ...given<AgentCreateParams>({ ...general, ...answering(parametersSent(assistant.parameters, without)) }) };
}

/** The same for an agent that the server keeps already: what is not said of it any more is taken back. */
export function agentChange(asked: Pick<Turn, 'assistant' | 'model' | 'without'>): AgentUpdateParams {
  return { reasoning: null, text: null, service_tier: null, ...agentBody(asked) };
}

/** What a session is told otherwise than its agent: of an agent of the server's, what our assistant says itself, and what this thread adds. */
export function agentOverride(turn: Turn, instructions: string | undefined): SessionCreateParams.Agent {
  const { assistant } = turn;
  const own = assistant.serverId === undefined ? {} : {
    model: assistant.model, tools: assistant.tools.length === 0 ? undefined : assistant.tools.flatMap(agentTool), ...answering(parametersSent(assistant.parameters, turn.without)),
  };
  return given<SessionCreateParams.Agent>({ ...own, instructions });
}

/** What the session is to be told in place of its agent's instructions, if anything; `kept` reads those of an agent of the server's. */
export async function sessionInstructions(turn: Turn, kept: (id: string) => Promise<string>): Promise<string | undefined> {
  const { assistant } = turn;
  const adds = instructionsOf({ ...turn, assistant: { ...assistant, instructions: '' } }) !== '';
  if (assistant.serverId === undefined || assistant.instructions !== '') return adds || assistant.serverId !== undefined ? instructionsOf(turn) : undefined;
  return adds ? instructionsOf({ ...turn, assistant: { ...assistant, instructions: await kept(assistant.serverId) } }) : undefined;
}

function answering({ reasoning_effort: effort, verbosity, response_format: format, service_tier }: Parameters): Readonly<Record<string, Json | undefined>> {
  const schema = isJsonObject(format) && isJsonObject(format['json_schema']) ? format['json_schema']['schema'] : undefined;
  const text = { ...(schema === undefined ? {} : { format: { type: 'json_schema', schema } }), ...(verbosity === undefined ? {} : { verbosity }) };
  return { reasoning: effort === undefined ? undefined : { effort }, text: Object.keys(text).length === 0 ? undefined : text, service_tier };
}
