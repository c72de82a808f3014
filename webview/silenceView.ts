import type { Silence } from '../src/shared/silence.ts';
import { h } from './elements.ts';
import { notice } from './notice.ts';
import type { AnswerSteps } from './outcome.ts';
import { t } from './l10n.ts';

/** Says that nothing comes of an answer, and lets the user choose what to do about it; is read out at once. */
export class SilenceView {
  readonly element = h('div', { class: 'silence' });
  readonly #steps: Pick<AnswerSteps, 'askServer' | 'keepWaiting' | 'stop'>;
  #shown: Silence | undefined;

  constructor(steps: Pick<AnswerSteps, 'askServer' | 'keepWaiting' | 'stop'>) {
    this.#steps = steps;
  }

  show(silence: Silence | undefined): void {
    if (silence === this.#shown) return;
    this.#shown = silence;
    this.element.replaceChildren(...(silence === undefined ? [] : [this.#notice(silence)]));
  }

  #notice({ seconds, canAsk, asking }: Silence): HTMLElement {
    const { keepWaiting, askServer, stop } = this.#steps;
    const toStop = { name: t('Stop'), press: stop };
    if (asking === true) return notice({ tone: 'info', message: t('Asking the server how this answer stands…'), buttons: [toStop] });
    const toAsk = canAsk === true ? [{ name: t('Check the Server'), press: askServer }] : [];
    return notice({ tone: 'info', role: 'alert', message: t('Nothing has arrived for {0} seconds.', seconds), buttons: [{ name: t('Keep Waiting'), press: keepWaiting }, ...toAsk, toStop] });
  }
}
