import { chipOf } from '../src/shared/chip.ts';
import type { Prompt } from '../src/shared/message.ts';
import type { SendKey } from '../src/shared/status.ts';
import { textLimit } from '../src/shared/schemas.ts';
import { chips, type ChipSteps } from './chips.ts';
import { listenToKeys } from './composerKeys.ts';
import { keepFromComposing } from './composition.ts';
import { h } from './elements.ts';
import { textButton } from './toolkit.ts';
import { t } from './l10n.ts';

/** What becomes of what is written. */
interface EditSteps {
  readonly chips: ChipSteps;
  readonly sendKey: () => SendKey;
  /** Resolves with whether it was stored. */
  readonly send: (text: string, attachmentIds: readonly string[]) => Promise<boolean>;
  readonly typed: (text: string) => void;
  readonly close: () => void;
}

/** A prompt that is being written anew, in its own place: Enter sends it, Escape leaves it as it was. */
export class PromptEditor {
  readonly element: HTMLElement;
  readonly #steps: EditSteps;
  readonly #area = h('textarea', { 'aria-label': t('Edit message'), rows: '2', dir: 'auto', autocomplete: 'off' });
  readonly #chips = h('div');
  #attachments: Prompt['attachments'];
  #sending = false;

  constructor({ text, attachments }: Pick<Prompt, 'text' | 'attachments'>, steps: EditSteps) {
    this.#steps = steps;
    this.#attachments = attachments;
    this.#area.value = text;
    keepFromComposing(this.#area);
    this.#area.addEventListener('input', () => { steps.typed(this.#area.value); });
    listenToKeys(this.#area, { sendKey: steps.sendKey, send: () => void this.#send(), sendNow: () => void this.#send() });
    const buttons = [
      textButton({ name: t('Send'), primary: true, press: () => void this.#send() }),
      textButton({ name: t('Cancel'), press: steps.close }),
    ];
    this.element = h('div', { class: 'prompt-editor' }, [this.#area, this.#chips, h('div', { class: 'prompt-editor-buttons' }, buttons)]);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      steps.close();
    });
    this.#showChips();
  }

  /** Puts the cursor behind the text. */
  focus(): void {
    this.#area.focus();
    this.#area.setSelectionRange(this.#area.value.length, this.#area.value.length);
  }

  #showChips(): void {
    const remove = (id: string): void => {
      this.#attachments = this.#attachments.filter((attachment) => attachment.id !== id);
      this.#showChips();
      this.#area.focus();
    };
    this.#chips.replaceChildren(chips(this.#attachments.map(chipOf), { ...this.#steps.chips, remove }));
  }

  async #send(): Promise<void> {
    const text = this.#area.value;
    if (this.#sending || text.length > textLimit || (text.trim() === '' && this.#attachments.length === 0)) return;
    this.#sending = true;
    const stored = await this.#steps.send(text, this.#attachments.map(({ id }) => id));
    this.#sending = false;
    if (stored) this.#steps.close();
  }
}
