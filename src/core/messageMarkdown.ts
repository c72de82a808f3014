import { formOf } from '../shared/attachmentForms.ts';
import type { Citation } from '../shared/answerParts.ts';
import type { Answer, Message, Prompt } from '../shared/message.ts';
import { promptText } from './promptText.ts';
import { t } from '../shared/words.ts';

/** A message alone, as Markdown: its words, and beneath a prompt what went with it. */
export function messageMarkdown(message: Message): string {
  return message.role === 'user' ? promptMarkdown(message) : answerMarkdown(message);
}

/** Messages as one Markdown document: each under the name of who said it. */
export function branchMarkdown(title: string, messages: readonly Message[]): string {
  const sections = messages.map((message) => `## ${message.role === 'user' ? t('You') : nameOf(message)}\n\n${messageMarkdown(message)}`);
  return `${[...(title === '' ? [] : [`# ${inline(title)}`]), ...sections].join('\n\n')}\n`;
}

function promptMarkdown(prompt: Prompt): string {
  const apart = prompt.attachments.filter((attachment) => formOf(attachment) !== 'text').map(({ path }) => `- ${inline(path)}`);
  return [promptText(prompt), apart.join('\n')].filter((part) => part !== '').join('\n\n');
}

function answerMarkdown({ text, citations = [] }: Answer): string {
  const sources = citations.map((citation, index) => `- [${String(citation.number ?? index + 1)}] ${sourceOf(citation)}`);
  return sources.length === 0 ? text : `${text}\n\n${sources.join('\n')}`;
}

function sourceOf({ name, startLine, endLine }: Citation): string {
  return startLine === undefined ? inline(name) : `${inline(name)}:${String(startLine)}${endLine === undefined || endLine === startLine ? '' : `-${String(endLine)}`}`;
}

function nameOf({ assistantName, model }: Answer): string {
  return model === '' ? inline(assistantName) : `${inline(assistantName)} (${inline(model)})`;
}

function inline(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim();
}
