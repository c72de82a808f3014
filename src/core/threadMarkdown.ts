import type { Citation } from '../shared/answerParts.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { Answer, Message } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';

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
  if (message.role === 'user') return [`## You · ${minute(message.at)}`, ...text, ...listed('Attachments', message.attachments.map(attachmentLine))];
  const who = [message.assistantName, message.model, minute(message.at)].filter((part) => part !== '').map(oneLine).join(' · ');
  return [
    `## ${who}`, ...text, ...stateOf(message), ...listed('Sources', (message.citations ?? []).map(citationLine)), ...listed('Files', (message.outputs ?? []).map(({ name }) => `- ${oneLine(name)}`)),
  ];
}

function stateOf({ state, failure }: Answer): readonly string[] {
  return state === 'complete' ? [] : [`*${[`The answer is ${state === 'running' ? 'still arriving' : state}.`, ...(failure === undefined ? [] : [oneLine(failure.message)])].join(' ')}*`];
}

function attachmentLine({ path, lines, media }: Attachment): string {
  const where = lines === undefined ? '' : lines[0] === lines[1] ? `, line ${String(lines[0])}` : `, lines ${String(lines[0])}–${String(lines[1])}`;
  return `- ${oneLine(path)}${where}${media === undefined ? '' : ` (${media.mediaType})`}`;
}

function citationLine({ number, name, startLine, endLine = startLine, quote }: Citation): string {
  const where = startLine === undefined ? '' : startLine === endLine ? `, line ${String(startLine)}` : `, lines ${String(startLine)}–${String(endLine)}`;
  return `- ${number === undefined ? '' : `[${String(number)}] `}${oneLine(name)}${where}${quote === undefined ? '' : ` — “${oneLine(quote)}”`}`;
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
