import { moneyInWords } from '../src/shared/moneyInWords.ts';
import type { Meter, Spent } from '../src/shared/protocol.ts';
import { h, setAttributes } from './elements.ts';

/** How full the model's window is and what the thread has cost: a quiet line, which says more when it is pointed at. */
export class GlanceView {
  readonly element = h('p', { class: 'glance', role: 'img', hidden: true });

  show(meter: Meter | undefined): void {
    const { spent } = meter ?? {};
    const { window } = meter ?? {};
    const share = meter === undefined || window === undefined ? undefined : percent(meter.tokens / window);
    const used = spent === undefined || spent.tokens === 0 ? [] : [`${short(spent.tokens)} tokens`, price(spent)];
    const parts = [...(share === undefined || window === undefined ? [] : [`${share} of ${short(window)}`]), ...used];
    this.element.hidden = parts.length === 0;
    if (meter === undefined) return;
    this.element.textContent = parts.join(' · ');
    const name = [windowSentence(meter, share), threadSentence(spent), todaySentence(meter.today)].filter((sentence) => sentence !== '').join(' ');
    setAttributes(this.element, { 'aria-label': name, title: name });
  }
}

function windowSentence({ tokens, window }: Meter, share: string | undefined): string {
  if (window === undefined || share === undefined) return '';
  return `With the next message, about ${tokens.toLocaleString('en')} of the model’s ${window.toLocaleString('en')} tokens are used (${share}).`;
}

function threadSentence(spent: Spent | undefined): string {
  if (spent === undefined || spent.tokens === 0) return '';
  return `This thread, with all its versions, retries and summaries: ${spent.tokens.toLocaleString('en')} tokens, ${priceInFull(spent)}.`;
}

function todaySentence(today: Spent | undefined): string {
  if (today === undefined || today.tokens === 0) return '';
  return `Today, all threads: ${today.tokens.toLocaleString('en')} tokens, ${priceInFull(today)}.`;
}

function price({ tokens, usd, local, unpriced }: Spent): string {
  if (local === tokens) return 'local';
  if (unpriced === 0) return `≈ ${moneyInWords(usd)}`;
  return usd === 0 ? 'price unknown' : `≈ ${moneyInWords(usd)} + unknown`;
}

function priceInFull({ tokens, usd, local, unpriced }: Spent): string {
  if (local === tokens) return 'answered on this machine at no cost';
  if (unpriced === 0) return `about ${moneyInWords(usd)}`;
  const without = unpriced.toLocaleString('en');
  return usd === 0 ? `at a price that nobody has told (you can, in the setting assistants.prices)` : `about ${moneyInWords(usd)}, without ${without} tokens of unknown price`;
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1%' : `${String(Math.round(100 * share))}%`;
}

function short(count: number): string {
  return count.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 });
}
