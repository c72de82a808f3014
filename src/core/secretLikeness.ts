// What people write where a credential would stand; the last is base64 of 1234567890 as in the token of jwt.io.
const exampleWords = /example|sample|placeholder|change[-_]?me|redacted|replace|your[-_]|insert|dummy|foobar|lorem|x{6}|\*{3}|\.{3}|^test[-_]|abcdefgh|0123456|1234567|IxMjM0NTY3ODkw/i;

// What a program fills in: ${NAME}, $(command), {{ name }}, <name>, %NAME%, @name@, $NAME, process.env.NAME; the dotted name of a thing.
const references = /^[<{[]|^\$[A-Za-z_]\w*$|^%[^%]*%$|^@\w*@$|\$\{|\$\(|\{\{|\benv(?:iron)?\b|^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/i;

/** The Shannon entropy of a text, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}

/** Whether a text is made of words, as names in code and paths are: few digits, long runs of letters. */
function isName(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  const words = [...text.matchAll(/[A-Z]?[a-z]{3,}|[A-Z]{4,}/g)].reduce((sum, [word]) => sum + word.length, 0);
  return /^[\w$./:@-]+$/.test(text) && digits * 10 <= text.length && words * 2 >= text.length;
}

/** Whether what follows the prefix of a credential is more than an example of one. */
export function isIssued(rest: string): boolean {
  return entropy(rest) >= 2.5 && !exampleWords.test(rest);
}

/** Whether a text is as random as made keys are: letters and digits, and none of them often. */
export function isRandom(text: string): boolean {
  return text.length >= 16 && /\d/.test(text) && /[A-Za-z]/.test(text) && entropy(text) >= 3.2 && !references.test(text) && !exampleWords.test(text) && !isName(text);
}

/** Whether a text may be a password that somebody chose: no stand-in, no mere word, no path. */
export function isPassword(text: string): boolean {
  return text.length >= 8 && /[\d!#&*+^~?]/.test(text) && /[A-Za-z]/.test(text) && entropy(text) >= 2.5 && !references.test(text)
    && !/passw|example|placeholder|change[-_]?me|redacted|your[-_]|x{4}|\*{3}|\.{3}|[()]|^[~.]{0,2}\/|^https?:/i.test(text);
}
