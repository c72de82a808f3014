import type { StateBlock, StateInline, Token } from 'markdown-it';
import { isFormula, isFormulaInDollars } from './formulaText.ts';

const closers: Readonly<Record<string, string>> = { '$$': '$$', '\\[': '\\]', '\\(': '\\)', '$': '$' };

/** The longest formula within a line, in characters. */
const inlineLimit = 2000;

const stillOpen = new WeakSet<Token>();

/** Lines of one text in which no formula ends that begins there: they are looked through once. */
const withoutEnd = new WeakMap<StateBlock, { readonly from: number; readonly to: number }>();

/** The signs that do not come any more in the rest of a line. */
const goneFrom = new WeakMap<StateInline, Set<string>>();

/** Whether the formula of this token has no end yet, so that it may turn out to be none. */
export function isOpenFormula(token: Token): boolean {
  return stillOpen.has(token);
}

/**
 * Reads a formula on lines of its own, between `$$` and `$$` or `\[` and `\]`, without an empty line in it. While the text grows
 * (`growing` in its environment), one that reaches the end of the text is told of as open.
 */
export function formulaBlockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  const opener = first.slice(0, 2);
  const closer = opener === '$$' || opener === '\\[' ? closers[opener] : undefined;
  const known = withoutEnd.get(state);
  if (closer === undefined || (known !== undefined && startLine >= known.from && startLine < known.to)) return false;
  let line = startLine;
  let rest = first.slice(2);
  while (!rest.includes(closer)) {
    line += 1;
    if (line >= endLine || state.isEmpty(line) || (state.sCount[line] ?? 0) < state.blkIndent) break;
    rest = lineOf(state, line);
    if (/^(?:`{3}|~{3})/.test(rest)) break;
  }
  const ended = rest.includes(closer);
  const open = !ended && line >= endLine && state.env['growing'] === true;
  if (!ended && !open) {
    withoutEnd.set(state, { from: startLine, to: line });
    return false;
  }
  const source = state.getLines(startLine, ended ? line + 1 : line, state.blkIndent, false).trim();
  const tex = source.slice(2, ended ? -2 : undefined).trim();
  if (ended && (rest.indexOf(closer) !== rest.length - 2 || !isFormula(tex))) return false;
  if (silent) return true;
  state.line = ended ? line + 1 : line;
  const token = state.push('formula_block', '', 0);
  token.content = tex;
  token.info = source;
  token.map = [startLine, state.line];
  if (open) stillOpen.add(token);
  return true;
}

/** Reads a formula within a line: between `\(` and `\)`, `\[` and `\]`, `$$` and `$$`, or `$` and `$` where that can be nothing else. */
export function formulaInlineRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const opener = /^(?:\$\$|\$|\\[[(])/.exec(src.slice(pos, pos + 2))?.[0];
  const closer = opener === undefined ? undefined : closers[opener];
  if (opener === undefined || closer === undefined) return false;
  const from = pos + opener.length;
  const to = endOf(state, closer, from);
  if (to === undefined || to - from > inlineLimit || to + closer.length > state.posMax) return false;
  const tex = src.slice(from, to);
  if (!(opener === '$' ? isFormulaInDollars(tex) && standsAlone(src, pos, to) : isFormula(tex) && endsHere(src, to, opener))) return false;
  if (!silent) {
    const token = state.push('formula_inline', '', 0);
    token.content = tex;
    token.markup = opener;
    token.info = src.slice(pos, to + closer.length);
  }
  state.pos = to + closer.length;
  return true;
}

function endOf(state: StateInline, closer: string, from: number): number | undefined {
  const gone = goneFrom.get(state) ?? new Set();
  const to = gone.has(closer) ? -1 : state.src.indexOf(closer, from);
  if (to === -1) goneFrom.set(state, gone.add(closer));
  return to === -1 ? undefined : to;
}

/** Whether no letter, digit or further dollar sign stands outside of the two dollar signs at these places. */
function standsAlone(text: string, opens: number, closes: number): boolean {
  return !/[\p{L}\p{N}$\\]$/u.test(text.slice(Math.max(0, opens - 2), opens)) && !/^[\p{L}\p{N}$]/u.test(text.slice(closes + 1, closes + 3)) && !text.slice(0, closes).endsWith('\\');
}

/** Whether the sign at this place is not escaped, nor the end of an escaped link. */
function endsHere(text: string, closes: number, opener: string): boolean {
  const escapes = /\\*$/.exec(text.slice(Math.max(0, closes - 20), closes))?.[0].length ?? 0;
  return escapes % 2 === 0 && !(opener === '\\[' && /^[([:]/.test(text.slice(closes + 2, closes + 3)));
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd();
}
