import type { CodeText } from './codeBlocks.ts';

/** The file that a block of code says it belongs to. */
export interface NamedTarget {
  /** As it was written: relative to the workspace, most often. */
  readonly path: string;
  /** The code without the comment that names the file; the same as all of it where the fence does. */
  readonly rest: string;
}

const path = String.raw`(?:[A-Za-z]:)?[^\s:*?"'<>|${'`'}(){}=,;]+`;
const inFence = new RegExp(String.raw`(?:^|[\s:{"'=])(?<path>${path})(?=["'}\s]|$)`, 'g');
const inComment = new RegExp(String.raw`^\s*(?://|#|--|;|%|/\*|<!--)\s*(?:(?:file|filename|filepath|path)\s*:\s*)?(?<path>${path})\s*(?:\*/|-->)?\s*$`, 'i');

/** Files without an ending that everybody knows. */
const plainNames = /(?:^|\/)(?:Dockerfile|Gemfile|Makefile|Procfile|Rakefile|\.[\w.-]+)$/;

/** Which file a block names: behind the language of its fence, or in a comment as its first line. */
export function namedTarget({ info, text }: CodeText): NamedTarget | undefined {
  const fenced = Array.from(info.replace(/^\{\.[\w-]+/, '').matchAll(inFence), ({ groups }) => groups?.['path'] ?? '').find(isFile);
  if (fenced !== undefined) return { path: fenced, rest: text };
  const [first = '', ...others] = text.split('\n');
  const commented = inComment.exec(first)?.groups?.['path'];
  return commented !== undefined && isFile(commented) ? { path: commented, rest: others.join('\n') } : undefined;
}

function isFile(name: string): boolean {
  return !name.includes('//') && (/[\w)\]-]\.[A-Za-z][\w-]{0,11}$/.test(name) || plainNames.test(name)) && !/^(?:www\.|\d+\.\d|(?:asp|vb)\.net$)/i.test(name);
}

/** The language of a block, as its fence says it, without braces, dots and what follows. */
export function languageOf(info: string): string {
  return (/^\{?\.?(?<name>[\w#+-]+)/.exec(info)?.groups?.['name'] ?? '').toLowerCase();
}
