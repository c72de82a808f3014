/** A text as another one with a piece of its own: how many characters it shares at the beginning and at the end, and what stands between. */
export interface Difference {
  readonly head: number;
  readonly tail: number;
  readonly middle: string;
}

/** What makes `after` of `before`. No character is cut in half: the halves could not be stored. */
export function difference(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (isHalf(after, head)) head -= 1;
  let tail = 0;
  while (tail < shorter - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  if (isHalf(after, after.length - tail)) tail -= 1;
  return { head, tail, middle: after.slice(head, after.length - tail) };
}

/** The text that the difference makes of the one before. */
export function merged(before: string, { head, tail, middle }: Difference): string {
  return `${before.slice(0, head)}${middle}${before.slice(before.length - tail)}`;
}

/** Whether a character reaches over this place. */
function isHalf(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));
}
