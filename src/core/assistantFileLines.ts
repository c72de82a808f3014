import { splitFrontMatter } from './frontMatter.ts';

/** Where in a head an offset lies. All offsets count from the file’s first character. */
export interface HeadPlace {
  /** The characters of its line before the offset, and all of the line. */
  readonly before: string;
  readonly line: string;
  readonly lineAt: number;
  /** The keys above it, outermost first: `tools` for an entry of that list. */
  readonly above: readonly string[];
  /** All keys of the head's first level. */
  readonly keys: readonly string[];
}

/** Where this offset lies in the head, by lines alone: half-typed YAML has places too. Undefined outside of the head. */
export function placeInHead(text: string, offset: number): HeadPlace | undefined {
  const { head, headAt } = splitFrontMatter(text);
  if (headAt === 0 || offset < headAt || offset > headAt + head.length) return undefined;
  const at = offset - headAt;
  const from = head.lastIndexOf('\n', at - 1) + 1;
  // The line of the closing mark lies outside.
  if (from === head.length && text.startsWith('---', headAt + from) && at > from) return undefined;
  const line = /^[^\r\n]*/.exec(head.slice(from))?.[0] ?? '';
  const keys = [...head.matchAll(/^([\w-]+)[ \t]*:(?=[ \t\r\n]|$)/gm)].map(([, name]) => name ?? '');
  return { before: line.slice(0, at - from), line, lineAt: headAt + from, above: keysAbove(head.slice(0, from), line), keys };
}

/** The nearest keys above that are less indented than the line, and than each other. */
function keysAbove(textAbove: string, line: string): readonly string[] {
  const above: string[] = [];
  let indent = depthOf(line);
  for (const other of textAbove.split(/\r?\n/).toReversed()) {
    const match = /^(?<space>\s*(?:-\s+)*)(?<key>[\w-]+)\s*:/.exec(other);
    const depth = match?.groups?.['space']?.length ?? 0;
    if (match !== null && depth < indent) {
      above.unshift(match.groups?.['key'] ?? '');
      indent = depth;
    }
    if (indent === 0 || (match === null && other.trim() !== '' && /^[^\s#-]/.test(other))) break;
  }
  return above;
}

// An entry of a list may stand right under its key, with no space before it: it lies one deeper than it looks.
function depthOf(line: string): number {
  const [space = ''] = /^\s*(?:-\s+|-$)*/.exec(line) ?? [];
  return space === '' ? 0 : Math.max(space.length, 1);
}
