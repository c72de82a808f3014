import type { Cost, Rates } from '../src/shared/model.ts';
import { moneyInWords } from '../src/shared/moneyInWords.ts';

/** What an answer cost, in a word; empty where nothing was noted. */
export function costLabel(cost: Cost | undefined): string {
  if (cost === undefined) return '';
  if (cost.basis === 'local') return 'local';
  return cost.usd === undefined ? 'price unknown' : `≈ ${moneyInWords(cost.usd)}`;
}

/** How that was reckoned, in a sentence or two. */
export function costReckoning(cost: Cost | undefined): string {
  if (cost === undefined) return '';
  const estimated = cost.estimated === true ? ' The server did not count the tokens: they are estimated.' : '';
  if (cost.basis === 'local') return `Answered on this machine: it costs nothing.${estimated}`;
  const { usd, rates } = cost;
  if (usd === undefined || rates === undefined) return `Nobody has told what this model costs here; you can, in the setting assistants.prices.${estimated}`;
  const prices = pricesInWords(rates);
  if (cost.basis === 'own') return `About ${moneyInWords(usd)}, by the prices in your settings: ${prices}.${estimated}`;
  return `About ${moneyInWords(usd)}, by OpenAI’s prices as of ${cost.asOf ?? ''}: ${prices}. Tools cost extra.${estimated}`;
}

function pricesInWords({ input, cachedInput, output }: Rates): string {
  const cached = cachedInput === undefined ? '' : `, $${String(cachedInput)} of them cached`;
  return `$${String(input)} for a million tokens in${cached}, $${String(output)} out`;
}
