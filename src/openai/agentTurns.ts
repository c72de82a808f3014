import type OpenAI from 'openai';
import type { AgentSession, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { StreamEnd } from './agentStream.ts';
import { everyItem, pageSize } from './everyItem.ts';
import { isApiError } from './failures.ts';
import { pause } from '../core/pause.ts';

/** How soon a turn is looked at again, in milliseconds: at first, and at most; and how many looks in a row may fail. */
const firstPause = 250;
const longestPause = 5000;
const mostMisses = 3;

/** A turn as it stands; with the session while it waits for functions. */
interface Look {
  readonly turn: Turn;
  readonly session?: AgentSession;
}

const over: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

/** Whether a turn has come to its end. */
export function isOver({ status }: Pick<Turn, 'status'>): boolean {
  return over.has(status);
}

/** Looks at a turn that is not heard of any more, again and again, until its end. When it cannot be looked at, throws what ended the stream, if anything did. */
export async function* watchTurn(client: OpenAI, sessionId: string, turnId: string, { error: lost }: StreamEnd, signal: AbortSignal): AsyncGenerator<Look> {
  const { sessions } = client.beta.agents;
  let misses = 0;
  for (let wait = firstPause; !signal.aborted; wait = Math.min(wait * 1.5, longestPause)) {
    try {
      const turn = await sessions.turns.retrieve(turnId, { session_id: sessionId }, { signal });
      yield turn.status === 'waiting' ? { turn, session: await sessions.retrieve(sessionId, { signal }) } : { turn };
      if (isOver(turn)) return;
      misses = 0;
    } catch (error) {
      misses += 1;
      const isRefused = isApiError(error) && error.status !== undefined && error.status < 500;
      if (misses === mostMisses || isRefused || signal.aborted) {
        if (lost !== undefined) throw lost;
        return;
      }
    }
    await pause(wait, signal);
  }
}

/** What was said and done in a turn, first to last. */
export async function* turnItems(client: OpenAI, sessionId: string, turnId: string, signal: AbortSignal): AsyncGenerator<AgentSessionItem> {
  const { items } = client.beta.agents.sessions.turns;
  const read = everyItem(async (from) => {
    const { data, has_more } = await items.list(turnId, { session_id: sessionId, limit: pageSize, order: 'asc', ...from }, { signal });
    return { has_more, data: data.map((item) => ({ id: item.id ?? crypto.randomUUID(), item })) };
  });
  for await (const { item } of read) yield item;
}
