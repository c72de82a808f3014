import type { Exchange } from './exchange.ts';

/** Lets the SDK poll every 20 ms; it would wait 5 seconds. */
export function askAgainSoon({ outgoing }: Exchange): void {
  outgoing.setHeader('openai-poll-after-ms', '20');
}
