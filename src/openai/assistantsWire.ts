import type OpenAI from 'openai';
import type { Assistant as ServerAssistant, AssistantCreateParams } from 'openai/resources/beta/assistants';
import type { Connection } from '../core/connections.ts';
import { FailureError } from '../shared/rpc.ts';
import { assistantChange } from './assistantBody.ts';
import type { AssistantsShape } from './assistantTools.ts';
import { pageSize } from './everyItem.ts';
import { isApiError } from './failures.ts';
import { serverId } from './serverId.ts';
import { isRehearsal } from './witnesses.ts';
import { t } from '../shared/words.ts';

/** What goes along with each request. */
export interface WireOptions {
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
}

// What only the second version of the API has: a server that stumbles over one of these speaks the first.
const foreign = /openai-beta|assistants=v|file_search|tool_resources|retrieval|\brole\b/i;

/**
 * The assistants at a server of the Assistants API. Which version it speaks is learnt from what it says: from the form of its
 * assistants, or from its refusal of what only the second version has; a header `OpenAI-Beta` of the connection settles it.
 */
export class AssistantsWire {
  readonly #client: OpenAI;
  #shape: AssistantsShape;
  #isKnown: boolean;

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    const asked = Object.entries(connection.headers).find(([name]) => name.toLowerCase() === 'openai-beta')?.[1] ?? '';
    this.#shape = /assistants=v1/.test(asked) ? 'v1' : 'v2';
    this.#isKnown = asked !== '';
  }

  /** Whether the version has been told, or seen. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get shape(): AssistantsShape {
    return this.#shape;
  }

  options(signal: AbortSignal): WireOptions {
    return { signal, headers: { 'OpenAI-Beta': `assistants=${this.#shape}` } };
  }

  /** Asks in the form that the server is known to speak; once more in the first version's when it stumbles over the second's. */
  async ask<Answer>(request: (shape: AssistantsShape) => PromiseLike<Answer>): Promise<Answer> {
    try {
      return await request(this.#shape);
    } catch (error) {
      const stumbled = this.#shape === 'v2' && isApiError(error) && (error.status === 400 || error.status === 422) && foreign.test(error.message);
      if (!stumbled) throw error;
      this.#shape = 'v1';
      this.#isKnown = true;
      return request('v1');
    }
  }

  /** One page of the assistants, newest first. */
  async page(from: { readonly after?: string }, signal: AbortSignal): Promise<{ readonly data: readonly ServerAssistant[]; readonly has_more: boolean }> {
    const page = await this.ask(() => this.#client.beta.assistants.list({ limit: pageSize, order: 'desc', ...from }, this.options(signal)));
    page.data.slice(0, 1).forEach((one) => this.#learn(one, signal));
    return page;
  }

  async retrieve(id: string, signal: AbortSignal): Promise<ServerAssistant> {
    return this.#learn(await this.ask(() => this.#client.beta.assistants.retrieve(serverId(id), this.options(signal))), signal);
  }

  async create(body: (shape: AssistantsShape) => AssistantCreateParams, signal: AbortSignal): Promise<ServerAssistant> {
    let sent = this.#shape;
    const made = this.#learn(await this.ask((shape) => {
      sent = shape;
      return this.#client.beta.assistants.create(body(shape), this.options(signal));
    }), signal);
    // A server that overlooks what it does not know has overlooked the files, too.
    return sent === this.#shape ? made : this.update(made.id, body, signal);
  }

  async update(id: string, body: (shape: AssistantsShape) => AssistantCreateParams, signal: AbortSignal): Promise<ServerAssistant> {
    let sent = this.#shape;
    const changed = this.#learn(await this.ask((shape) => {
      sent = shape;
      return this.#client.beta.assistants.update(serverId(id), assistantChange(body(shape), shape), this.options(signal));
    }), signal);
    return sent === this.#shape ? changed : this.update(id, body, signal);
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.ask(() => this.#client.beta.assistants.delete(serverId(id), this.options(signal)));
  }

  #learn(one: ServerAssistant, signal: AbortSignal): ServerAssistant {
    if (typeof one !== 'object' || typeof one.id !== 'string') throw new FailureError({ kind: 'notThisApi', message: t('The server answered in a form that is not the API’s.'), action: 'openSettings' });
    if (isRehearsal(signal)) return one;
    if ('file_ids' in one && !('tool_resources' in one)) this.#shape = 'v1';
    this.#isKnown = true;
    return one;
  }
}
