import { attachmentLimit } from './attachments.ts';

/** The largest file that is opened to be attached, in bytes: no text within the limit takes more, in whatever encoding. */
export const readableSize = attachmentLimit * 4;

/** Why a file of this size is not opened; undefined if it may be. */
export function sizeProblem(name: string, bytes: number): string | undefined {
  if (bytes === 0) return `${name} is empty.`;
  if (bytes > readableSize) return `${name} is too large to be sent as text (${megabytes(bytes)}; at most ${megabytes(readableSize)}). Select a part of it.`;
  return undefined;
}

/** Why this is no text to be sent: what could not be decoded stands in it as U+FFFD, what was no text at all as NUL. */
export function textProblem(name: string, text: string, encoding: string): string | undefined {
  if (text.includes('\0')) return `${name} is not a text file.`;
  if (!text.includes('\uFFFD')) return undefined;
  return `${name} cannot be read as ${encoding}: open it, choose “Reopen with Encoding”, and attach it again.`;
}

/** What to say of things that were not attached or uploaded: the first reasons, and how many more there are. */
export function problemWords(problems: readonly string[], done: 'attached' | 'uploaded' = 'attached'): string {
  const [first = '', second, ...others] = problems;
  if (second === undefined) return `Not ${done}: ${first}`;
  return `${String(problems.length)} things were not ${done}: ${first} ${second}${others.length === 0 ? '' : ` And ${String(others.length)} more.`}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
