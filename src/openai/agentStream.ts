import type OpenAI from 'openai';
import type { AgentSessionEvent, AgentSessionInputParam } from 'openai/resources/beta/agents/agents';
import { isAnswerLost } from './lostAnswer.ts';
import { eventsOf, type Streamed } from './stream.ts';

/** Stands at the end of a stream: what broke it off, if anything did. */
export class StreamEnd {
  readonly error: unknown;

  constructor(error?: unknown) {
    this.error = error;
  }
}

/** The events of a session, and at last its end: no stream of a session repeats what it has told. */
export async function* agentEvents(streamed: Streamed<AgentSessionEvent>): AsyncGenerator<AgentSessionEvent | StreamEnd> {
  try {
    yield* eventsOf<AgentSessionEvent, AgentSessionEvent>(streamed, () => undefined);
  } catch (error) {
    yield new StreamEnd(error);
    return;
  }
  yield new StreamEnd();
}

/**
 * Tells a session something, and hears on: who listens before it is told misses nothing. Where the answer is lost, it is told once more by the
 * same key, so that it counts once.
 */
export async function toldSession(client: OpenAI, sessionId: string, inputs: readonly AgentSessionInputParam[], signal: AbortSignal): Promise<Streamed<AgentSessionEvent>> {
  const { events } = client.beta.agents.sessions;
  const streamed = await events.stream(sessionId, { signal }).withResponse();
  try {
    const told = { events: [...inputs], 'Idempotency-Key': crypto.randomUUID() };
    await events.create(sessionId, told, { signal }).catch(async (error: unknown) => {
      if (!isAnswerLost(error)) throw error;
      await events.create(sessionId, told, { signal });
    });
    return streamed;
  } catch (error) {
    streamed.data.controller.abort();
    throw error;
  }
}
