import { h, icon } from './elements.ts';

/** What a menu offers. */
export interface MenuItem {
  readonly name: string;
  readonly iconName: string;
  readonly press: () => void;
}

/** Opens a menu at a button: walked with the arrow keys, left with Escape or Tab; the focus goes back to the button. */
export function openMenu(button: HTMLElement, items: readonly MenuItem[]): void {
  const rows = items.map(({ name, iconName }) => h('button', { type: 'button', role: 'menuitem', tabindex: '-1', class: 'menu-item' }, [icon(iconName), name]));
  const menu = h('div', { class: 'menu', role: 'menu' }, rows);
  const leaving = new AbortController();
  const { signal } = leaving;
  const close = (): void => {
    if (signal.aborted) return;
    leaving.abort();
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
  };
  const walk = (step: number): void => {
    const at = rows.findIndex((row) => row === document.activeElement);
    rows.at((at + step + rows.length) % rows.length)?.focus();
  };
  for (const [index, row] of rows.entries()) {
    row.addEventListener('click', () => {
      close();
      button.focus();
      items[index]?.press();
    });
  }
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') walk(1);
    else if (event.key === 'ArrowUp') walk(-1);
    else if (event.key === 'Home') rows[0]?.focus();
    else if (event.key === 'End') rows.at(-1)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      button.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && menu.contains(relatedTarget))) close();
  }, { signal });
  window.addEventListener('scroll', close, { capture: true, signal });
  window.addEventListener('resize', close, { signal });
  document.body.append(menu);
  place(menu, button);
  button.setAttribute('aria-expanded', 'true');
  rows[0]?.focus({ preventScroll: true });
}

/** Below the button, or above it where there is no room, and never out of the page. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const { top, bottom, right } = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = bottom + height <= window.innerHeight ? bottom : Math.max(0, top - height);
  menu.style.setProperty('top', `${String(below)}px`);
  menu.style.setProperty('left', `${String(Math.max(0, right - width))}px`);
}
