import type { AgentSession, AgentSessionInputMessageParam } from 'openai/resources/beta/agents/agents';
import type { Turn } from '../core/engine.ts';
import { formsTaken } from '../core/formsTaken.ts';
import { FailureError } from '../shared/rpc.ts';
import { agentOverride, sessionInstructions } from './agentBody.ts';
import type { AgentParts, BegunTurn } from './agentTalk.ts';
import { toldSession } from './agentStream.ts';
import { assistantKey } from './counterparts.ts';
import { isApiError, isMissingEndpoint } from './failures.ts';
import { unsure } from './lostAnswer.ts';
import { pause } from '../core/pause.ts';
import { historyContent, promptContent, type PromptContent } from './promptContent.ts';
import { serverId } from './serverId.ts';
import { isRehearsal } from './witnesses.ts';
import { t } from '../shared/words.ts';

/** How often a busy session is looked at, in milliseconds, and how many times at most. */
const lookEvery = 500;
const mostLooks = 60;

/** The sessions of one server, and how turns begin in them. */
export class AgentSessions {
  readonly #parts: AgentParts;
  /** What each session was last told of its agent, beyond its instructions. */
  readonly #told = new Map<string, string>();

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  /**
   * Says the prompt in a session that the server keeps; undefined when it has forgotten the session, has given it up, or holds it to
   * instructions that no longer stand: those of a session cannot be changed.
   */
  async goOn(sessionId: string, turn: Turn, signal: AbortSignal): Promise<Omit<BegunTurn, 'place'> | undefined> {
    const session = await this.#idle(serverId(sessionId), signal);
    if (session === undefined) return undefined;
    const wanted = (await this.#instructions(turn, signal)) ?? (turn.assistant.serverId === undefined ? turn.assistant.instructions : undefined);
    if (wanted !== undefined && wanted !== (session.agent.instructions ?? '')) return undefined;
    await this.#change(sessionId, turn, signal);
    const input = [said(await promptContent(turn, formsTaken.agents))];
    const streamed = await toldSession(this.#parts.client, sessionId, [{ type: 'agent.session.input.message', input }], signal);
    return { streamed, sessionId };
  }

  /** Begins a session with the prompt, and before it, as one text, what was said earlier. */
  async begin(agentId: string, turn: Turn, signal: AbortSignal): Promise<Omit<BegunTurn, 'place'>> {
    const agent = agentOverride(turn, await this.#instructions(turn, signal));
    const earlier = turn.history.length === 0 ? [] : [said(await saidBefore(turn))];
    const streamed = await this.#parts.client.beta.agents.sessions.create({
      environment: { type: 'none' }, agent_id: agentId, ...(Object.keys(agent).length === 0 ? {} : { agent }),
      input: [...earlier, said(await promptContent(turn, formsTaken.agents))], metadata: { [assistantKey]: turn.assistant.id }, stream: true,
    }, { signal }).withResponse().catch((error: unknown) => { throw unsure(error, this.#parts); });
    return { streamed };
  }

  /** Ends what the agent is doing. */
  async cancel(sessionId: string, signal: AbortSignal): Promise<void> {
    await this.#parts.client.beta.agents.sessions.events.create(sessionId, { events: [{ type: 'agent.session.input.cancel' }] }, { signal });
  }

  /** Deletes a session; what runs in it is ended first. One that is no longer there is no error. */
  async forget(sessionId: string, signal: AbortSignal): Promise<void> {
    const { sessions } = this.#parts.client.beta.agents;
    try {
      await sessions.delete(serverId(sessionId), { signal }).catch(async (error: unknown) => {
        if (!isApiError(error) || (error.status !== 400 && error.status !== 409)) throw error;
        await this.#idle(sessionId, signal);
        await sessions.delete(sessionId, { signal });
      });
    } catch (error) {
      if (!isMissingEndpoint(error)) throw error;
    }
  }

  /** The session once nothing runs in it; a message to an active turn would only steer that. */
  async #idle(sessionId: string, signal: AbortSignal): Promise<AgentSession | undefined> {
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const session = await this.#session(sessionId, signal);
      if (session === undefined || session.status === 'failed') return undefined;
      if (session.status === 'idle') return session;
      if (looks === 0) await this.cancel(sessionId, signal);
      await pause(lookEvery, signal);
    }
    throw new FailureError({ kind: 'busy', message: t('{0} is still busy with an earlier answer in this thread.', this.#parts.host), action: 'retry' });
  }

  async #session(sessionId: string, signal: AbortSignal): Promise<AgentSession | undefined> {
    try {
      return await this.#parts.client.beta.agents.sessions.retrieve(sessionId, { signal });
    } catch (error) {
      if (isMissingEndpoint(error)) return undefined;
      throw error;
    }
  }

  /** Later turns are to have the model and the tools that the assistant has now. */
  async #change(sessionId: string, turn: Turn, signal: AbortSignal): Promise<void> {
    const { model, tools, reasoning, service_tier } = laterTurns(turn);
    const effort = reasoning?.effort;
    const agent = {
      ...(model === undefined ? {} : { model }),
      ...(tools === undefined ? {} : { tools }),
      ...(effort === undefined ? {} : { reasoning: { effort } }),
      ...(service_tier === undefined ? {} : { service_tier }),
    };
    const told = JSON.stringify(agent);
    if (this.#told.get(sessionId) === told || told === '{}') return;
    await this.#parts.client.beta.agents.sessions.update(sessionId, { agent }, { signal });
    if (!isRehearsal(signal)) this.#told.set(sessionId, told);
  }

  #instructions(turn: Turn, signal: AbortSignal): Promise<string | undefined> {
    return sessionInstructions(turn, async (id) => (await this.#parts.client.beta.agents.retrieve(id, { signal })).instructions ?? '');
  }
}

/** All that our assistant says of its agent and that a session can take in later. */
function laterTurns(turn: Turn): ReturnType<typeof agentOverride> {
  const { assistant, model } = turn;
  if (assistant.serverId !== undefined) return agentOverride(turn, undefined);
  const unsaid = { reasoning: { effort: null }, service_tier: null, tools: [] };
  return { ...unsaid, ...agentOverride({ ...turn, assistant: { ...assistant, serverId: assistant.id } }, undefined), model };
}

function said({ text, media }: PromptContent): AgentSessionInputMessageParam {
  const images = media.map(({ dataUrl }) => ({ type: 'input_image', image_url: dataUrl }) as const);
  return { role: 'user', content: text === '' ? images : [{ type: 'input_text', text }, ...images] };
}

/** The history as one message, with its images at the end. */
async function saidBefore(turn: Turn): Promise<PromptContent> {
  const contents = await Promise.all(turn.history.map(async (message) => (message.role === 'user'
    ? { ...(await historyContent(message, turn, formsTaken.agents)), who: 'The user' }
    : { text: message.text, media: [], who: 'You' })));
  const lines = contents.map(({ who, text }) => `${who}: ${text}`);
  return { text: `What was said before in this conversation:\n\n${lines.join('\n\n')}`, media: contents.flatMap(({ media }) => media) };
}
