import { t } from './l10n.ts';
/** The most of one block that is read at once, in characters: the rest is in the conversation. */
const longest = 2000;

/** What a screen reader is to say of a block of an answer; of code only what it is, since it is better read line by line. */
export function spokenWords(block: Element): string {
  if (block.matches('.code-block')) {
    const about = Array.from(block.querySelectorAll('.code-language, .code-count'), ({ textContent }) => textContent).filter((part) => part !== '');
    return [t('Code'), ...about].join(', ');
  }
  const parts = block.matches('table') ? Array.from(block.querySelectorAll('tr'), cellsOf) : [block.textContent];
  return parts.join('; ').replaceAll(/\s+/g, ' ').trim().slice(0, longest);
}

function cellsOf(row: Element): string {
  return Array.from(row.querySelectorAll('th, td'), ({ textContent }) => textContent).join(', ');
}
