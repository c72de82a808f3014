import type { Attachment } from '../src/shared/model.ts';
import { visible } from './visibleText.ts';

/** What an attachment is called: `src/a.ts:3-9`, or `src/a.ts:3` for a single line. */
export function attachmentName({ path, startLine, endLine }: Attachment): string {
  const lines = startLine === endLine ? String(startLine) : `${String(startLine)}-${String(endLine)}`;
  return `${visible(path)}:${lines}`;
}
