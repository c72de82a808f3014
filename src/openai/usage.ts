import type { Usage } from '../shared/usage.ts';

/** The tokens as a server counts them, in the form of ours; `cached` is a part of the input. */
export function usageOf(inputTokens: number, outputTokens: number, cached: number | undefined): Usage {
  return { inputTokens, outputTokens, ...(cached === undefined ? {} : { cachedTokens: cached }) };
}
