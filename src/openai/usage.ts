import type { Usage } from '../shared/model.ts';

/** The tokens as a server counts them, in the form of ours; `cached` is a part of the input. */
export function usageOf(inputTokens: number, outputTokens: number, cached: number | undefined): Usage {
  return { inputTokens, outputTokens, ...(cached === undefined ? {} : { cachedTokens: cached }) };
}

/** The tokens of several requests that make one answer. */
export function usageSum(first: Usage | undefined, second: Usage | undefined): Usage | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const cached = first.cachedTokens === undefined && second.cachedTokens === undefined ? undefined : (first.cachedTokens ?? 0) + (second.cachedTokens ?? 0);
  return usageOf(first.inputTokens + second.inputTokens, first.outputTokens + second.outputTokens, cached);
}
