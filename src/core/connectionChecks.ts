import { originOf, type Connection } from './connections.ts';
import type { BackEnd, Finding } from './engine.ts';
import { failureOf } from './outcomes.ts';
import type { Check } from './setupReport.ts';

/** What a server said to a request without a key. */
export interface Reached {
  readonly status: number;
  /** How long it took, in milliseconds. */
  readonly took: number;
  /** The server's time in milliseconds since the epoch, if it told it. */
  readonly serverTime?: number;
}

/** What connections are checked with. */
export interface ConnectionCheckParts {
  /** Asks a server for its models without a key. Throws FailureError when it cannot be reached. */
  readonly reach: (connection: Connection, signal: AbortSignal) => Promise<Reached>;
  /** Throws FailureError `noKey` if a key is called for and there is none. */
  readonly checkKey: (connection: Connection) => Promise<void>;
  readonly backEndOf: (connection: Connection) => Promise<Pick<BackEnd, 'examine'>>;
  readonly now: () => number;
}

/** How far a clock may be off before servers begin to mind, and before they refuse, in milliseconds. */
const clockOff = { warning: 60_000, problem: 300_000 };

/** Looks at one connection; what it says is asked for without spending a token. */
export async function checkConnection(connection: Connection, isInUse: boolean, parts: ConnectionCheckParts, signal: AbortSignal): Promise<readonly Check[]> {
  const worst = isInUse ? 'problem' : 'warning';
  const address: Check = { state: 'ok', subject: 'Address', words: `${connection.baseUrl}, by the “${connection.api}” API` };
  const reached = await reachedOf(connection, worst, parts, signal);
  const key = await keyOf(connection, worst, parts);
  const isReady = key.state === 'ok' && reached.every(({ state }) => state !== worst) && connection.auth !== 'microsoftEntra';
  return [address, ...reached, key, ...(isReady ? await foundAt(connection, worst, parts, signal) : [])];
}

async function reachedOf(connection: Connection, worst: Check['state'], { reach, now }: ConnectionCheckParts, signal: AbortSignal): Promise<readonly Check[]> {
  try {
    const { status, took, serverTime } = await reach(connection, signal);
    const reachable: Check = status >= 500
      ? { state: worst, subject: 'Server', words: `answers with an error of its own (${String(status)})`, action: 'Try again later, or ask who runs the server.' }
      : { state: 'ok', subject: 'Server', words: `answers within ${String(Math.round(took))} ms` };
    const certificate: readonly Check[] = connection.baseUrl.startsWith('https:') ? [{ state: 'ok', subject: 'Certificate', words: 'trusted' }] : [];
    return [reachable, ...certificate, ...(serverTime === undefined ? [] : [clock(serverTime, now())])];
  } catch (error) {
    signal.throwIfAborted();
    const { message, kind } = failureOf(error);
    const action = kind === 'redirected' ? 'Correct the address in the setting assistants.connections.' : 'Check the address in the setting assistants.connections, your network and your proxy.';
    return [{ state: worst, subject: 'Server', words: message, action }];
  }
}

function clock(serverTime: number, now: number): Check {
  const off = Math.abs(serverTime - now);
  if (off < clockOff.warning) return { state: 'ok', subject: 'Clock', words: 'agrees with the server’s' };
  const words = `this computer’s clock is ${String(Math.round(off / 1000))} seconds ${now > serverTime ? 'ahead of' : 'behind'} the server’s`;
  return { state: off < clockOff.problem ? 'warning' : 'problem', subject: 'Clock', words, action: 'Set the clock: certificates and sign-ins depend on it.' };
}

async function keyOf(connection: Connection, worst: Check['state'], { checkKey }: ConnectionCheckParts): Promise<Check> {
  if (connection.auth === 'none') return { state: 'ok', subject: 'Key', words: 'none is sent' };
  if (connection.auth === 'microsoftEntra') return { state: 'ok', subject: 'Key', words: 'your Microsoft account; it is asked for with the first message, so what the server can do was not looked at' };
  try {
    await checkKey(connection);
    return { state: 'ok', subject: 'Key', words: `there is one; it goes to ${originOf(connection)} and nowhere else` };
  } catch (error) {
    return { state: worst, subject: 'Key', words: failureOf(error).message, action: 'Run “Assistants: Set API Key…”.' };
  }
}

async function foundAt(connection: Connection, worst: Check['state'], { backEndOf }: ConnectionCheckParts, signal: AbortSignal): Promise<readonly Check[]> {
  const backEnd = await backEndOf(connection);
  const findings = await backEnd.examine(signal);
  signal.throwIfAborted();
  const answers = findings.some(({ subject, ok }) => ok && /^(?:Responses|Chat Completions)$/.test(subject));
  const isAnswering = connection.api === 'responses' || connection.api === 'chatCompletions';
  const silent: readonly Check[] = isAnswering && !answers ? [{ state: worst, subject: 'Answers', words: 'the server has neither the Responses API nor Chat Completions for you', action: 'Correct the address in the setting assistants.connections: most end in /v1.' }] : [];
  return [...findings.map((finding) => checkOf(finding, worst)), ...silent];
}

function checkOf({ subject, ok, isMissing, words }: Finding, worst: Check['state']): Check {
  if (ok || isMissing === true) return { state: 'ok', subject, words };
  return { state: worst, subject, words, action: 'Run “Assistants: Test Connection”; the log has the details.' };
}
