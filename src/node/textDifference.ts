/** A text as another one with a piece of its own: how many characters it shares at the beginning and at the end, and what stands between. */
export interface Difference {
  readonly head: number;
  readonly tail: number;
  readonly middle: string;
}

/** How many characters are compared at once: engines compare pieces faster than letters. */
const step = 4096;

/** What makes `after` of `before`. No character is cut in half: the halves could not be stored. */
export function difference(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  const sameHead = shared(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const head = isHalf(after, sameHead) ? sameHead - 1 : sameHead;
  const sameTail = shared(shorter - head, (from, to) => before.slice(before.length - to, before.length - from) === after.slice(after.length - to, after.length - from));
  const tail = isHalf(after, after.length - sameTail) ? sameTail - 1 : sameTail;
  return { head, tail, middle: after.slice(head, after.length - tail) };
}

/** How far it is the same, up to `most`. */
function shared(most: number, isSame: (from: number, to: number) => boolean): number {
  let length = 0;
  for (let width = step; width >= 1; ) {
    if (length + width <= most && isSame(length, length + width)) length += width;
    else width = Math.floor(width / 2);
  }
  return length;
}

/** The text that the difference makes of the one before. */
export function merged(before: string, { head, tail, middle }: Difference): string {
  return `${before.slice(0, head)}${middle}${before.slice(before.length - tail)}`;
}

/** Whether a character reaches over this place. */
function isHalf(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));
}
