import { h } from './elements.ts';
import { t } from './l10n.ts';

/** Says how long to wait until that time, in milliseconds since the epoch, and falls silent when it has come. Screen readers are left in peace. */
export function countdown(until: number): HTMLElement {
  const element = h('span', { class: 'countdown', 'aria-live': 'off' });
  const show = (): boolean => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    element.textContent = seconds > 0 ? t('Try again in {0} s.', String(seconds)) : '';
    return seconds > 0;
  };
  if (!show()) return element;
  const timer = setInterval(() => {
    if (!show() || !element.isConnected) clearInterval(timer);
  }, 1000);
  return element;
}
