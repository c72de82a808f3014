import type { Cost, Usage } from '../shared/usage.ts';
import { longFrom, type Priced } from './prices.ts';

const million = 1_000_000;

/** What these tokens cost; `estimated`: nobody has counted them but this machine. The rounds of a turn are counted together: what is dearer because it is long may come out too dear. */
export function costOf(usage: Usage, priced: Priced, estimated: boolean): Cost {
  const guess = estimated ? ({ estimated: true } as const) : {};
  if (priced.basis === 'local') return { basis: 'local', usd: 0, ...guess };
  if (priced.basis === 'unknown') return { basis: 'unknown', ...guess };
  const isLong = priced.basis === 'published' && priced.long !== undefined && usage.inputTokens > longFrom;
  if (isLong && priced.long === 'unknown') return { basis: 'unknown', ...guess };
  const { rates } = priced;
  const cached = Math.min(usage.cachedTokens ?? 0, usage.inputTokens);
  const input = ((usage.inputTokens - cached) * rates.input + cached * (rates.cachedInput ?? rates.input)) / million;
  const output = (usage.outputTokens * rates.output) / million;
  const usd = isLong ? 2 * input + 1.5 * output : input + output;
  return { basis: priced.basis, usd, rates, ...(priced.basis === 'published' ? { asOf: priced.asOf } : {}), ...guess };
}

/** Two costs of one answer, which was taken up again; unknown if one of them is. */
export function costSum(first: Cost | undefined, second: Cost): Cost {
  if (first === undefined) return second;
  if (first.usd === undefined || second.usd === undefined) return { basis: 'unknown', ...(second.estimated === true ? { estimated: true } : {}) };
  return { ...second, usd: first.usd + second.usd, ...(first.estimated === true ? { estimated: true } : {}) };
}
