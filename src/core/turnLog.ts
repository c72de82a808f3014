import type { Disposable } from '../shared/lifetime.ts';
import type { Answer } from '../shared/message.ts';
import type { Connection } from './connections.ts';
import type { Threads } from './threads.ts';

/** Where turns are logged: whole ones, those that ended otherwise, and those that failed. */
export interface TurnLog {
  info(message: string): void;
  warn(message: string): void;
}

/** Logs the end of each turn in a line of facts: nothing that was said is among them. */
export function logTurns(threads: Pick<Threads, 'onEvent' | 'open'>, connections: () => readonly Connection[], log: TurnLog): Disposable {
  return threads.onEvent(({ threadId, event }) => {
    if (event.type !== 'settled') return;
    const answer = threads.open(threadId).messages.find(({ id }) => id === event.messageId);
    if (answer?.role !== 'assistant') return;
    const engine = connections().find(({ name }) => name === answer.connectionName)?.api;
    const line = factsOf(answer, engine);
    if (answer.state === 'complete' || answer.state === 'stopped') log.info(line);
    else log.warn(line);
  });
}

function factsOf({ id, state, failure, connectionName, model, at, endedAt = at, usage, requestId }: Answer, engine: string | undefined): string {
  const facts = [
    `Answer ${id}: ${state}`,
    ...(failure === undefined ? [] : [failure.kind]),
    engine === undefined ? connectionName : `${connectionName} (${engine})`,
    ...(model === '' ? [] : [model]),
    `${String(Math.max(0, endedAt - at))} ms`,
    ...(usage === undefined ? [] : [`${String(usage.inputTokens)} tokens in, ${String(usage.outputTokens)} out`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ];
  return facts.join(', ');
}
