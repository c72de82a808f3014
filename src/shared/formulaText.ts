const letters = /[\p{L}\p{N}]/u;

/** Signs that formulas are made with and prose is not. */
const signs = /[\\^_={}+*<>|&]/;

/** Two words with a space between, neither of them a command: prose. */
const prose = /(?<![\\\p{L}])\p{L}{2,}\s+\p{L}{2,}/u;

/** An amount of money, with or without words after it. */
const amount = /^\d[\d.,]*(?:\s*[kKmMbB]n?)?(?:$|[\s–—-])/;

/** Whether what stands between signs that only formulas have, such as `\(` and `\)`, is a formula and not an escaped bracket. */
export function isFormula(tex: string): boolean {
  return letters.test(tex) && (signs.test(tex) || !prose.test(tex));
}

/** Whether what stands between two dollar signs is a formula: not where it could be money or a name of the shell. */
export function isFormulaInDollars(tex: string): boolean {
  if (!letters.test(tex) || /^\s|\s$|`/.test(tex) || !isBalanced(tex)) return false;
  const isMoney = amount.test(tex) && !/^\d[\d.,]*\s*[\\^_=+*/<>|-]\s*\S/.test(tex);
  return !isMoney && !(prose.test(tex) && !signs.test(tex)) && !/^\p{Lu}[\p{Lu}\d_]{2,}$/u.test(tex);
}

function isBalanced(tex: string): boolean {
  const count = (sign: string): number => tex.split(sign).length;
  return count('(') + count('[') === count(')') + count(']') && count('{') === count('}');
}
