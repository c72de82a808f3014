import type { Meter } from '../src/shared/protocol.ts';
import { h, setAttributes } from './elements.ts';

/** How full the model's window would be: a quiet line, which says more when it is pointed at. */
export class MeterView {
  readonly element = h('span', { class: 'meter', role: 'img', hidden: true });

  show(meter: Meter | undefined): void {
    this.element.hidden = meter === undefined;
    if (meter === undefined) return;
    const { tokens, window, reserved = 0, passages } = meter;
    const [used, free] = [tokens.toLocaleString('en'), reserved.toLocaleString('en')];
    const name = window === undefined
      ? `About ${used} tokens with the next message; how many the model takes is unknown.`
      : `About ${used} of ${window.toLocaleString('en')} tokens with the next message; ${free} are kept free for the answer.`;
    const onTop = passages === undefined ? '' : ` Passages found in the assistant’s files come on top: up to ${passages.toLocaleString('en')} tokens.`;
    const about = passages === undefined ? `~${used}` : `~${used}+`;
    this.element.textContent = window === undefined ? `${about} tokens` : `${about} of ${window.toLocaleString('en')}`;
    this.element.classList.toggle('full', window !== undefined && tokens + reserved > window);
    setAttributes(this.element, { 'aria-label': name + onTop, title: name + onTop });
  }
}
