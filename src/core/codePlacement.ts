import { findBlock } from './blockMatch.ts';
import { piecesOf } from './codePieces.ts';

/**
 * The file with this code in its place; undefined where the place cannot be told for certain. A whole file takes the place of all;
 * a piece goes where its first and last lines stand; marks such as `// ... existing code ...` stand for what remains.
 */
export function placeCode(file: string, code: string): string | undefined {
  const lines = linesOf(file);
  const { pieces, hasMarks } = piecesOf(linesOf(code));
  if (hasMarks) return placePieces(lines, pieces)?.join('\n');
  const [whole] = pieces;
  if (whole === undefined) return undefined;
  if (lines.every(isBlank) || isWhole(lines, whole.lines)) return `${whole.lines.join('\n')}${file === '' || file.endsWith('\n') ? '\n' : ''}`;
  return placePieces(lines, [whole])?.join('\n');
}

function placePieces(lines: readonly string[], pieces: ReturnType<typeof piecesOf>['pieces']): readonly string[] | undefined {
  const placed: (readonly string[])[] = [];
  let from = 0;
  for (const piece of pieces) {
    const found = findBlock(lines, piece, from);
    if (found === undefined) return undefined;
    placed.push(lines.slice(from, found.start), found.lines);
    from = found.end;
  }
  return [...placed, lines.slice(from)].flat();
}

/** Whether the code is another version of all the file: it begins as the file does, or says again most of what the file says. */
function isWhole(file: readonly string[], code: readonly string[]): boolean {
  const first = code.find(isSaying)?.trimEnd();
  const at = file.findIndex((line) => isSaying(line) && line.trimEnd() === first);
  const begins = at >= 0 && !file.slice(0, at).some(isSaying);
  if (at >= 0 && !begins) return false;
  const ends = code.findLast((line) => !isBlank(line)) === file.findLast((line) => !isBlank(line));
  const said = new Set(code.map((line) => line.trim()));
  const saying = file.filter(isSaying);
  const again = saying.filter((line) => said.has(line.trim())).length / saying.length;
  const last = file.findLast(isSaying)?.trim() ?? '';
  return again > 0.5 || (begins && ends && said.has(last));
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

/** Whether a line says something of its own, unlike a bracket. */
function isSaying(line: string): boolean {
  return /[\p{L}\p{N}_]/u.test(line);
}
