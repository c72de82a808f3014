import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';
import { icon } from './elements.ts';

// The toolkit learns the theme in a `load` handler, so this module belongs to the script that the page loads first.
provideVSCodeDesignSystem().register(vsCodeButton());

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
