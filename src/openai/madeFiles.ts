import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import type { MadeFile } from '../core/engine.ts';
import { FailureError } from '../shared/rpc.ts';
import { dataBytes } from './dataUrl.ts';
import { isApiError, isMissingEndpoint, translated } from './failures.ts';
import { serverId } from './serverId.ts';
import { t } from '../shared/words.ts';

/** What asks for the bytes of a file. */
type Ask = (options: { readonly signal: AbortSignal }) => PromiseLike<Response>;

/** The files that models make, each with the way to fetch it from where its server keeps it. */
export class MadeFiles {
  readonly #client: OpenAI;
  readonly #connection: Connection;

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    this.#connection = connection;
  }

  /** A file in the container in which code ran: gone twenty minutes after the last thing that happened there. */
  inContainer(containerId: string, id: string, name: string): MadeFile {
    return {
      id,
      name,
      again: { container: containerId },
      fetch: async (signal) => ({
        bytes: await this.#bytes((options) => this.#client.containers.files.content.retrieve(serverId(id), { container_id: serverId(containerId) }, options), signal),
      }),
    };
  }

  /** One of the files that the server keeps for assistants; asked for its name where only its id is known. */
  kept(id: string, told: { readonly name?: string; readonly stepId?: string }): MadeFile {
    const { name, stepId } = told;
    return {
      id,
      name: name ?? 'image.png',
      ...(stepId === undefined ? {} : { stepId }),
      again: {},
      fetch: async (signal) => {
        const known = name ?? (await this.#nameOf(id, signal));
        const bytes = await this.#bytes((options) => this.#client.files.content(serverId(id), options), signal);
        return { bytes, ...(known === undefined ? {} : { name: known }) };
      },
    };
  }

  /** A file that was named before, by its id. */
  again({ id, name, again }: Pick<MadeFile, 'again' | 'id' | 'name'>): MadeFile {
    return again?.container === undefined ? this.kept(id, {}) : this.inContainer(again.container, id, name);
  }

  /** An image that a step shows, in the address itself or at one of this server. */
  image(id: string, url: string, stepId: string): MadeFile {
    return {
      id,
      name: 'image.png',
      stepId,
      fetch: async (signal) => ({
        bytes: url.startsWith('data:') ? dataBytes(url) : await this.#bytes((options) => this.#client.get<Response>(url, { ...options, __binaryResponse: true, headers: { Accept: 'application/binary' } }), signal),
      }),
    };
  }

  // A name is worth a question, and not the file.
  async #nameOf(id: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      const { filename } = await this.#client.files.retrieve(serverId(id), { signal });
      return typeof filename === 'string' && filename !== '' ? filename : undefined;
    } catch {
      return undefined;
    }
  }

  async #bytes(ask: Ask, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    try {
      const { body } = await ask({ signal });
      return this.#read(body ?? new Blob([]).stream());
    } catch (error) {
      throw this.#worded(error);
    }
  }

  async *#read(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw this.#worded(error);
    }
  }

  #worded(error: unknown): FailureError {
    const { host } = new URL(this.#connection.baseUrl);
    if (isApiError(error) && /container[^.]* expired/i.test(error.message)) {
      return new FailureError({ kind: 'expired', message: t('The container at {0} in which it was made has expired; ask for the file again.', host), action: 'retry' }, { cause: error });
    }
    if (isMissingEndpoint(error)) return new FailureError({ kind: 'notFound', message: t('It is no longer at {0}; ask for the file again.', host), action: 'retry' }, { cause: error });
    return translated(error, this.#connection);
  }
}
