// What a matched letter is worth. The order of these is that of VS Code's quick open (src/vs/base/common/fuzzyScorer.ts): the beginning
// weighs most, then a folder's beginning, a word's beginning, a hump.
const plain = 1;
const atStart = 8;
const afterSlash = 5;
const afterSeparator = 4;
const atHump = 3;
const inName = 2;

/** Set in the worth of a capital letter. */
export const capitalBit = 128;

/** The letters of many paths, one path after the other: a query runs over all of them at each key. */
export class PathLetters {
  /** The codes of the letters, small for capital ones. */
  codes = new Uint16Array(1 << 16);
  /** What is gained by a match there, with `capitalBit` for a capital letter. */
  worths = new Uint8Array(1 << 16);
  #used = 0;

  /** How many letters are held, those of forgotten paths among them. */
  get used(): number {
    return this.#used;
  }

  /** Takes up a path and its small form, and tells where it begins. */
  add(text: string, folded: string, nameStart: number): number {
    const start = this.#used;
    this.#used += text.length;
    if (this.#used > this.codes.length) this.#grow();
    for (let at = 0; at < text.length; at += 1) {
      const isCapital = text.charCodeAt(at) !== folded.charCodeAt(at);
      this.codes[start + at] = folded.charCodeAt(at);
      this.worths[start + at] = plain + startWorth(text, at, nameStart) + (at >= nameStart ? inName : 0) + (isCapital ? capitalBit : 0);
    }
    return start;
  }

  #grow(): void {
    const { codes, worths } = this;
    this.codes = new Uint16Array(this.#used * 2);
    this.worths = new Uint8Array(this.#used * 2);
    this.codes.set(codes);
    this.worths.set(worths);
  }
}

/** What is gained by beginning a run of letters there. */
function startWorth(text: string, at: number, nameStart: number): number {
  if (at === nameStart) return atStart;
  const before = text.charCodeAt(at - 1);
  if (at === 0 || before === 47) return afterSlash;
  if (separates(before)) return afterSeparator;
  return isCapitalLetter(text.charCodeAt(at)) && !isCapitalLetter(before) ? atHump : 0;
}

/** Whether this is neither a letter nor a digit, of ASCII. */
function separates(code: number): boolean {
  return code < 48 || (code > 57 && code < 65) || (code > 90 && code < 97);
}

function isCapitalLetter(code: number): boolean {
  return code >= 65 && code <= 90;
}
