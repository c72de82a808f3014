import type OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionContentPart, ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { Parameters } from '../core/assistant.ts';
import type { Connection } from '../core/connections.ts';
import type { Engine, EngineEvent, Turn } from '../core/engine.ts';
import { formsTaken } from '../core/formsTaken.ts';
import { instructionsOf } from '../core/instructions.ts';
import type { Message } from '../shared/message.ts';
import type { Usage } from '../shared/usage.ts';
import { chatParameters, type LengthName } from './chatParameters.ts';
import { readChatRound } from './chatRound.ts';
import { chatTools } from './chatTools.ts';
import { isApiError, translated } from './failures.ts';
import { afterCalls, inCircles, roundLimit } from './functionRounds.ts';
import { historyContent, promptContent, type PromptContent } from './promptContent.ts';
import { unsure } from './lostAnswer.ts';
import { parametersSent } from './refusedParameter.ts';
import { Speech } from './speech.ts';
import { unread, type Streamed } from './stream.ts';
import { usageSum } from '../core/usageSum.ts';

const taken = formsTaken.chatCompletions;

/**
 * The Chat Completions API (https://developers.openai.com/api/reference/resources/chat): an assistant is a system message, the
 * whole history goes along with each call, and the server keeps nothing.
 */
export class ChatCompletionsEngine implements Engine {
  readonly #client: OpenAI;
  readonly #connection: Connection;
  #asksUsage = true;
  #lengthName: LengthName = 'max_completion_tokens';

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    this.#connection = connection;
  }

  async *answer(turn: Turn, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const parameters = parametersSent(turn.assistant.parameters, turn.without);
    try {
      yield* this.#respond(turn, parameters, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw translated(error, this.#connection, turn.model, parameters);
    }
  }

  async forget(): Promise<void> {
    // The server has kept nothing.
  }

  /** Has the model answer, and functions called for it until it does. */
  async *#respond(turn: Turn, first: Parameters, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const speech = new Speech();
    let parameters = first;
    const messages = await messagesOf(turn);
    let used: Usage | undefined;
    for (let round = 1; ; round += 1) {
      const streamed = await this.#create(turn, parameters, messages, signal);
      if (streamed.request_id !== null) yield { type: 'note', note: { requestId: streamed.request_id } };
      const ended = yield* readChatRound(streamed, speech, round);
      if (ended === undefined) return;
      const { text, calls, model, fingerprint, usage, incomplete } = ended;
      used = usageSum(used, usage);
      yield { type: 'note', note: { ...(model === '' ? {} : { model }), ...(fingerprint === undefined ? {} : { fingerprint }), ...(used === undefined ? {} : { usage: used }) } };
      if (incomplete !== undefined || !calls.any) {
        yield incomplete === undefined ? { type: 'done' } : { type: 'done', incomplete };
        return;
      }
      if (round === roundLimit) throw inCircles();
      messages.push(...(await calls.messages(text, turn.call)));
      parameters = afterCalls(first);
    }
  }

  async #create(turn: Turn, parameters: Parameters, messages: ChatCompletionMessageParam[], signal: AbortSignal): Promise<Streamed<ChatCompletionChunk>> {
    const body: ChatCompletionCreateParamsStreaming = { ...chatParameters(parameters, this.#lengthName), ...chatTools(turn.assistant, parameters), model: turn.model, messages, stream: true };
    try {
      if (parameters.stream === false) return unread(await this.#client.chat.completions.create({ ...body, stream: false }, { signal }).asResponse());
      return await this.#client.chat.completions.create(this.#asksUsage ? { ...body, stream_options: { include_usage: true } } : body, { signal }).withResponse();
    } catch (error) {
      if (!this.#learnsFrom(error)) throw unsure(error, this.#connection);
      return this.#create(turn, parameters, messages, signal);
    }
  }

  /** Whether the server turned out not to know something that is only a matter of its age. */
  #learnsFrom(error: unknown): boolean {
    if (!isApiError(error) || (error.status !== 400 && error.status !== 422)) return false;
    if (this.#asksUsage && error.message.includes('stream_options')) {
      this.#asksUsage = false;
      return true;
    }
    const unknown = error.message.includes('max_completion_tokens') && /unrecognized|unknown|unexpected|unsupported|not supported|not permitted|extra/i.test(error.message);
    if (!unknown || this.#lengthName === 'max_tokens') return false;
    this.#lengthName = 'max_tokens';
    return true;
  }
}

async function messagesOf(turn: Turn): Promise<ChatCompletionMessageParam[]> {
  const instructions = instructionsOf(turn);
  const system: ChatCompletionMessageParam[] = instructions === '' ? [] : [{ role: 'system', content: instructions }];
  const history = await Promise.all(turn.history.map((message) => historyMessage(message, turn)));
  return [...system, ...history.flat(), { role: 'user', content: contentOf(await promptContent(turn, taken)) }];
}

async function historyMessage(message: Message, turn: Turn): Promise<ChatCompletionMessageParam[]> {
  if (message.role === 'assistant') return message.text === '' ? [] : [{ role: 'assistant', content: message.text }];
  const content = contentOf(await historyContent(message, turn, taken));
  return content === '' ? [] : [{ role: 'user', content }];
}

function contentOf({ text, media }: PromptContent): string | ChatCompletionContentPart[] {
  if (media.length === 0) return text;
  const parts = media.map(({ name, form, dataUrl }): ChatCompletionContentPart => (form === 'image'
    ? { type: 'image_url', image_url: { url: dataUrl } }
    : { type: 'file', file: { filename: name, file_data: dataUrl } }));
  return text === '' ? parts : [{ type: 'text', text }, ...parts];
}
