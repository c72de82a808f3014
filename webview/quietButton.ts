import { h, icon } from './elements.ts';

/** A small button with an icon, made without the toolkit: a page may hold thousands. Buttons of one `control` do the same in different messages. */
export function quietButton(options: {
  readonly name: string;
  readonly hint?: string;
  readonly iconName: string;
  readonly label?: Node;
  readonly control?: string;
  readonly disabled?: boolean;
  readonly press: () => void;
}): HTMLButtonElement {
  const { name, hint = name, iconName, label, control, disabled = false, press } = options;
  const attributes = { type: 'button', class: 'quiet-button', 'aria-label': name, title: hint, 'data-control': control, disabled };
  const button = h('button', attributes, label === undefined ? [icon(iconName)] : [icon(iconName), label]);
  button.addEventListener('click', press);
  return button;
}
