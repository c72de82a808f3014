import type { Answer } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import { t } from '../shared/words.ts';

/** How much of the first prompt is shown: lines, and characters of each. */
const shownLines = 4;
const shownLetters = 100;

/** What there is to know of a thread at a glance, a line each: how it begins, who answers by which model, what it has used. */
export function threadDetails({ title, messages, leafId, spentBesides, createdAt }: Thread, language: string): readonly string[] {
  const shown = branch(messages, leafId);
  const first = shown[0]?.text.trim().split('\n').slice(0, shownLines).map((line) => (line.length > shownLetters ? `${line.slice(0, shownLetters)}…` : line)) ?? [];
  const answers = messages.filter((message): message is Answer => message.role === 'assistant');
  const last = answers.at(-1);
  const usages = [...answers.map(({ usage }) => usage), spentBesides].filter((usage) => usage !== undefined);
  const tokens = usages.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
  return [
    title, '',
    ...(first.join('\n') === title ? [] : [...first, '']),
    ...(last === undefined ? [] : [[last.assistantName, last.model, last.connectionName].filter((part) => part !== '').join(' · ')]),
    [shown.length === 1 ? t('1 message') : t('{0} messages', shown.length), ...(tokens === 0 ? [] : [t('{0} tokens', tokens)])].join(' · '),
    t('Begun {0}', new Date(createdAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })),
  ];
}
