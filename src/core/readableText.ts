import { t } from '../shared/words.ts';

/** Why this is no text to be sent: what could not be decoded stands in it as U+FFFD, what was no text at all as NUL. */
export function textProblem(name: string, text: string, encoding: string): string | undefined {
  if (text.includes('\0')) return t('{0} is not a text file.', name);
  if (!text.includes('\uFFFD')) return undefined;
  return t('{0} cannot be read as {1}: open it, choose “Reopen with Encoding”, and attach it again.', name, encoding);
}

/** A reason that says which file it is about. */
export function namedProblem(name: string, reason: string): string {
  return reason.includes(name) ? reason : t('“{0}”: {1}', name, reason);
}

/** What to say of things that were not attached or uploaded: the first reasons, and how many more there are. */
export function problemWords(problems: readonly string[], done: 'attached' | 'uploaded' = 'attached'): string {
  const [first = '', second, ...others] = problems;
  const isUpload = done === 'uploaded';
  if (second === undefined) return isUpload ? t('Not uploaded: {0}', first) : t('Not attached: {0}', first);
  const words = isUpload ? t('{0} things were not uploaded: {1} {2}', problems.length, first, second) : t('{0} things were not attached: {1} {2}', problems.length, first, second);
  return others.length === 0 ? words : `${words} ${t('And {0} more.', others.length)}`;
}
