import type { SendKey } from '../src/shared/protocol.ts';
import { textLimit } from '../src/shared/schemas.ts';

/** VS Code keeps drags to itself unless Shift is held: https://github.com/microsoft/vscode/issues/182449. */
export const dropHint = 'Drop to attach. Keep Shift held: without it, VS Code opens what you drop.';

/** What the empty composer says. */
export function placeholder(name: string, sendKey: SendKey, isRunning: boolean): string {
  if (sendKey === 'ctrlEnter') {
    return isRunning ? `Ask ${name} next… (Ctrl+Enter to queue, Ctrl+Shift+Enter to stop the answer and send)` : `Ask ${name}… (Ctrl+Enter to send, Enter for a new line)`;
  }
  return isRunning ? `Ask ${name} next… (Enter to queue, Ctrl+Enter to stop the answer and send)` : `Ask ${name}… (Enter to send, Shift+Enter for a new line)`;
}

/** Why a text cannot be sent; empty if it can. */
export function tooLong(length: number): string {
  if (length <= textLimit) return '';
  return `This is too long to send: ${length.toLocaleString('en')} characters, where ${textLimit.toLocaleString('en')} are the most.`;
}
