import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import { isMissingEndpoint, translated } from './failures.ts';

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
    if (this.#missing) return undefined;
    try {
      const { input_tokens: tokens } = await this.#client.responses.inputTokens.count({ model, input: text }, { signal });
      if (typeof tokens === 'number') return tokens;
    } catch (error) {
      if (!isMissingEndpoint(error)) throw translated(error, this.#connection, model);
    }
    this.#missing = true;
    return undefined;
  }
}
