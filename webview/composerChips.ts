import type { SpecialForm } from '../src/shared/attachmentForms.ts';
import type { Chip } from '../src/shared/chip.ts';
import { goingWith } from '../src/shared/goingWith.ts';
import type { CurrentEditorView, EditorFollowing } from '../src/shared/snapshot.ts';
import { chips } from './chips.ts';
import { h } from './elements.ts';
import { t } from './l10n.ts';

/** What the chips ask for. */
interface ComposerChipSteps {
  readonly open: (attachmentId: string) => void;
  /** Lets the user choose how something travels. */
  readonly travel: (attachmentId: string) => void;
  readonly detach: (attachmentId: string) => void;
  readonly follow: (following: EditorFollowing) => void;
  readonly thumbnail: (attachment: Chip, place: HTMLElement) => void;
  /** What had the focus is gone. */
  readonly left: () => void;
}

/** What goes with the next prompt: what was attached, and what goes along by itself. */
export class ComposerChips {
  readonly element = h('div', { class: 'composer-chips' });
  readonly #steps: ComposerChipSteps;
  #attachments: readonly Chip[] = [];
  #currentEditor: CurrentEditorView = { following: 'off' };
  #takes: readonly SpecialForm[] = [];

  constructor(steps: ComposerChipSteps) {
    this.#steps = steps;
  }

  /** What was attached. */
  get attachments(): readonly Chip[] {
    return this.#attachments;
  }

  /** All that goes with the next prompt: nothing is sent that is not among it. */
  get along(): readonly Chip[] {
    return goingWith(this.#attachments, this.#currentEditor.attachment);
  }

  /** `takes`: what the connection takes besides text. */
  show(attachments: readonly Chip[], currentEditor: CurrentEditorView, takes: readonly SpecialForm[]): void {
    if (attachments === this.#attachments && currentEditor === this.#currentEditor && takes === this.#takes) return;
    const isMore = attachments.length > this.#attachments.length;
    this.#attachments = attachments;
    this.#currentEditor = currentEditor;
    this.#takes = takes;
    const hadFocus = this.element.contains(document.activeElement);
    const { following, attachment } = currentEditor;
    this.element.replaceChildren(chips(this.along, {
      takes,
      open: this.#steps.open,
      travel: this.#steps.travel,
      remove: (id) => {
        if (id === attachment?.id) this.#steps.follow('off');
        else this.#steps.detach(id);
      },
      thumbnail: this.#steps.thumbnail,
      ...(attachment === undefined ? {} : { current: { id: attachment.id, words: following === 'pinned' ? t('pinned') : t('current editor') } }),
    }));
    if (isMore) this.element.scrollTop = this.element.scrollHeight;
    if (hadFocus) this.#steps.left();
  }
}
