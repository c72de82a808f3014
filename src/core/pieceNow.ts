/** The lines of a file, from 1, both ends included. */
type Lines = readonly [first: number, last: number];

/**
 * The lines in which a piece of a text stands now: those that it had, where it stands there still, or others, where it stands nowhere but in
 * them; undefined where it is not there any more, or in several other places. How lines end makes no difference.
 */
export function linesNow(text: string, piece: { readonly text: string; readonly lines: Lines }): Lines | undefined {
  const [whole, part] = [withPlainEnds(text), withPlainEnds(piece.text)];
  const [first, last] = piece.lines;
  const starts: number[] = [];
  let line = 1;
  let counted = 0;
  for (let at = part === '' ? -1 : whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    line += whole.slice(counted, at).split('\n').length - 1;
    counted = at;
    if (line === first) return piece.lines;
    starts.push(line);
  }
  const [start, another] = starts;
  return start === undefined || another !== undefined ? undefined : [start, start + last - first];
}

/** What stands in these lines of a text now, as far as there are such lines; empty if there are none. */
export function textAt(text: string, [first, last]: Lines): string {
  return text.split('\n').slice(first - 1, last).join('\n');
}

function withPlainEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
