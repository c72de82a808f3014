import type { SendKey } from '../src/shared/status.ts';
import { textLimit } from '../src/shared/schemas.ts';
import { t } from './l10n.ts';

/** VS Code keeps drags to itself unless Shift is held: https://github.com/microsoft/vscode/issues/182449. */
export const dropHint = t('Drop to attach. Keep Shift held: without it, VS Code opens what you drop.');

/** What the empty composer says. */
export function placeholder(name: string, sendKey: SendKey, isRunning: boolean): string {
  if (sendKey === 'ctrlEnter') {
    return isRunning ? t('Ask {0} next… (Ctrl+Enter to queue, Ctrl+Shift+Enter to stop the answer and send)', name) : t('Ask {0}… (Ctrl+Enter to send, Enter for a new line)', name);
  }
  return isRunning ? t('Ask {0} next… (Enter to queue, Ctrl+Enter to stop the answer and send)', name) : t('Ask {0}… (Enter to send, Shift+Enter for a new line)', name);
}

/** Why a text cannot be sent; empty if it can. */
export function tooLong(length: number): string {
  if (length <= textLimit) return '';
  return t('This is too long to send: {0} characters, where {1} are the most.', length, textLimit);
}
