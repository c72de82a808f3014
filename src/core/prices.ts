import type { Rates } from '../shared/usage.ts';
import { isLoopback, originOf, type Connection } from './connections.ts';
import { matchesGlob } from './globs.ts';
import { entryOf } from '../shared/entryOf.ts';

/** Prices that somebody has published, in USD per million tokens. */
interface Published {
  readonly rates: Rates;
  /** The day or month for which the source gives them. */
  readonly asOf: string;
  readonly source: string;
  /** What becomes of requests of more than `longFrom` tokens: dearer in the way of OpenAI's model pages, or nobody knows. */
  readonly long?: 'dearer' | 'unknown';
}

/** What a model costs at a connection, as far as it is known. */
export type Priced =
  | { readonly basis: 'local' }
  | { readonly basis: 'unknown' }
  | { readonly basis: 'own'; readonly rates: Rates }
  | ({ readonly basis: 'published' } & Published);

/** From how many input tokens on OpenAI bills a whole request as a long one: twice the input, one and a half times the output (https://developers.openai.com/api/docs/models/gpt-6-luna). */
export const longFrom = 272_000;

const costNest = { asOf: '2026-05-28', source: 'https://www.aicostnest.com/en/posts/gpt-api-pricing-openai-cost-planning/' };
const morph = { asOf: '2026-06', source: 'https://www.morphllm.com/openai-api-pricing' };
const commitBrief = { asOf: '2026-05-27', source: 'https://github.com/CommitBrief/commitbrief/wiki/Provider-OpenAI' };

/** OpenAI's standard prices by the model's name without its date. What is not here is not known; writing to the cache, tools and faster service cost extra. */
const published: Readonly<Record<string, Published>> = {
  'gpt-6.1-sol': { rates: { input: 2, cachedInput: 0.1, output: 10 }, asOf: '2026-10-13', source: 'https://docs.laozhang.ai/en/announcements/gpt-6-1-sol-2026-10', long: 'dearer' },
  'gpt-6-luna': { rates: { input: 0.1, cachedInput: 0.01, output: 0.5 }, asOf: '2026-09-22', source: 'https://developers.openai.com/api/docs/models/gpt-6-luna', long: 'dearer' },
  'gpt-6-sol': { rates: { input: 2, cachedInput: 0.2, output: 10 }, asOf: '2026-09-22', source: 'https://github.com/merefield/codexometer/releases/tag/v0.18.4', long: 'dearer' },
  'gpt-6-astra': { rates: { input: 10, cachedInput: 1, output: 50 }, asOf: '2026-09-03', source: 'https://github.com/TheKrush/PromptFuel/releases/tag/v1.0.19', long: 'unknown' },
  'gpt-5.6-luna': { rates: { input: 0.2, cachedInput: 0.02, output: 1.2 }, asOf: '2026-07-30', source: 'https://developers.openai.com/api/docs/models/gpt-5.6-luna', long: 'dearer' },
  'gpt-5.6-terra': { rates: { input: 2, cachedInput: 0.2, output: 12 }, asOf: '2026-08-01', source: 'https://docs.laozhang.ai/en/announcements/gpt-5-6-pricing-2026-07', long: 'dearer' },
  'gpt-5.6-sol': { rates: { input: 4, cachedInput: 0.4, output: 20 }, asOf: '2026-09-22', source: 'https://github.com/BerriAI/litellm/discussions/42523', long: 'dearer' },
  'gpt-5.5': { rates: { input: 5, cachedInput: 0.5, output: 30 }, ...costNest, long: 'unknown' },
  'gpt-5.5-pro': { rates: { input: 30, output: 180 }, ...morph, long: 'unknown' },
  'gpt-5.4': { rates: { input: 2.5, cachedInput: 0.25, output: 15 }, ...costNest, long: 'unknown' },
  'gpt-5.4-pro': { rates: { input: 30, output: 180 }, ...morph, long: 'unknown' },
  'gpt-5.4-mini': { rates: { input: 0.75, cachedInput: 0.075, output: 4.5 }, ...costNest },
  'gpt-5.4-nano': { rates: { input: 0.2, cachedInput: 0.02, output: 1.25 }, ...morph },
  'gpt-5': { rates: { input: 1.25, output: 10 }, asOf: '2026-06', source: 'https://docs.rs/crate/openai-cost/0.1.0' },
  'gpt-5-nano': { rates: { input: 0.05, cachedInput: 0.005, output: 0.4 }, asOf: '2026-09-22', source: 'https://developers.openai.com/api/docs/models/gpt-5-nano' },
  'gpt-4.1': { rates: { input: 2, cachedInput: 0.5, output: 8 }, asOf: '2025-04-14', source: 'https://gist.github.com/ei-grad/9a7c000f3487bc01221c7bb5e2b3d74a' },
  'gpt-4o': { rates: { input: 2.5, cachedInput: 1.25, output: 10 }, ...commitBrief },
  'gpt-4o-mini': { rates: { input: 0.15, cachedInput: 0.075, output: 0.6 }, ...commitBrief },
};

/**
 * What this model costs at this connection: the user's own price if one matches, the most exact name first; nothing on this machine;
 * OpenAI's published price at OpenAI itself. Others bill OpenAI's models as they like: unknown.
 */
export function priceOf(model: string | undefined, connection: Pick<Connection, 'baseUrl'>, own: Readonly<Record<string, Rates>>): Priced {
  const name = (model ?? '').toLowerCase().replace(/^openai\//, '');
  const [mine] = Object.keys(own).filter((pattern) => matchesGlob(pattern.toLowerCase(), name)).toSorted((one, other) => exactness(other) - exactness(one));
  const rates = mine === undefined ? undefined : own[mine];
  if (rates !== undefined) return { basis: 'own', rates };
  if (isLoopback(new URL(connection.baseUrl))) return { basis: 'local' };
  const undated = name.replace(/-\d{4}-\d\d-\d\d$/, '');
  const listed = originOf(connection) === 'https://api.openai.com' ? entryOf(published, undated) : undefined;
  return listed === undefined ? { basis: 'unknown' } : { basis: 'published', ...listed };
}

function exactness(pattern: string): number {
  return pattern.replaceAll('*', '').length + (pattern.includes('*') ? 0 : 1000);
}
