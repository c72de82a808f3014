import { provideVSCodeDesignSystem, vsCodeButton, vsCodeDivider, vsCodeProgressRing, vsCodeTextField } from '@vscode/webview-ui-toolkit';
import { icon } from './elements.ts';

// Only what a page has a handful of is made with the toolkit: each of its elements has a shadow tree, a style sheet and a controller of
// its own, too much for what stands in every message. docs/toolkit.md says of each of its components where it is used, or why it is not.
// The toolkit learns the theme in a `load` handler, so this module belongs to the script that the page loads first.
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField(), vsCodeProgressRing(), vsCodeDivider());

/** A button that is told what to do when it is pressed. */
interface ButtonOptions {
  readonly name: string;
  readonly press: () => void;
  readonly primary?: boolean;
}

interface IconButtonOptions extends ButtonOptions {
  readonly iconName: string;
  /** The tooltip; the name if absent. */
  readonly hint?: string;
}

/** A button with its name on it. */
export function textButton({ name, press, primary = false }: ButtonOptions): HTMLElement {
  return toolkitButton({ appearance: primary ? 'primary' : 'secondary' }, name, press);
}

/** A button with an icon on it; screen readers say its name. */
export function iconButton({ name, press, primary = false, iconName, hint = name }: IconButtonOptions): HTMLElement {
  return toolkitButton({ 'aria-label': name, title: hint, appearance: primary ? 'primary' : 'icon' }, icon(iconName), press);
}

function toolkitButton(attributes: Readonly<Record<string, string>>, content: Node | string, press: () => void): HTMLElement {
  const button = document.createElement('vscode-button');
  for (const [name, value] of Object.entries(attributes)) button.setAttribute(name, value);
  button.append(content);
  button.addEventListener('click', press);
  return button;
}

/** A line between what belongs apart. */
export function divider(): HTMLElement {
  return document.createElement('vscode-divider');
}

/** A ring that turns. It calls itself an alert: it belongs where screen readers are left in peace. */
export function progressRing(): HTMLElement {
  return document.createElement('vscode-progress-ring');
}
