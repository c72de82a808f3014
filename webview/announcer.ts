import type { AnswerState } from '../src/shared/message.ts';
import type { Thread } from '../src/shared/thread.ts';
import { h } from './elements.ts';
import { spokenWords } from './spokenWords.ts';
import { runningAnswer } from './threadRows.ts';
import { t } from './l10n.ts';

const words: Readonly<Record<Exclude<AnswerState, 'running'>, string>> = {
  complete: t('Answer complete'),
  incomplete: t('Answer incomplete'),
  stopped: t('Answer stopped'),
  interrupted: t('Answer interrupted'),
  failed: t('Answer failed'),
};

/** How many paragraphs stay in the page for a screen reader that is still busy with them. */
const mostKept = 20;

/** Reads an answer to screen readers as it arrives: each paragraph once it is whole, and at the end how it ended. */
export class Announcer {
  readonly elements: readonly HTMLElement[];
  readonly #ended = h('div', { class: 'visually-hidden', role: 'status' });
  readonly #said = h('div', { class: 'visually-hidden', 'aria-live': 'polite', 'aria-relevant': 'additions' });
  readonly #blocksOf: (messageId: string) => readonly Element[];
  #threadId: string | undefined;
  #runningId: string | undefined;
  /** How many blocks of the running answer were read. */
  #read = 0;

  /** `blocksOf`: the blocks of an answer as they stand in the page, first to last. */
  constructor(blocksOf: (messageId: string) => readonly Element[]) {
    this.#blocksOf = blocksOf;
    this.elements = [this.#said, this.#ended];
  }

  follow(thread: Thread | undefined): void {
    const isSame = thread?.id === this.#threadId;
    const followed = isSame ? thread?.messages.findLast(({ id }) => id === this.#runningId) : undefined;
    if (followed?.role === 'assistant' && followed.state !== 'running') {
      this.#readTo(this.#blocksOf(followed.id));
      this.#ended.textContent = words[followed.state];
    }
    const running = runningAnswer(thread);
    if (running !== undefined && running.id !== this.#runningId) {
      this.#ended.textContent = '';
      this.#said.replaceChildren();
      // What was there before the thread came on show is no news.
      this.#read = isSame ? 0 : wholeOf(this.#blocksOf(running.id)).length;
    }
    if (running !== undefined) this.#readTo(wholeOf(this.#blocksOf(running.id)));
    this.#threadId = thread?.id;
    this.#runningId = running?.id;
  }

  #readTo(blocks: readonly Element[]): void {
    if (blocks.length <= this.#read) return;
    const news = blocks.slice(this.#read).map(spokenWords).filter((said) => said !== '');
    this.#read = blocks.length;
    // Without a screen reader, nobody needs the words twice.
    if (!document.body.classList.contains('vscode-using-screen-reader')) return;
    this.#said.append(...news.map((said) => h('p', {}, [said])));
    while (this.#said.childElementCount > mostKept) this.#said.firstElementChild?.remove();
  }
}

/** The last block may still grow. */
function wholeOf(blocks: readonly Element[]): readonly Element[] {
  return blocks.slice(0, -1);
}
