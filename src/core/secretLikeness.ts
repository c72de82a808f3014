// What people write where a credential would stand; the last are base64 of 1234567890 as in the token of jwt.io, and the tokens of RFC 6749.
const exampleWords = /example|sample|placeholder|change[-_]?me|redacted|replace|your[-_]|insert|dummy|foobar|lorem|x{6}|\*{3}|\.{3}|^test[-_]|abcdefgh|0123456|1234567|IxMjM0NTY3ODkw|2YotnFZFEjr1zCsicMWpAA|tGzv3JOkF0XG5Qx2TlKWIA/i;

// What a program fills in: ${NAME}, $(command), {{ name }}, <name>, %NAME%, @name@, $NAME, process.env.NAME; the dotted name of a thing.
const references = /^[<{[]|^\$[A-Za-z_]\w*$|^%[^%]*%$|^@\w*@$|\$\{|\$\(|\{\{|\benv(?:iron)?\b|^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/i;

/** The Shannon entropy of a text, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}

// Words with a number at most, as EMPTY_INT32_ARRAY and /oauth2/v2.0/token have them.
const wordOfName = /^(?:[A-Z]?[a-z]{1,16}|[A-Z]{1,16})?\d{0,3}$/;

/** Whether a text is made of words, as names in code and paths are: few digits, long runs of letters. */
function isName(text: string): boolean {
  const pieces = text.split(/[_./:@-]/);
  if (pieces.length >= 3 && pieces.every((piece) => wordOfName.test(piece))) return true;
  const digits = text.replaceAll(/\D/g, '').length;
  const words = [...text.matchAll(/[A-Z]?[a-z]{3,}|[A-Z]{4,}/g)].reduce((sum, [word]) => sum + word.length, 0);
  return /^[\w$./:@-]+$/.test(text) && digits * 10 <= text.length && words * 10 >= text.length * 7;
}

/** Whether what follows the prefix of a credential is more than an example of one. */
export function isIssued(rest: string): boolean {
  return entropy(rest) >= 2.5 && !exampleWords.test(rest);
}

/** Whether a text is as random as made keys are: letters and digits, and none of them often. */
export function isRandom(text: string): boolean {
  return text.length >= 16 && /\d/.test(text) && /[A-Za-z]/.test(text) && entropy(text) >= 3.2 && !references.test(text) && !exampleWords.test(text) && !isName(text);
}

// hash(word), z.string().min(8), encrypt(first, v8::Isolate::GetCurrent()
const call = /^[A-Za-z_$][\w$.:]*\((?:.*[)\]},;(]|[^)]*)$/;

// The names of types that have a version.
const type = /^(?:[A-Z][a-z]+){2,8}V\d$/;

/** Whether a text may be a password that somebody chose: no stand-in, no mere word, no path, no code. */
export function isPassword(text: string): boolean {
  return /^[!-~\u00A1-\u024F]{8,}$/.test(text) && /[\d!#&*+^~?]/.test(text) && /[A-Za-z]/.test(text) && entropy(text) >= 2.5 && !references.test(text) && !call.test(text) && !type.test(text)
    && !/passw|example|placeholder|change[-_]?me|redacted|your[-_]|x{4}|\*{3}|\.{3}|^[~.]{0,2}\/|^https?:/i.test(text);
}

/** Whether this is base64 of a name and a password (RFC 7617). */
export function isBasic(text: string): boolean {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const [, password] = /^[\x20-\x7E]*?:(?<password>[\x20-\x7E]{3,})$/.exec(atob(text)) ?? [];
  return password !== undefined;
}
