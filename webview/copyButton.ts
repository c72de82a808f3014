import { h } from './elements.ts';
import { quietButton } from './quietButton.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** How long the button says that it has copied, in milliseconds. */
const saying = 2000;

/** A button that copies this text exactly, and says so for a moment. `elsewhere` may take the copying over, and says whether it was done. */
export function copyButton(name: string, text: () => string, elsewhere: (text: string) => Promise<boolean> | undefined = () => undefined): HTMLButtonElement {
  const label = h('span', { class: 'copy-label' }, [t('Copy')]);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (words: string): void => {
    label.textContent = words;
    label.dataset['said'] = '';
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = t('Copy');
      delete label.dataset['said'];
    }, saying);
  };
  return quietButton({ name, iconName: 'copy', label, press: () => void copyAndSay(text(), elsewhere, say) });
}

async function copyAndSay(text: string, elsewhere: (text: string) => Promise<boolean> | undefined, say: (words: string) => void): Promise<void> {
  if (!(await (elsewhere(text) ?? copied(text)))) say(t('Not copied'));
  else say(visible(text) === text ? t('Copied') : t('Copied, with hidden characters'));
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The way that needs no permission; the focus goes back to where it was. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = h('textarea', { class: 'visually-hidden' });
  area.value = text;
  document.body.append(area);
  area.select();
  // oxlint-disable-next-line typescript/no-deprecated -- the only way left where the clipboard is refused
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
