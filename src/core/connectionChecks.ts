import { originOf, type Connection } from './connections.ts';
import type { BackEnd, Finding } from './engine.ts';
import { failureOf } from './outcomes.ts';
import type { Check } from './setupReport.ts';
import { t } from '../shared/words.ts';

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
  const address: Check = { state: 'ok', subject: t('Address'), words: t('{0}, by the “{1}” API', connection.baseUrl, connection.api) };
  const reached = await reachedOf(connection, worst, parts, signal);
  const key = await keyOf(connection, worst, parts);
  const isReady = key.state === 'ok' && reached.every(({ state }) => state !== worst) && connection.auth !== 'microsoftEntra';
  return [address, ...reached, key, ...(isReady ? await foundAt(connection, worst, parts, signal) : [])];
}

async function reachedOf(connection: Connection, worst: Check['state'], { reach, now }: ConnectionCheckParts, signal: AbortSignal): Promise<readonly Check[]> {
  try {
    const { status, took, serverTime } = await reach(connection, signal);
    const reachable: Check = status >= 500
      ? { state: worst, subject: t('Server'), words: t('answers with an error of its own ({0})', String(status)), action: t('Try again later, or ask who runs the server.') }
      : { state: 'ok', subject: t('Server'), words: t('answers within {0} ms', Math.round(took)) };
    const certificate: readonly Check[] = connection.baseUrl.startsWith('https:') ? [{ state: 'ok', subject: t('Certificate'), words: t('trusted') }] : [];
    return [reachable, ...certificate, ...(serverTime === undefined ? [] : [clock(serverTime, now())])];
  } catch (error) {
    signal.throwIfAborted();
    const { message, kind } = failureOf(error);
    const action = kind === 'redirected' ? t('Correct the address in the setting assistants.connections.') : t('Check the address in the setting assistants.connections, your network and your proxy.');
    return [{ state: worst, subject: t('Server'), words: message, action }];
  }
}

function clock(serverTime: number, now: number): Check {
  const off = Math.abs(serverTime - now);
  if (off < clockOff.warning) return { state: 'ok', subject: t('Clock'), words: t('agrees with the server’s') };
  const seconds = Math.round(off / 1000);
  const words = now > serverTime ? t('this computer’s clock is {0} seconds ahead of the server’s', seconds) : t('this computer’s clock is {0} seconds behind the server’s', seconds);
  return { state: off < clockOff.problem ? 'warning' : 'problem', subject: t('Clock'), words, action: t('Set the clock: certificates and sign-ins depend on it.') };
}

async function keyOf(connection: Connection, worst: Check['state'], { checkKey }: ConnectionCheckParts): Promise<Check> {
  if (connection.auth === 'none') return { state: 'ok', subject: t('Key'), words: t('none is sent') };
  if (connection.auth === 'microsoftEntra') return { state: 'ok', subject: t('Key'), words: t('your Microsoft account; it is asked for with the first message, so what the server can do was not looked at') };
  try {
    await checkKey(connection);
    return { state: 'ok', subject: t('Key'), words: t('there is one; it goes to {0} and nowhere else', originOf(connection)) };
  } catch (error) {
    return { state: worst, subject: t('Key'), words: failureOf(error).message, action: t('Run “Assistants: Set API Key…”.') };
  }
}

async function foundAt(connection: Connection, worst: Check['state'], { backEndOf }: ConnectionCheckParts, signal: AbortSignal): Promise<readonly Check[]> {
  const backEnd = await backEndOf(connection);
  const findings = await backEnd.examine(signal);
  signal.throwIfAborted();
  const answers = findings.some(({ subject, ok }) => ok && /^(?:Responses|Chat Completions)$/.test(subject));
  const isAnswering = connection.api === 'responses' || connection.api === 'chatCompletions';
  const silent: readonly Check[] = isAnswering && !answers ? [{ state: worst, subject: t('Answers'), words: t('the server has neither the Responses API nor Chat Completions for you'), action: t('Correct the address in the setting assistants.connections: most end in /v1.') }] : [];
  return [...findings.map((finding) => checkOf(finding, worst)), ...silent];
}

function checkOf({ subject, ok, isMissing, words }: Finding, worst: Check['state']): Check {
  if (ok || isMissing === true) return { state: 'ok', subject, words };
  return { state: worst, subject, words, action: t('Run “Assistants: Test Connection”; the log has the details.') };
}
