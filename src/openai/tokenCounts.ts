import type OpenAI from 'openai';
import type { InputTokenCountParams } from 'openai/resources/responses/input-tokens';
import type { Connection } from '../core/connections.ts';
import type { Turn } from '../core/engine.ts';
import { instructionsOf } from '../core/instructions.ts';
import { promptText } from '../core/promptText.ts';
import { isMissingEndpoint, translated } from './failures.ts';
import { responseTools } from './responseTools.ts';

/** Has a server count tokens, where it can: OpenAI and llama.cpp do. */
export class TokenCounts {
  readonly #client: OpenAI;
  readonly #connection: Connection;
  #missing = false;

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    this.#connection = connection;
  }

  /** How many tokens a text is for a model; undefined at a server that does not count, which is asked only once. Throws FailureError. */
  async count(text: string, model: string, signal: AbortSignal): Promise<number | undefined> {
    return this.#ask({ model, input: text }, signal);
  }

  /** How many tokens a model would be given with a turn, tools among them, whichever wire the turn takes; see `count`. */
  async countContext(turn: Pick<Turn, 'assistant' | 'history' | 'instructions' | 'model' | 'prompt'>, signal: AbortSignal): Promise<number | undefined> {
    const { assistant, history, model, prompt } = turn;
    const said = [...history.map((message) => ({ role: message.role, content: message.role === 'user' ? promptText(message) : message.text })), { role: 'user' as const, content: promptText(prompt) }];
    const instructions = instructionsOf(turn);
    const { tools } = responseTools(assistant, {});
    return this.#ask({ model, input: said.filter(({ content }) => content !== ''), ...(instructions === '' ? {} : { instructions }), ...(tools === undefined ? {} : { tools }) }, signal);
  }

  async #ask(asked: InputTokenCountParams & { readonly model: string }, signal: AbortSignal): Promise<number | undefined> {
    if (this.#missing) return undefined;
    try {
      const { input_tokens: tokens } = await this.#client.responses.inputTokens.count(asked, { signal });
      if (typeof tokens === 'number') return tokens;
    } catch (error) {
      if (!isMissingEndpoint(error)) throw translated(error, this.#connection, asked.model);
    }
    this.#missing = true;
    return undefined;
  }
}
