import { h, icon } from './elements.ts';
import { quietButton } from './quietButton.ts';

/** One step of a menu. */
export interface MenuItem {
  readonly name: string;
  readonly iconName: string;
  readonly press: () => void;
}

/** A button that opens a menu: arrow keys, Home, End and first letters move in it; Escape, Tab and a press elsewhere close it. */
export function menuButton(options: { readonly name: string; readonly control?: string; readonly items: () => readonly MenuItem[] }): HTMLButtonElement {
  const { name, control, items } = options;
  let open: HTMLElement | undefined;
  const button = quietButton({ name, iconName: 'ellipsis', ...(control === undefined ? {} : { control }), press: () => {
    if (open === undefined) show();
    else open.hidePopover();
  } });
  button.setAttribute('aria-haspopup', 'menu');
  button.setAttribute('aria-expanded', 'false');

  const show = (): void => {
    const menu = menuOf(name, items());
    open = menu;
    button.after(menu);
    menu.addEventListener('toggle', (event) => {
      if (!(event instanceof ToggleEvent) || event.newState !== 'closed') return;
      const hadFocus = menu.contains(document.activeElement);
      menu.remove();
      open = undefined;
      button.setAttribute('aria-expanded', 'false');
      if (hadFocus || document.activeElement === document.body) button.focus();
    });
    menu.showPopover({ source: button });
    button.setAttribute('aria-expanded', 'true');
    rows(menu)[0]?.focus();
  };
  return button;
}

function menuOf(name: string, items: readonly MenuItem[]): HTMLElement {
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': name });
  menu.popover = 'auto';
  for (const item of items) {
    const row = h('button', { type: 'button', class: 'menu-item', role: 'menuitem', tabindex: '-1' }, [icon(item.iconName), item.name]);
    row.addEventListener('click', () => {
      menu.hidePopover();
      item.press();
    });
    menu.append(row);
  }
  menu.addEventListener('keydown', (event) => { move(menu, event); });
  return menu;
}

function move(menu: HTMLElement, event: KeyboardEvent): void {
  const all = rows(menu);
  const at = all.findIndex((row) => row === document.activeElement);
  if (event.key === 'Tab') {
    menu.hidePopover();
    return;
  }
  const to = nextRow(event.key, at, all);
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
}

function nextRow(key: string, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  if (key === 'ArrowDown') return all[(at + 1) % all.length];
  if (key === 'ArrowUp') return all.at(at <= 0 ? -1 : at - 1);
  if (key === 'Home') return all[0];
  if (key === 'End') return all.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find((row) => row.textContent.toLowerCase().startsWith(key.toLowerCase()));
}

function rows(menu: HTMLElement): readonly HTMLElement[] {
  return Array.from(menu.querySelectorAll<HTMLElement>('[role=menuitem]'));
}
