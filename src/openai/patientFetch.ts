import { pause } from '../core/pause.ts';

/** How long is waited before what changes nothing is asked for again, in milliseconds: each time somewhere between half of this and all of it. */
const usualPauses: readonly number[] = [250, 500, 1000, 2000];

/** What a server says that had a problem of its own and may be over it soon. */
const passing: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** Says that a connection broke; where none came about, it will not in a second either. */
const broken = /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

/** Asks once, or up to four times more for what may be asked twice without harm: to read and to delete. */
export async function patientFetch(url: URL, init: RequestInit & { readonly signal: AbortSignal }, pauses = usualPauses): Promise<Response> {
  const harmless = init.method === undefined || init.method === 'GET' || init.method === 'DELETE';
  for (const most of harmless ? pauses : []) {
    const answer = await attempt(url, init);
    if (answer !== undefined) return answer;
    await pause(most * (0.5 + Math.random() / 2), init.signal);
    init.signal.throwIfAborted();
  }
  return fetch(url.href, init);
}

/** The answer; undefined for one that may be better the next time. */
async function attempt(url: URL, init: RequestInit): Promise<Response | undefined> {
  try {
    const response = await fetch(url.href, init);
    if (!passing.has(response.status)) return response;
    await response.body?.cancel();
    return undefined;
  } catch (error) {
    if (isBrokenConnection(error)) return undefined;
    throw error;
  }
}

/** Whether a request was on its way when its connection broke, so that it may have been worked off. */
export function isBrokenConnection(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at && typeof at.code === 'string' && broken.test(at.code)) return true;
  return false;
}
