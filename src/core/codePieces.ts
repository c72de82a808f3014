/** A piece of code between two marks. */
export interface CodePiece {
  readonly lines: readonly string[];
  /** Whether a mark stands before it, and behind it. */
  readonly goesOn: { readonly before: boolean; readonly behind: boolean };
}

const comment = String.raw`(?:\/\/|#|--|\/\*|<!--|;|%|\{\s*\/\*)`;
const end = String.raw`\s*(?:\*\/\s*\}?|-->)?\s*$`;
const words = String.raw`[^\n]{0,80}\b(?:existing|rest|remaining|unchanged|previous|other|omitted|same)\b[^\n]{0,80}`;
const dotted = new RegExp(String.raw`^\s*${comment}\s*(?:\.{3}|…)(?:\s*|${words})(?:\.{3}|…)?${end}`, 'i');
const trailing = new RegExp(String.raw`^\s*${comment}${words}(?:\.{3}|…)${end}`, 'i');
const bare = /^\s*(?:\.{3}|…)\s*(?:existing|rest of)[\w\s]{0,40}(?:\.{3}|…)?\s*$/i;

/** The code cut at the marks that stand for what remains as it is. */
export function piecesOf(lines: readonly string[]): { readonly pieces: readonly CodePiece[]; readonly hasMarks: boolean } {
  const groups: string[][] = [[]];
  for (const line of lines) {
    if (isMark(line)) groups.push([]);
    else groups.at(-1)?.push(line);
  }
  const pieces = groups.map((group, index): CodePiece => ({ lines: trimmed(group), goesOn: { before: index > 0, behind: index < groups.length - 1 } }));
  return { pieces: pieces.filter((piece) => piece.lines.length > 0), hasMarks: groups.length > 1 };
}

function isMark(line: string): boolean {
  return dotted.test(line) || trailing.test(line) || bare.test(line);
}

/** Without empty lines at either end. */
function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line.trim() !== '') + 1);
}
