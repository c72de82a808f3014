import type { AgentSessionEvent } from 'openai/resources/beta/agents/agents';
import type { StoredAgentSession } from './agentSessionStore.ts';
import { EventStream } from './eventStream.ts';
import type { Exchange } from './exchange.ts';

/** What is told of a session. */
interface Telling {
  /** Told before all else. */
  readonly first?: AgentSessionEvent;
  /** The number of the event from which on all is told. */
  readonly from: number;
  /** Whether this event is the last. */
  readonly over?: (event: AgentSessionEvent) => boolean;
}

/** Tells what happens in a session until it is over, or nobody listens any more. */
export async function tellSession(exchange: Exchange, { log, listeners }: StoredAgentSession, { first, from, over }: Telling): Promise<undefined> {
  const gone = new AbortController();
  void exchange.closed.finally(() => {
    gone.abort();
  });
  listeners.add(exchange);
  try {
    const stream = new EventStream(exchange);
    // What is being written when the connection closes may never be on its way.
    const send = (event: AgentSessionEvent): Promise<void> =>
      Promise.race([stream.send({ event: event.type, data: JSON.stringify(event), delta: event.type === 'agent.session.turn.output_text.delta' }), exchange.closed]);
    if (first !== undefined) await send(first);
    for await (const event of log.from(from, gone.signal)) {
      await send(event);
      if (over?.(event) === true) break;
    }
    stream.end();
  } finally {
    listeners.delete(exchange);
  }
}
