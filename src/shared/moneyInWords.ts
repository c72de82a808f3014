import { language, t } from './words.ts';

/** An amount in USD, as exact as it matters: “$0.0021”, “$0.034”, “$1.25”. */
export function moneyInWords(usd: number): string {
  if (usd > 0 && usd < 0.0001) return t('under $0.0001');
  const digits = usd >= 1 || usd === 0 ? 2 : usd >= 0.01 ? 3 : 4;
  return `$${usd.toLocaleString(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
