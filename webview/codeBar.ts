import type { CodeUse } from '../src/shared/asks.ts';
import { h } from './elements.ts';
import { menuButton, type MenuItem } from './menu.ts';
import { quietButton } from './quietButton.ts';
import { t } from './l10n.ts';

/** One thing that can be done with a block of code. */
interface CodeAction extends Pick<MenuItem, 'name' | 'iconName'> {
  readonly use: CodeUse | 'wrap';
  readonly hint: string;
  /** Where it stands: always in the bar, in a wide one, or in the menu alone. */
  readonly stands: 'bar' | 'menu';
}

const actions: readonly CodeAction[] = [
  { use: 'apply', name: t('Apply'), hint: t('Apply: show as a change of the file it belongs to'), iconName: 'diff', stands: 'bar' },
  { use: 'insert', name: t('Insert at Cursor'), hint: t('Insert at the cursor of the editor'), iconName: 'insert', stands: 'bar' },
  { use: 'run', name: t('Put into Terminal'), hint: t('Put into the terminal, without running it'), iconName: 'terminal', stands: 'bar' },
  { use: 'applyTo', name: t('Apply to Another File…'), hint: '', iconName: 'diff-multiple', stands: 'menu' },
  { use: 'newFile', name: t('New File'), hint: '', iconName: 'new-file', stands: 'menu' },
  { use: 'wrap', name: t('Wrap Lines'), hint: '', iconName: 'word-wrap', stands: 'menu' },
];

const shells: ReadonlySet<string> = new Set(['bash', 'bat', 'cmd', 'console', 'fish', 'ksh', 'powershell', 'ps', 'ps1', 'pwsh', 'sh', 'shell', 'shellscript', 'terminal', 'zsh']);

/** What stands above a block of code: its language and length, and what can be done with it. What a narrow bar has no room for is in its menu. */
export class CodeBar {
  readonly element: HTMLElement;
  readonly #language = h('span', { class: 'code-language' });
  readonly #count = h('span', { class: 'code-count' });
  readonly #buttons: readonly { readonly action: CodeAction; readonly button: HTMLButtonElement }[];
  readonly #more: HTMLButtonElement;
  readonly #press: (use: CodeUse | 'wrap') => void;
  #isShell = false;

  constructor(copy: HTMLButtonElement, press: (use: CodeUse | 'wrap') => void) {
    this.#press = press;
    this.#buttons = actions.filter(({ stands }) => stands === 'bar').map((action) => {
      const { name, hint, iconName, use } = action;
      return { action, button: quietButton({ name, hint, iconName, control: name, press: () => { press(use); } }) };
    });
    this.#more = menuButton({ name: t('More for this code'), control: 'More for this code', items: () => this.#items() });
    const wide = h('span', { class: 'code-wide' }, this.#buttons.map(({ button }) => button));
    this.element = h('div', { class: 'code-bar' }, [this.#language, this.#count, wide, copy, this.#more]);
  }

  /** A block that still grows can only be copied. */
  show(language: string, lines: number, isOpen: boolean): void {
    this.#isShell = shells.has(language.toLowerCase());
    this.#language.textContent = language;
    this.#count.textContent = lines === 1 ? t('1 line') : t('{0} lines', lines);
    this.#more.disabled = isOpen;
    for (const { action, button } of this.#buttons) {
      button.disabled = isOpen;
      button.hidden = !this.#fits(action);
    }
  }

  #items(): readonly MenuItem[] {
    const inSight = new Set(this.#buttons.filter(({ button }) => button.checkVisibility()).map(({ action }) => action));
    return actions.filter((action) => !inSight.has(action) && this.#fits(action)).map(({ use, name, iconName }) => ({ name, iconName, press: () => { this.#press(use); } }));
  }

  #fits({ use }: CodeAction): boolean {
    return this.#isShell ? use !== 'apply' && use !== 'applyTo' : use !== 'run';
  }
}
