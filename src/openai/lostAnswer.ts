import type { Connection } from '../core/connections.ts';
import { pause } from '../core/pause.ts';
import { FailureError } from '../shared/rpc.ts';
import { isApiError } from './failures.ts';
import { isBrokenConnection } from './patientFetch.ts';
import { t } from '../shared/words.ts';

/** How long to wait before each look for what a server may have made of a request, in milliseconds: it may still be busy with it. */
const looks: readonly number[] = [0, 1000, 2000];

/** Whether a request for an answer may have been worked off, and counted, although no answer to it began. */
export function isAnswerLost(error: unknown): boolean {
  // 503 stands for a server that took nothing on, 501 for one that cannot.
  return isBrokenConnection(error) || (isApiError(error) && error.status !== undefined && error.status >= 500 && error.status !== 501 && error.status !== 503);
}

/** Looks for what a server has made of a request whose answer is lost. Throws FailureError, as `unsure` does, where it cannot be asked. */
export async function lookFor<Found>(look: () => Promise<Found | undefined>, lost: unknown, connection: Pick<Connection, 'baseUrl'>, signal: AbortSignal): Promise<Found | undefined> {
  for (const wait of looks) {
    await pause(wait, signal);
    signal.throwIfAborted();
    const found = await look().catch(() => { throw unsure(lost, connection); });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is said where nobody can tell whether a request was worked off: it is not sent again but by the user. Other errors stay as they are. */
export function unsure(error: unknown, { baseUrl }: Pick<Connection, 'baseUrl'>): unknown {
  if (!isAnswerLost(error)) return error;
  const { host } = new URL(baseUrl);
  if (isApiError(error) && error.status !== undefined) {
    return new FailureError({ kind: 'serverError', message: t('{0} had a problem of its own ({1}); it may have counted this request all the same.', host, String(error.status)), action: 'retry' }, { cause: error });
  }
  return new FailureError({ kind: 'interrupted', message: t('The connection to {0} was lost before an answer came; the request may have been answered, and counted, all the same.', host), action: 'retry' }, { cause: error });
}
