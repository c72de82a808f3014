import type { Attachment } from '../shared/attachment.ts';
import type { Message } from '../shared/message.ts';
import type { Turn } from './engine.ts';
import { instructionsOf } from './instructions.ts';
import { passageText, promptText } from './promptText.ts';
import { mediaTokens, mediaTokensIn } from './mediaTokens.ts';
import { t } from '../shared/words.ts';

/** One part of what a model is given, and about how many tokens it is. */
export interface ContextPart {
  readonly kind: 'attachment' | 'history' | 'instructions' | 'message' | 'passages' | 'tools';
  /** As it is listed: “history (4 messages)”, “src/a.ts”. */
  readonly name: string;
  readonly tokens: number;
  /** The id of an attachment. */
  readonly id?: string;
}

/** What of a turn a model reads. */
export type Given = Pick<Turn, 'assistant' | 'history' | 'instructions' | 'prompt'>;

/** What is known to have gone along as it went, where the turn itself does not tell. */
export interface AsSent {
  readonly passages?: string;
  readonly tools?: string;
}

/** Counts what models are given on this machine: an estimate. A message is counted once for as long as it stays what it is. */
export class ContextCounter {
  readonly #count: (text: string) => Promise<number>;
  readonly #counted = new WeakMap<Message | Attachment, Promise<number>>();

  constructor(count: (text: string) => Promise<number>) {
    this.#count = count;
  }

  /** The parts of what a model is given; those that are empty are left out. */
  async parts(given: Given, asSent: AsSent = {}): Promise<readonly ContextPart[]> {
    const { assistant, history, prompt } = given;
    const { tools = assistant.tools.length === 0 ? '' : JSON.stringify(assistant.tools), passages = passageText(prompt.passages ?? []) } = asSent;
    const parts: readonly ContextPart[] = [
      { kind: 'instructions', name: t('instructions'), tokens: await this.#count(instructionsOf(given)) },
      { kind: 'tools', name: t('tools'), tokens: await this.#count(tools) },
      { kind: 'history', name: history.length === 1 ? t('history (1 message)') : t('history ({0} messages)', history.length), tokens: sum(await Promise.all(history.map((message) => this.message(message)))) },
      { kind: 'message', name: t('message'), tokens: await this.#count(prompt.text) },
      ...(await Promise.all(prompt.attachments.map(async (attachment): Promise<ContextPart> => ({ kind: 'attachment', name: attachment.path, id: attachment.id, tokens: await this.attachment(attachment) })))),
      { kind: 'passages', name: t('passages of the assistant’s files'), tokens: passages === '' ? 0 : await this.#count(passages) },
    ];
    return parts.filter(({ tokens }) => tokens > 0);
  }

  /** About how many tokens a message of the history is. */
  async message(message: Message): Promise<number> {
    return mediaTokensIn(message) + (await this.#once(message, () => (message.role === 'user' ? promptText(message) : message.text)));
  }

  /** About how many tokens an attachment is, whether or not its chip says so yet. */
  async attachment(attachment: Attachment): Promise<number> {
    if (attachment.use !== undefined) return 0;
    if (attachment.media !== undefined) return mediaTokens(attachment.media);
    return this.#once(attachment, () => promptText({ text: '', attachments: [attachment] }));
  }

  #once(key: Message | Attachment, text: () => string): Promise<number> {
    const known = this.#counted.get(key);
    if (known !== undefined) return known;
    const counted = this.#count(text());
    this.#counted.set(key, counted);
    counted.catch(() => this.#counted.delete(key));
    return counted;
  }
}

/** All of these together. */
export function tokensOf(parts: readonly ContextPart[]): number {
  return sum(parts.map(({ tokens }) => tokens));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
