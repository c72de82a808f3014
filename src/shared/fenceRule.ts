import type { StateBlock, Token } from 'markdown-it';
import { FenceReader, fenceOf, type Fence } from './fence.ts';

/** What is known of a block of code besides its token. */
interface FencedBlock {
  readonly fence: Fence;
  /** Columns that the opening fence is indented by; as many are taken off each line. */
  readonly indent: number;
  readonly open: boolean;
}

const fenced = new WeakMap<Token, FencedBlock>();

/** What is known of the block of code that this token stands for; nothing of one that is only indented. */
export function fencedBlock(token: Token): FencedBlock | undefined {
  return fenced.get(token);
}

/** Reads a block of code between fences; the fences within a block of Markdown do not end it. */
export function fenceRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const indent = state.sCount[startLine] ?? 0;
  if (indent - state.blkIndent >= 4) return false;
  const fence = fenceOf(lineOf(state, startLine));
  if (fence === undefined) return false;
  if (silent) return true;
  const reader = new FenceReader(fence);
  let next = startLine + 1;
  while (next < endLine && !leaves(state, next) && !reader.ends(lineOf(state, next))) next += 1;
  const open = next >= endLine || leaves(state, next);
  state.line = open ? next : next + 1;
  const token = state.push('fence', 'code', 0);
  token.info = fence.info;
  token.content = state.getLines(startLine + 1, next, indent, true);
  token.markup = fence.marker.repeat(fence.length);
  token.map = [startLine, state.line];
  fenced.set(token, { fence, indent, open });
  return true;
}

/** Whether a line lies outside of the container that the block stands in. */
function leaves(state: StateBlock, line: number): boolean {
  return !state.isEmpty(line) && (state.sCount[line] ?? 0) < state.blkIndent;
}

/** A line as it stands within its container. */
function lineOf(state: StateBlock, line: number): string {
  return ' '.repeat(Math.min(4, Math.max(0, (state.sCount[line] ?? 0) - state.blkIndent))) + state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
