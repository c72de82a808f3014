import type { Chip } from '../src/shared/chip.ts';
import { t } from './l10n.ts';

/** From how many lines or characters on a pasted text becomes an attachment. */
const mostLines = 10;
const mostCharacters = 2000;

/** Whether a pasted text is so long that it would bury what is written around it. */
export function isLong(text: string): boolean {
  return text.length > mostCharacters || linesOf(text) > mostLines;
}

/** The file that a long pasted text becomes. */
export function pastedFile(text: string): File {
  const lines = linesOf(text);
  return new File([text], lines === 1 ? t('Pasted text, 1 line') : t('Pasted text, {0} lines', String(lines)), { type: 'text/plain' });
}

/** Which of these a pasted text has become, if it was the last that was attached. */
export function pastedAs(text: string, attachments: readonly Chip[]): Chip | undefined {
  const last = attachments.at(-1);
  const { name, size } = pastedFile(text);
  return last?.kind === 'dropped' && last.path === name && last.bytes === size ? last : undefined;
}

function linesOf(text: string): number {
  return text.trimEnd().split('\n').length;
}
