import { moneyInWords } from '../src/shared/moneyInWords.ts';
import type { Meter, Spent } from '../src/shared/meter.ts';
import { h, setAttributes } from './elements.ts';
import { language, t } from './l10n.ts';

/** How full the model's window is and what the thread has cost: a quiet line, which says more when it is pointed at. */
export class GlanceView {
  readonly element = h('p', { class: 'glance', role: 'img', hidden: true });

  show(meter: Meter | undefined): void {
    const { spent } = meter ?? {};
    const { window } = meter ?? {};
    const share = meter === undefined || window === undefined ? undefined : percent(meter.tokens / window);
    const used = spent === undefined || spent.tokens === 0 ? [] : [t('{0} tokens', short(spent.tokens)), price(spent)];
    const parts = [...(share === undefined || window === undefined ? [] : [t('{0} of {1}', share, short(window))]), ...used];
    this.element.hidden = parts.length === 0;
    if (meter === undefined) return;
    this.element.textContent = parts.join(' · ');
    const name = [windowSentence(meter, share), threadSentence(spent), todaySentence(meter.today)].filter((sentence) => sentence !== '').join(' ');
    setAttributes(this.element, { 'aria-label': name, title: name });
  }
}

function windowSentence({ tokens, window }: Meter, share: string | undefined): string {
  if (window === undefined || share === undefined) return '';
  return t('With the next message, about {0} of the model’s {1} tokens are used ({2}).', tokens, window, share);
}

function threadSentence(spent: Spent | undefined): string {
  if (spent === undefined || spent.tokens === 0) return '';
  return t('This thread, with all its versions, retries and summaries: {0} tokens, {1}.', spent.tokens, priceInFull(spent));
}

function todaySentence(today: Spent | undefined): string {
  if (today === undefined || today.tokens === 0) return '';
  return t('Today, all threads: {0} tokens, {1}.', today.tokens, priceInFull(today));
}

function price({ tokens, usd, local, unpriced }: Spent): string {
  if (local === tokens) return 'local';
  if (unpriced === 0) return `≈ ${moneyInWords(usd)}`;
  return usd === 0 ? t('price unknown') : t('≈ {0} + unknown', moneyInWords(usd));
}

function priceInFull({ tokens, usd, local, unpriced }: Spent): string {
  if (local === tokens) return t('answered on this machine at no cost');
  if (unpriced === 0) return t('about {0}', moneyInWords(usd));
  return usd === 0 ? t('at a price that nobody has told (you can, in the setting assistants.prices)') : t('about {0}, without {1} tokens of unknown price', moneyInWords(usd), unpriced);
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? t('under 1%') : `${String(Math.round(100 * share))}%`;
}

function short(count: number): string {
  return count.toLocaleString(language(), { notation: 'compact', maximumFractionDigits: 1 });
}
