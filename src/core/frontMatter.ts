/** The two parts of a Markdown file with a head: offsets count in UTF-16 units. */
export interface FrontMatter {
  /** The YAML between the marks; empty if there is none. */
  readonly head: string;
  /** Where the head begins in the file. */
  readonly headAt: number;
  /** The text below, without the blank lines at its ends. */
  readonly body: string;
  readonly bodyAt: number;
  /** Whether the head has begun and never ends. */
  readonly open: boolean;
}

/** Splits a file at the `---` lines of its head, as Jekyll and VS Code's own prompt files do. */
export function splitFrontMatter(text: string): FrontMatter {
  const begin = /^\uFEFF?---[ \t]*(?:\r?\n|$)/.exec(text);
  if (begin === null) return { head: '', headAt: 0, ...bodyFrom(text, text.startsWith('\uFEFF') ? 1 : 0), open: false };
  const headAt = begin[0].length;
  const end = /^---[ \t]*(?:\r?\n|$)/m.exec(text.slice(headAt));
  if (end === null) return { head: text.slice(headAt), headAt, body: '', bodyAt: text.length, open: true };
  return { head: text.slice(headAt, headAt + end.index), headAt, ...bodyFrom(text, headAt + end.index + end[0].length), open: false };
}

function bodyFrom(text: string, from: number): Pick<FrontMatter, 'body' | 'bodyAt'> {
  const rest = text.slice(from);
  const blank = /^(?:[ \t]*\r?\n)*/.exec(rest)?.[0].length ?? 0;
  return { body: rest.slice(blank).trimEnd(), bodyAt: from + blank };
}
