import type { StateBlock, StateInline } from 'markdown-it';

const definition = /^\[\^(?<label>[^\]\s^]{1,60})\]:/;
const mark = /^\[\^(?<label>[^\]\s^]{1,60})\]/;

/** The labels of the notes that a text defines, as kept in its environment. */
function notesOf(env: Record<string, unknown>): Set<unknown> {
  const { notes } = env;
  return notes instanceof Set ? notes : new Set();
}

/** Reads a note: `[^1]: words`, and what is indented by four columns under it. */
export function noteBlockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const indent = state.sCount[startLine] ?? 0;
  const found = definition.exec(state.src.slice(start, Math.min(state.eMarks[startLine] ?? 0, start + 80)));
  const label = found?.groups?.['label'];
  if (found === null || label === undefined || indent - state.blkIndent >= 4) return false;
  if (silent) return true;
  notesOf(state.env).add(label);
  const open = state.push('note_open', 'div', 1);
  open.info = label;
  const lines: [number, number] = [startLine, 0];
  open.map = lines;
  const before = { mark: state.bMarks[startLine] ?? 0, shift: state.tShift[startLine] ?? 0, parent: state.parentType };
  const colon = start + found[0].length;
  const words = state.skipSpaces(colon);
  state.bMarks[startLine] = colon;
  state.tShift[startLine] = words - colon;
  state.blkIndent += 4;
  state.sCount[startLine] = state.blkIndent;
  state.md.block.tokenize(state, startLine, endLine);
  state.blkIndent -= 4;
  state.bMarks[startLine] = before.mark;
  state.tShift[startLine] = before.shift;
  state.sCount[startLine] = indent;
  lines[1] = state.line;
  state.push('note_close', 'div', -1);
  return true;
}

/** Reads a mark such as `[^1]`, where the text has such a note. */
export function noteInlineRule(state: StateInline, silent: boolean): boolean {
  const [whole = '', label] = mark.exec(state.src.slice(state.pos, state.pos + 80)) ?? [];
  if (label === undefined || !notesOf(state.env).has(label)) return false;
  if (!silent) state.push('note_mark', '', 0).content = label;
  state.pos += whole.length;
  return true;
}
