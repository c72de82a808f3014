import type { Cost, Rates } from '../src/shared/usage.ts';
import { moneyInWords } from '../src/shared/moneyInWords.ts';
import { t } from './l10n.ts';

/** What an answer cost, in a word; empty where nothing was noted. */
export function costLabel(cost: Cost | undefined): string {
  if (cost === undefined) return '';
  if (cost.basis === 'local') return t('local');
  return cost.usd === undefined ? t('price unknown') : `≈ ${moneyInWords(cost.usd)}`;
}

/** How that was reckoned, in a sentence or two. */
export function costReckoning(cost: Cost | undefined): string {
  if (cost === undefined) return '';
  return [reckoning(cost), cost.estimated === true ? t('The server did not count the tokens: they are estimated.') : ''].filter((sentence) => sentence !== '').join(' ');
}

function reckoning({ basis, usd, rates, asOf = '' }: Cost): string {
  if (basis === 'local') return t('Answered on this machine: it costs nothing.');
  if (usd === undefined || rates === undefined) return t('Nobody has told what this model costs here; you can, in the setting assistants.prices.');
  const prices = pricesInWords(rates);
  if (basis === 'own') return t('About {0}, by the prices in your settings: {1}.', moneyInWords(usd), prices);
  return t('About {0}, by OpenAI’s prices as of {1}: {2}. Tools cost extra.', moneyInWords(usd), asOf, prices);
}

function pricesInWords({ input, cachedInput, output }: Rates): string {
  return cachedInput === undefined
    ? t('${0} for a million tokens in, ${1} out', String(input), String(output))
    : t('${0} for a million tokens in, ${1} of them cached, ${2} out', String(input), String(cachedInput), String(output));
}
