// Scripts that are written without spaces between words, and Korean, whose particles cling to them.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;
const runs = /[\p{L}\p{M}\p{N}]+/gu;
const plain = /^[a-zA-Z0-9]+$/;
const parted = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|\p{L}\p{N}|\p{N}\p{L}/u;
const humps = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{N}+/gu;

/** The most letters of one word that are searched by: what is longer is no word. */
const longest = 64;

/**
 * The words of a text as they are searched by, in small letters: identifiers whole and in their parts, and every two neighbouring
 * characters of scripts that do not put spaces between words.
 */
export function searchWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const [run] of text.normalize('NFKC').matchAll(runs)) {
    if (plain.test(run)) {
      addSpaced(words, run);
      continue;
    }
    let from = 0;
    for (const match of run.matchAll(unspaced)) {
      addSpaced(words, run.slice(from, match.index));
      addPairs(words, match[0]);
      from = match.index + match[0].length;
    }
    addSpaced(words, run.slice(from));
  }
  return words;
}

function addSpaced(words: string[], run: string): void {
  if (run === '') return;
  words.push(run.slice(0, longest).toLowerCase());
  if (run.length > longest || !parted.test(run)) return;
  for (const [part] of run.matchAll(humps)) words.push(part.toLowerCase());
}

function addPairs(words: string[], run: string): void {
  const characters = Array.from(run);
  if (characters.length === 1) words.push(run);
  for (let index = 1; index < characters.length; index += 1) words.push(`${characters[index - 1] ?? ''}${characters[index] ?? ''}`);
}
