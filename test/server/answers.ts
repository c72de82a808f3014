import type { Exchange } from './exchange.ts';
import type { Fault, ReplacingFault } from './faults.ts';
import { statusAnswer } from './statusFaults.ts';

const loginPage = '<!doctype html>\n<html><head><title>Sign in to this network</title></head>\n'
  + '<body><form action="/login"><input name="room"><button>Sign in</button></form></body></html>\n';

/** Answers with JSON, as far as the fault of the exchange lets it. */
export async function answerJson(exchange: Exchange, status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const { outgoing, fault } = exchange;
  if (status < 300) exchange.witness?.answered(json);
  const text = JSON.stringify(json);
  if (fault?.fault === 'lostAnswer') {
    exchange.hangUp();
    return;
  }
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (fault === undefined) outgoing.end(text);
  else await damage(exchange, text, fault);
}

/** Writes the text of an answer as the fault has it; a fault that is about streams only does no harm. */
async function damage(exchange: Exchange, text: string, fault: Fault): Promise<void> {
  const { outgoing } = exchange;
  const half = text.slice(0, Math.floor(text.length / 2));
  if (fault.fault === 'cut') {
    await exchange.write(half);
    exchange.hangUp();
  } else if (fault.fault === 'stall') {
    await exchange.write(half);
    await exchange.hold();
  } else if (fault.fault === 'endEarly' || fault.fault === 'garbage') {
    outgoing.end(half);
  } else if (fault.fault === 'byteByByte') {
    await writeBytes(exchange, text);
    outgoing.end();
  } else {
    outgoing.end(fault.fault === 'hugeLine' ? padded(text, fault.megabytes) : text);
  }
}

/** Answers with the fault that takes the place of the answer. */
export function answerFault(exchange: Exchange, fault: ReplacingFault): void {
  const { outgoing } = exchange;
  switch (fault.fault) {
    case 'hang':
      return;
    case 'html':
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(loginPage);
      return;
    case 'redirect':
      outgoing.writeHead(fault.status ?? 307, { location: fault.location }).end();
      return;
    case 'status': {
      const { headers, text } = statusAnswer(fault, exchange.key);
      outgoing.writeHead(fault.status, headers).end(text);
    }
  }
}

/** Writes one byte after the other, with time to read each for itself. */
export async function writeBytes(exchange: Exchange, text: string): Promise<void> {
  for (const byte of Buffer.from(text)) {
    await exchange.write(Uint8Array.of(byte));
    await exchange.pace(0);
  }
}

/** The same JSON object, as long as this: white space behind its first brace. */
export function padded(json: string, megabytes: number): string {
  return `${json.slice(0, 1)}${' '.repeat(megabytes * 1_000_000)}${json.slice(1)}`;
}
