import type { Output } from '../src/shared/answerParts.ts';
import type { Answer } from '../src/shared/message.ts';
import { canBeOpened, isShown, isShownElsewhere } from '../src/shared/outputs.ts';
import { h, icon } from './elements.ts';
import { imageElement } from './imageElement.ts';
import type { AnswerSteps } from './outcome.ts';
import { quietButton } from './quietButton.ts';
import { sizeInWords } from '../src/shared/sizeInWords.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** What can be asked for about the files of an answer. */
export type OutputSteps = Pick<AnswerSteps, 'readImage' | 'saveOutput' | 'openOutput' | 'retryOutput'>;

/** The files of an answer: images are shown, all can be saved. */
export class OutputsView {
  readonly element = h('ul', { class: 'outputs', 'aria-label': t('Files'), hidden: true });
  readonly #steps: OutputSteps;
  readonly #shown = new Map<string, { readonly output: Output; readonly element: HTMLElement; readonly placed: boolean }>();

  constructor(steps: OutputSteps) {
    this.#steps = steps;
  }

  /** `placed`: the ids of the images that are shown where the text has them, and not once more here. */
  show({ id, outputs = [] }: Answer, placed: ReadonlySet<string>): void {
    this.element.hidden = outputs.length === 0;
    for (const output of outputs) this.#showOutput(id, output, placed.has(output.id)).hidden = isShownElsewhere(output, outputs);
  }

  #showOutput(messageId: string, output: Output, placed: boolean): HTMLElement {
    const before = this.#shown.get(output.id);
    if (before?.output === output && before.placed === placed) return before.element;
    const element = h('li', { class: `output ${output.state}` }, this.#parts(messageId, output, placed));
    this.#shown.set(output.id, { output, element, placed });
    if (before === undefined) this.element.append(element);
    else before.element.replaceWith(element);
    return element;
  }

  #parts(messageId: string, output: Output, placed: boolean): readonly HTMLElement[] {
    const name = visible(output.name);
    const title = h('span', { class: 'output-name' }, [name]);
    if (output.state === 'fetching') return [h('div', { class: 'output-line' }, [icon('loading'), title, h('span', { class: 'meta' }, [t('being fetched…')])])];
    if (output.state === 'lost') return [h('div', { class: 'output-line' }, [icon('warning'), title, h('span', { class: 'meta' }, [visible(output.why ?? '')]), ...this.#retryButton(messageId, output)])];
    const save = quietButton({ name: t('Save {0}…', name), iconName: 'save-as', label: h('span', {}, [t('Save…')]), control: 'Save', press: () => { this.#steps.saveOutput(messageId, output.id); } });
    const open = quietButton({ name: t('Open {0}', name), iconName: 'go-to-file', label: h('span', {}, [t('Open')]), control: 'Open', press: () => { this.#steps.openOutput(messageId, output.id); } });
    const size = h('span', { class: 'meta' }, [sizeInWords(output.bytes ?? 0)]);
    const line = h('div', { class: 'output-line' }, [icon(isShown(output) ? 'file-media' : 'file'), title, size, ...(canBeOpened(output) ? [open] : []), save]);
    return isShown(output) && !placed ? [imageElement(name, output.mediaType, () => this.#steps.readImage(messageId, output.id)), line] : [line];
  }

  /** A way to ask for a lost file once more, until that cannot help any more. */
  #retryButton(messageId: string, { id, name, again }: Output): readonly HTMLElement[] {
    const left = (again?.until ?? Infinity) - Date.now();
    if (again === undefined || left <= 0) return [];
    const button = quietButton({ name: t('Ask for {0} again', visible(name)), iconName: 'refresh', label: h('span', {}, [t('Try Again')]), control: 'Try Again', press: () => { this.#steps.retryOutput(messageId, id); } });
    if (Number.isFinite(left)) setTimeout(() => { button.remove(); }, left);
    return [button];
  }
}
