import { keyboardPlaces } from '../src/shared/keyboard.ts';
import { freshId, h } from './elements.ts';
import { t } from './l10n.ts';
import { iconButton } from './toolkit.ts';

/** The keys of the chat in a dialog: opened by “?” where nothing is being written, closed by Escape. */
export class KeyboardHelp {
  readonly element: HTMLDialogElement;

  constructor() {
    const id = freshId();
    const close = iconButton({ name: t('Close'), hint: t('Close (Escape)'), iconName: 'close', press: () => { this.element.close(); } });
    const head = h('div', { class: 'keys-head' }, [h('h2', { id }, [t('The chat by keyboard')]), close]);
    this.element = h('dialog', { class: 'keys', 'aria-labelledby': id }, [head, h('div', { class: 'keys-places', tabindex: '0', role: 'group', 'aria-labelledby': id }, keyboardPlaces().flatMap(({ place, acts }) => [
      h('h3', {}, [place]),
      h('dl', {}, acts.map(({ does, keys }) => h('div', {}, [h('dt', {}, [does]), h('dd', {}, [keys])]))),
    ]))]);
    document.addEventListener('keydown', (event) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.composedPath()[0]) || this.element.open) return;
      event.preventDefault();
      this.element.showModal();
    });
  }
}

function isWriting(target: EventTarget | undefined): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
