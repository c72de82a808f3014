import type { Output } from '../src/shared/answerParts.ts';
import type { Answer } from '../src/shared/message.ts';
import { canBeOpened, isShown, outputAt } from '../src/shared/outputs.ts';
import { setAttributes } from './elements.ts';
import { imageElement } from './imageElement.ts';
import type { OutputSteps } from './outputsView.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** An image in the place of the words that stood for it. */
interface Filled {
  readonly outputId: string;
  readonly words: readonly Node[];
}

/** Makes links of the places in which an answer leads to what its assistant made, and shows images where they stand. */
export class OutputLinks {
  readonly #answer: HTMLElement;
  readonly #steps: OutputSteps;
  /** What a press on each place does; nothing while its file is not there. */
  readonly #leads = new Map<Element, (() => void) | undefined>();
  readonly #filled = new Map<Element, Filled>();

  constructor(answer: HTMLElement, steps: OutputSteps) {
    this.#answer = answer;
    this.#steps = steps;
    answer.addEventListener('click', (event) => { this.#follow(event); });
    answer.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#follow(event);
    });
  }

  /** Looks at an answer that has come to its end, or at what became of its files since; the ids of those that are images in their places. */
  show({ id, outputs = [] }: Answer): ReadonlySet<string> {
    for (const place of this.#answer.querySelectorAll<HTMLElement>('[data-sandbox]')) {
      const output = outputAt(place.dataset['sandbox'] ?? '', outputs);
      if (output !== undefined) this.#lead(place, id, output);
    }
    return new Set([...this.#filled.values()].map(({ outputId }) => outputId));
  }

  /** Leaves the answer as it was, for it may go on. */
  clear(): void {
    for (const link of this.#leads.keys()) {
      link.classList.remove('output-link');
      setAttributes(link, { role: false, tabindex: false, title: false });
    }
    for (const [place, { words }] of this.#filled) place.replaceChildren(...words);
    this.#leads.clear();
    this.#filled.clear();
  }

  #lead(place: HTMLElement, messageId: string, output: Output): void {
    const name = visible(output.name);
    if (output.state !== 'kept') {
      setAttributes(place, { title: `${name}: ${output.state === 'fetching' ? t('being fetched…') : visible(output.why ?? '')}` });
      this.#leads.set(place, undefined);
      return;
    }
    const opens = canBeOpened(output);
    place.classList.add('output-link');
    setAttributes(place, { role: 'link', tabindex: '0', title: opens ? t('Open {0}', name) : t('Save {0}…', name) });
    this.#leads.set(place, () => {
      if (opens) this.#steps.openOutput(messageId, output.id);
      else this.#steps.saveOutput(messageId, output.id);
    });
    if (!place.classList.contains('image') || !isShown(output) || this.#filled.has(place)) return;
    this.#filled.set(place, { outputId: output.id, words: [...place.childNodes] });
    place.replaceChildren(imageElement(name, output.mediaType, () => this.#steps.readImage(messageId, output.id)));
  }

  #follow(event: Event): void {
    const link = event.target instanceof Element ? event.target.closest('.output-link') : null;
    const lead = link === null ? undefined : this.#leads.get(link);
    if (lead === undefined || document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    lead();
  }
}
