import type { AnswerState, Thread } from '../src/shared/model.ts';
import { h } from './elements.ts';
import { runningAnswer } from './threadRows.ts';
import { t } from './l10n.ts';

const words: Readonly<Record<Exclude<AnswerState, 'running'>, string>> = {
  complete: t('Answer complete'),
  incomplete: t('Answer incomplete'),
  stopped: t('Answer stopped'),
  interrupted: t('Answer interrupted'),
  failed: t('Answer failed'),
};

/** Tells screen readers when an answer that they saw begin has come to its end. */
export class Announcer {
  readonly element = h('div', { class: 'visually-hidden', role: 'status' });
  #threadId: string | undefined;
  #runningId: string | undefined;

  follow(thread: Thread | undefined): void {
    const followed = thread?.id === this.#threadId ? thread?.messages.findLast(({ id }) => id === this.#runningId) : undefined;
    if (followed?.role === 'assistant' && followed.state !== 'running') this.element.textContent = words[followed.state];
    const running = runningAnswer(thread);
    if (running !== undefined && running.id !== this.#runningId) this.element.textContent = '';
    this.#threadId = thread?.id;
    this.#runningId = running?.id;
  }
}
