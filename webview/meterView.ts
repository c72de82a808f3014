import type { Meter } from '../src/shared/meter.ts';
import { h, setAttributes } from './elements.ts';
import { language, t } from './l10n.ts';

/** How full the model's window would be: a quiet line, which says more when it is pointed at. */
export class MeterView {
  readonly element = h('span', { class: 'meter', role: 'img', hidden: true });

  show(meter: Meter | undefined): void {
    this.element.hidden = meter === undefined;
    if (meter === undefined) return;
    const { tokens, window, reserved = 0, passages } = meter;
    const name = window === undefined
      ? t('About {0} tokens with the next message; how many the model takes is unknown.', tokens)
      : t('About {0} of {1} tokens with the next message; {2} are kept free for the answer.', tokens, window, reserved);
    const onTop = passages === undefined ? '' : ` ${t('Passages found in the assistant’s files come on top: up to {0} tokens.', passages)}`;
    const about = passages === undefined ? `~${tokens.toLocaleString(language())}` : `~${tokens.toLocaleString(language())}+`;
    this.element.textContent = window === undefined ? t('{0} tokens', about) : t('{0} of {1}', about, window);
    this.element.classList.toggle('full', window !== undefined && tokens + (passages ?? 0) + reserved > window);
    setAttributes(this.element, { 'aria-label': name + onTop, title: name + onTop });
  }
}
