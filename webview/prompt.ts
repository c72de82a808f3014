import { chipOf } from '../src/shared/chip.ts';
import { chips, type ChipSteps } from './chips.ts';
import { freshId, h } from './elements.ts';
import { menuButton } from './menu.ts';
import { promptMenu, type MessageSteps } from './messageSteps.ts';
import { PromptEditor } from './promptEditor.ts';
import { quietButton } from './quietButton.ts';
import { samePrompt, type PromptRow } from './threadRows.ts';
import { versionArrows } from './versionArrows.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** What the user said, as plain text, which can be said anew in its place. */
export class PromptView {
  readonly element: HTMLElement;
  readonly #steps: MessageSteps;
  readonly #bubble: HTMLElement;
  readonly #bar = h('div', { class: 'bar' });
  readonly #chipSteps: ChipSteps;
  #row: PromptRow;
  #editor: PromptEditor | undefined;

  /** `chipSteps` is what can be done with what went with it. */
  constructor(row: PromptRow, steps: MessageSteps, chipSteps: ChipSteps) {
    this.#row = row;
    this.#steps = steps;
    this.#chipSteps = chipSteps;
    const { text, attachments } = row.message;
    const id = freshId();
    const words = h('div', { class: 'prompt-words', dir: 'auto', hidden: text === '' }, [visible(text)]);
    this.#bubble = h('div', { class: 'bubble' }, [words, chips(attachments.map(chipOf), chipSteps)]);
    this.element = h('article', { class: 'prompt', 'aria-labelledby': id }, [h('h2', { class: 'visually-hidden', id }, [t('You')]), this.#bubble, this.#bar]);
    this.#drawBar();
    const written = steps.writtenFor(row.message.id);
    if (written !== undefined) this.#write(written);
  }

  show(row: PromptRow): void {
    const same = samePrompt(this.#row, row);
    this.#row = row;
    if (!same) this.#drawBar();
  }

  /** Lets the user write it anew. */
  edit(): void {
    (this.#editor ?? this.#write(this.#row.message.text)).focus();
  }

  #drawBar(): void {
    const { message: { id }, versions, idle } = this.#row;
    const edit = (): void => { this.edit(); };
    const parts: HTMLElement[] = [];
    if (versions.length > 1) parts.push(versionArrows(versions, id, t('Versions of this message'), (version) => { this.#steps.select(version); }));
    if (idle) parts.push(quietButton({ name: t('Edit'), hint: t('Edit and send again; this version stays'), iconName: 'edit', control: 'Edit', press: edit }));
    parts.push(menuButton({ name: t('More'), control: 'More', items: () => promptMenu(id, this.#steps, { ...this.#row, edit }) }));
    this.#bar.replaceChildren(...parts);
  }

  #write(words: string): PromptEditor {
    const { message } = this.#row;
    const editor = new PromptEditor({ ...message, text: words }, {
      chips: this.#chipSteps,
      sendKey: () => this.#steps.sendKey(),
      send: (text, attachmentIds) => this.#steps.edit(message.id, text, attachmentIds),
      typed: (text) => { this.#steps.keepWritten(message.id, text); },
      close: () => { this.#close(); },
    });
    this.#editor?.element.remove();
    this.#editor = editor;
    this.#bubble.hidden = true;
    this.#bar.hidden = true;
    this.element.append(editor.element);
    return editor;
  }

  #close(): void {
    this.#steps.keepWritten(this.#row.message.id, undefined);
    this.#editor?.element.remove();
    this.#editor = undefined;
    this.#bubble.hidden = false;
    this.#bar.hidden = false;
    if (this.element.isConnected) this.#bar.querySelector<HTMLElement>('[data-control="Edit"]')?.focus();
  }
}
