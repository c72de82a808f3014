/** How long is waited where a server does not say it in a way that can be believed, in seconds. */
const usualWait = 10;

/** The longest wait that is kept without the user being asked again, in seconds. */
const longestWait = 900;

/**
 * How long a server that has had too many requests asks to be left alone, in seconds: `Retry-After` as seconds or as an HTTP date (RFC 9110,
 * 10.2.3), or OpenAI's own `retry-after-ms`. Ten seconds where it says nothing, or what cannot be meant; a quarter of an hour at most.
 */
export function retryAfter(headers: Headers | undefined, now = Date.now()): number {
  const told = [inMilliseconds(headers?.get('retry-after-ms')), inWords(headers?.get('retry-after'), now)].find((wait) => wait !== undefined);
  return Math.min(told ?? usualWait, longestWait);
}

function inMilliseconds(text: string | null | undefined): number | undefined {
  return text !== null && text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) / 1000 : undefined;
}

function inWords(text: string | null | undefined, now: number): number | undefined {
  if (text === null || text === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  // Only what begins with the name of a day is an HTTP date: “-5” would be taken for a month.
  const date = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
