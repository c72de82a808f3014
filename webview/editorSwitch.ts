import type { CurrentEditorView, EditorFollowing } from '../src/shared/snapshot.ts';
import { h, icon, setAttributes } from './elements.ts';
import { t } from './l10n.ts';

interface Face {
  readonly icon: string;
  readonly name: string;
  readonly hint: string;
}

const faces: Readonly<Record<EditorFollowing, Face>> = {
  off: { icon: 'file-code', name: t('Current editor: off'), hint: t('Nothing of the current editor goes along. Press to send the file in front of you, or what is selected in it, with each message.') },
  on: { icon: 'file-code', name: t('Current editor: on'), hint: t('The file in front of you, or what is selected in it, goes with each message. Press to stay with this file.') },
  pinned: { icon: 'pinned', name: t('Current editor: pinned'), hint: t('This file goes with each message, whatever is in front of you. Press to turn it off.') },
};

/** The switch for what goes with each message by itself: off, on, pinned, and off again. */
export class EditorSwitch {
  readonly element = h('button', { type: 'button', class: 'quiet-button editor-switch' });
  #view: CurrentEditorView | undefined;

  constructor(follow: (following: EditorFollowing) => void) {
    this.element.addEventListener('click', () => { follow(this.#next()); });
    this.show({ following: 'off' });
  }

  show(view: CurrentEditorView): void {
    if (view === this.#view) return;
    this.#view = view;
    const { following, attachment, problem } = view;
    const face = faces[following];
    const missing = following === 'off' || attachment !== undefined ? '' : (problem ?? t('No file is open.'));
    setAttributes(this.element, { 'aria-label': missing === '' ? face.name : `${face.name}. ${missing}`, title: face.hint });
    this.element.classList.toggle('off', following === 'off');
    this.element.replaceChildren(icon(face.icon), h('span', { class: 'meta editor-missing', hidden: missing === '' }, [missing]));
  }

  #next(): EditorFollowing {
    const { following = 'off', attachment } = this.#view ?? {};
    if (following === 'off') return 'on';
    return following === 'on' && attachment !== undefined ? 'pinned' : 'off';
  }
}
