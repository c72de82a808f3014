import type { Attachment } from '../src/shared/attachment.ts';
import { visible } from './visibleText.ts';

/** What an attachment is called: `src/a.ts:3-9`, `src/a.ts:3` for a single line, or its name alone. */
export function attachmentName({ path, lines }: Pick<Attachment, 'lines' | 'path'>): string {
  if (lines === undefined) return visible(path);
  const [first, last] = lines;
  return `${visible(path)}:${String(first)}${first === last ? '' : `-${String(last)}`}`;
}
