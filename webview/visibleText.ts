const hidden = /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}\u{E007F}|[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** White space, and the marks that scripts and emoji need: Arabic letter mark, the two zero width joiners, the two direction marks. */
const needed = new Set(['\t', '\n', '\r', '\u061C', '\u200C', '\u200D', '\u200E', '\u200F']);

/** The text with characters that cannot be seen, or that turn the direction of others, written out as `⟦U+202E⟧`. */
export function visible(text: string): string {
  return text.replace(hidden, (match, offset: number) => {
    if (needed.has(match) || match.startsWith('\u{1F3F4}')) return match;
    if (isSelector(match) && offset > 0 && !isSelector(characterBefore(text, offset))) return match;
    return `⟦U+${(match.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`;
  });
}

function isSelector(character: string): boolean {
  return /^\p{Variation_Selector}$/u.test(character);
}

function characterBefore(text: string, offset: number): string {
  return Array.from(text.slice(Math.max(0, offset - 2), offset)).at(-1) ?? '';
}
