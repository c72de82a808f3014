import type OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { Connection } from '../core/connections.ts';
import type { Engine, EngineEvent, Turn } from '../core/engine.ts';
import { instructionsOf } from '../core/instructions.ts';
import { promptText } from '../core/promptText.ts';
import type { Failure, Message } from '../shared/model.ts';
import { chatParameters } from './chatParameters.ts';
import { isApiError, translated } from './failures.ts';
import { parametersSent } from './refusedParameter.ts';
import { eventsOf } from './stream.ts';

/**
 * The Chat Completions API (https://developers.openai.com/api/reference/resources/chat): an assistant is a system message, the
 * whole history goes along with each call, and the server keeps nothing.
 */
export class ChatCompletionsEngine implements Engine {
  readonly #client: OpenAI;
  readonly #connection: Connection;
  #asksUsage = true;

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    this.#connection = connection;
  }

  async *answer(turn: Turn, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    try {
      const streamed = await this.#create(turn, signal);
      if (streamed.request_id !== null) yield { type: 'note', note: { requestId: streamed.request_id } };
      let end: EngineEvent | undefined;
      for await (const chunk of eventsOf<ChatCompletionChunk, ChatCompletionChunk>(streamed, wholeCompletion)) {
        yield* told(chunk);
        end = endOf(chunk) ?? end;
      }
      if (end !== undefined) yield end;
    } catch (error) {
      throw translated(error, this.#connection, turn.model, parametersSent(turn.assistant.parameters, turn.without));
    }
  }

  async forget(): Promise<void> {
    // The server has kept nothing.
  }

  async #create(turn: Turn, signal: AbortSignal): Promise<{ readonly data: AsyncIterable<ChatCompletionChunk>; readonly response: Response; readonly request_id: string | null }> {
    const instructions = instructionsOf(turn);
    const system: ChatCompletionMessageParam[] = instructions === '' ? [] : [{ role: 'system', content: instructions }];
    const messages = [...system, ...turn.history.flatMap(historyMessage), { role: 'user', content: promptText(turn.prompt) } as const];
    const parameters = parametersSent(turn.assistant.parameters, turn.without);
    const body: ChatCompletionCreateParamsStreaming = { ...chatParameters(parameters), model: turn.model, messages, stream: true };
    try {
      return await this.#client.chat.completions.create(this.#asksUsage ? { ...body, stream_options: { include_usage: true } } : body, { signal }).withResponse();
    } catch (error) {
      if (!this.#asksUsage || !isApiError(error) || error.status !== 400 || !error.message.includes('stream_options')) throw error;
      this.#asksUsage = false;
      return this.#create(turn, signal);
    }
  }
}

function historyMessage(message: Message): ChatCompletionMessageParam[] {
  const content = message.role === 'user' ? promptText(message) : message.text;
  return content === '' ? [] : [{ role: message.role, content }];
}

function* told(chunk: ChatCompletionChunk): Generator<EngineEvent> {
  const delta = chunk.choices?.[0]?.delta;
  const text = `${delta?.content ?? ''}${delta?.refusal ?? ''}`;
  yield text === '' ? { type: 'progress' } : { type: 'text', text };
  if (chunk.usage === undefined || chunk.usage === null) return;
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens, prompt_tokens_details: details } = chunk.usage;
  const usage = { inputTokens, outputTokens, ...(details?.cached_tokens === undefined ? {} : { cachedTokens: details.cached_tokens }) };
  yield { type: 'note', note: { usage, model: chunk.model } };
}

function endOf(chunk: ChatCompletionChunk): EngineEvent | undefined {
  const reason = chunk.choices?.[0]?.finish_reason ?? undefined;
  if (reason === undefined) return undefined;
  const incomplete: Readonly<Record<string, Failure>> = {
    length: { kind: 'interrupted', message: 'This answer reached the limit of its length.', action: 'continue' },
    content_filter: { kind: 'interrupted', message: 'The server’s content filter ended this answer.', action: 'retry' },
  };
  const failure = incomplete[reason];
  return failure === undefined ? { type: 'done' } : { type: 'done', incomplete: failure };
}

function wholeCompletion(body: unknown): ChatCompletionChunk | undefined {
  if (!isCompletion(body)) return undefined;
  const { choices, usage, ...rest } = body;
  const pieces = choices.map(({ index, message, finish_reason }) => ({ index, delta: { content: message.content, refusal: message.refusal }, finish_reason }));
  return { id: rest.id, created: rest.created, model: rest.model, object: 'chat.completion.chunk', choices: pieces, ...(usage === undefined ? {} : { usage }) };
}

function isCompletion(body: unknown): body is OpenAI.ChatCompletion {
  return typeof body === 'object' && body !== null && 'choices' in body && Array.isArray(body.choices);
}
