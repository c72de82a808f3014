import type { Usage } from '../shared/usage.ts';

/** The tokens of several requests that make one answer. */
export function usageSum(first: Usage | undefined, second: Usage | undefined): Usage | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const cached = first.cachedTokens === undefined && second.cachedTokens === undefined ? undefined : (first.cachedTokens ?? 0) + (second.cachedTokens ?? 0);
  return { inputTokens: first.inputTokens + second.inputTokens, outputTokens: first.outputTokens + second.outputTokens, ...(cached === undefined ? {} : { cachedTokens: cached }) };
}
