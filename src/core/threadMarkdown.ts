import type { Citation } from '../shared/answerParts.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { Answer, Message } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import { isShownElsewhere } from '../shared/outputs.ts';
import { t } from '../shared/words.ts';

/** The branch on show as Markdown with a head of YAML, for people to read. `assistantName`: who answers in it. Times are in UTC. */
export function threadMarkdown(thread: Thread, assistantName: string): string {
  const shown = branch(thread.messages, thread.leafId);
  const models = [...new Set(shown.flatMap((message) => (message.role === 'assistant' && message.model !== '' ? [message.model] : [])))];
  const head = [
    '---', `title: ${JSON.stringify(thread.title)}`, `created: ${iso(thread.createdAt)}`, `updated: ${iso(thread.updatedAt)}`, `assistant: ${JSON.stringify(assistantName)}`,
    `models: ${JSON.stringify(models)}`, `messages: ${String(shown.length)}`, '---',
  ].join('\n');
  const instructions = thread.instructions === undefined ? [] : [`> ${thread.instructions.replaceAll('\n', '\n> ')}`];
  return `${[head, `# ${oneLine(thread.title)}`, ...instructions, ...shown.flatMap(messageMarkdown)].join('\n\n')}\n`;
}

function messageMarkdown(message: Message): readonly string[] {
  const text = message.text.trim() === '' ? [] : [closed(message.text.trim())];
  if (message.role === 'user') return [`## ${t('You')} · ${minute(message.at)}`, ...text, ...listed(t('Attachments'), message.attachments.map(attachmentLine))];
  const who = [message.assistantName, message.model, minute(message.at)].filter((part) => part !== '').map(oneLine).join(' · ');
  return [
    `## ${who}`, ...text, ...stateOf(message), ...listed(t('Sources'), (message.citations ?? []).map(citationLine)), ...listed(t('Files'), (message.outputs ?? []).filter((output, _index, all) => !isShownElsewhere(output, all)).map(({ name }) => `- ${oneLine(name)}`)),
  ];
}

const ends: Readonly<Record<Exclude<Answer['state'], 'complete'>, () => string>> = {
  running: () => t('The answer is still arriving.'),
  incomplete: () => t('The answer is incomplete.'),
  stopped: () => t('The answer is stopped.'),
  interrupted: () => t('The answer is interrupted.'),
  failed: () => t('The answer is failed.'),
};

function stateOf({ state, failure }: Answer): readonly string[] {
  return state === 'complete' ? [] : [`*${[ends[state](), ...(failure === undefined ? [] : [oneLine(failure.message)])].join(' ')}*`];
}

function attachmentLine({ path, lines, media }: Attachment): string {
  return `- ${withLines(oneLine(path), lines?.[0], lines?.[1])}${media === undefined ? '' : ` (${media.mediaType})`}`;
}

function citationLine({ number, name, startLine, endLine = startLine, quote }: Citation): string {
  return `- ${number === undefined ? '' : `[${String(number)}] `}${withLines(oneLine(name), startLine, endLine)}${quote === undefined ? '' : ` — “${oneLine(quote)}”`}`;
}

function withLines(name: string, from: number | undefined, to = from): string {
  if (from === undefined || to === undefined) return name;
  return from === to ? t('{0}, line {1}', name, String(from)) : t('{0}, lines {1}–{2}', name, String(from), String(to));
}

function listed(name: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`**${name}**`, lines.join('\n')];
}

/** The text with an end to a code block that has none, so that it does not swallow what comes after. */
function closed(text: string): string {
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const [, fence = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === '') continue;
    if (open === undefined) open = fence.startsWith('`') && rest.includes('`') ? undefined : fence;
    else if (fence.startsWith(open) && rest.trim() === '') open = undefined;
  }
  return open === undefined ? text : `${text}\n${open}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function minute(at: number): string {
  return `${iso(at).slice(0, 16).replace('T', ' ')} UTC`;
}
