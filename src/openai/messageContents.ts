import { toFile } from 'openai';
import type { MessageContentPartParam } from 'openai/resources/beta/threads/messages';
import { formsTaken } from '../core/formsTaken.ts';
import type { Turn } from '../core/engine.ts';
import type { Prompt } from '../shared/message.ts';
import { FailureError } from '../shared/rpc.ts';
import { isMissingEndpoint } from './failures.ts';
import { historyContent, promptContent, type PromptContent, type SentMedia } from './promptContent.ts';
import type { RunParts } from './runTalk.ts';
import { isRehearsal } from './witnesses.ts';
import { t } from '../shared/words.ts';

/** The contents of messages for the Assistants API, whose images are files of the server's: each is uploaded once. */
export class MessageContents {
  readonly #parts: RunParts;
  /** The server's ids, by the hash of what was uploaded. */
  readonly #uploaded = new Map<string, string>();
  /** The same as each rehearsal has it, whose own ids are made up. */
  readonly #rehearsed = new WeakMap<AbortSignal, Map<string, string>>();

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /** The prompt of a turn. Throws FailureError where the server takes no images. */
  async ofPrompt(turn: Pick<Turn, 'prompt' | 'bytesOf'>, signal: AbortSignal): Promise<string | MessageContentPartParam[]> {
    return this.#content(await promptContent(turn, this.#taken), signal);
  }

  /** An earlier prompt. */
  async ofHistory(prompt: Prompt, turn: Pick<Turn, 'bytesOf'>, signal: AbortSignal): Promise<string | MessageContentPartParam[]> {
    return this.#content(await historyContent(prompt, turn, this.#taken), signal);
  }

  /** In the first version of the API a message is a text. */
  get #taken(): typeof formsTaken.assistants {
    return this.#parts.wire.shape === 'v1' ? [] : formsTaken.assistants;
  }

  async #content({ text, media }: PromptContent, signal: AbortSignal): Promise<string | MessageContentPartParam[]> {
    if (media.length === 0) return text;
    const parts: MessageContentPartParam[] = text === '' ? [] : [{ type: 'text', text }];
    for (const image of media) parts.push({ type: 'image_file', image_file: { file_id: await this.#upload(image, signal) } });
    return parts;
  }

  async #upload({ name, hash, bytes }: SentMedia, signal: AbortSignal): Promise<string> {
    const uploaded = this.#uploadedFor(signal);
    const known = uploaded.get(hash);
    if (known !== undefined && (await this.#isThere(known, signal))) return known;
    const { client, host } = this.#parts;
    try {
      const { id } = await client.files.create({ file: await toFile(bytes, name), purpose: 'vision' }, { signal });
      uploaded.set(hash, id);
      return id;
    } catch (error) {
      if (!isMissingEndpoint(error)) throw error;
      throw new FailureError({ kind: 'notSupported', message: t('{0} takes no images: it keeps no files.', host), action: 'chooseConnection' }, { cause: error });
    }
  }

  #uploadedFor(signal: AbortSignal): Map<string, string> {
    if (!isRehearsal(signal)) return this.#uploaded;
    const own = this.#rehearsed.get(signal) ?? new Map(this.#uploaded);
    this.#rehearsed.set(signal, own);
    return own;
  }

  async #isThere(id: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#parts.client.files.retrieve(id, { signal });
      return true;
    } catch (error) {
      if (isMissingEndpoint(error)) return false;
      throw error;
    }
  }
}
