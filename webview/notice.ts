import { countdown } from './countdown.ts';
import { h, icon } from './elements.ts';
import { quietButton } from './quietButton.ts';
import { textButton } from './toolkit.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** A button of a notice. The first one of a notice is the one that is meant. */
export interface NoticeButton {
  readonly name: string;
  readonly press: () => void;
}

/** A sentence about what went wrong, with the steps out of it. */
export function notice(options: {
  readonly tone: 'error' | 'info' | 'warning';
  readonly title?: string;
  readonly message: string;
  readonly buttons: readonly NoticeButton[];
  /** `alert` is read out at once. */
  readonly role?: 'alert';
  /** Until when to wait, in milliseconds since the epoch. */
  readonly waitUntil?: number | undefined;
  readonly dismiss?: () => void;
}): HTMLElement {
  const { tone, title, message, buttons, role, waitUntil, dismiss } = options;
  const words = h('p', { class: 'notice-words', dir: 'auto' }, [visible(message)]);
  if (title !== undefined) words.prepend(h('strong', {}, [title]), ' ');
  if (waitUntil !== undefined) words.append(' ', countdown(waitUntil));
  const row = h('div', { class: 'notice-buttons', hidden: buttons.length === 0 });
  row.append(...buttons.map((button, index) => textButton({ ...button, primary: index === 0 })));
  const element = h('div', { class: `notice ${tone}`, role }, [icon(tone), h('div', { class: 'notice-body' }, [words, row])]);
  if (dismiss !== undefined) element.append(quietButton({ name: t('Dismiss'), iconName: 'close', press: dismiss }));
  return element;
}
