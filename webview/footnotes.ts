import type { Citation } from '../src/shared/answerParts.ts';
import { h, icon } from './elements.ts';
import { quietButton } from './quietButton.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** The most of a quotation that a tooltip shows, in characters. */
const hintLimit = 300;

/** The sources of an answer, as a list under it; `open` is told which one is pressed. What lies on no disk here cannot be opened. */
export function footnotes(citations: readonly Citation[], open: (index: number) => void): HTMLElement | undefined {
  if (citations.length === 0) return undefined;
  const items = citations.map((citation, index) => h('li', {}, [footnote(citation, () => { open(index); })]));
  return h('ul', { class: 'footnotes', 'aria-label': t('Sources') }, items);
}

function footnote(citation: Citation, press: () => void): HTMLElement {
  const words = wordsOf(citation);
  const label = h('span', { class: 'footnote-place' }, [words]);
  const quote = visible((citation.quote ?? '').trim());
  const hint = quote.length > hintLimit ? `${quote.slice(0, hintLimit)}…` : quote;
  if (citation.path === undefined) return h('span', { class: 'footnote', ...(hint === '' ? {} : { title: hint }) }, [icon('file'), label]);
  return quietButton({ name: t('Open {0}', words), ...(hint === '' ? {} : { hint }), iconName: 'go-to-file', label, press });
}

/** “[1] docs/tea.md:3-9” */
function wordsOf({ number, name, startLine, endLine = startLine }: Citation): string {
  const mark = number === undefined ? '' : `[${String(number)}] `;
  const lines = startLine === undefined ? '' : startLine === endLine ? `:${String(startLine)}` : `:${String(startLine)}-${String(endLine)}`;
  return `${mark}${visible(name)}${lines}`;
}
