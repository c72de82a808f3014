import type OpenAI from 'openai';
import type { ContainerListResponse } from 'openai/resources/containers/containers';
import type { Connection } from '../core/connections.ts';
import type { Container, Containers } from '../core/containers.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';
import { everyItem, pageSize } from './everyItem.ts';
import { isMissingEndpoint, translated } from './failures.ts';
import { serverId } from './serverId.ts';

/** The containers of a server, in which the code of answers runs. */
export class ContainersAtServer implements Containers {
  readonly #client: OpenAI;
  readonly #connection: Connection;

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    this.#connection = connection;
  }

  async list(signal: AbortSignal): Promise<readonly Container[]> {
    const found: Container[] = [];
    try {
      for await (const kept of everyItem((from) => this.#client.containers.list({ limit: pageSize, ...from }, { signal }))) if (kept.status !== 'expired') found.push(container(kept));
    } catch (error) {
      if (!isMissingEndpoint(error)) throw translated(error, this.#connection);
    }
    return found;
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#client.containers.delete(serverId(id), { signal });
    } catch (error) {
      if (!isMissingEndpoint(error)) throw translated(error, this.#connection);
      throw new FailureError({ kind: 'notFound', message: t('There is no container “{0}” at {1}.', id, new URL(this.#connection.baseUrl).host), action: 'openLog' }, { cause: error });
    }
  }
}

function container({ id, name, created_at: created, last_active_at: used, expires_after: after }: ContainerListResponse): Container {
  const minutes = after?.minutes;
  return {
    id, name, created: (created ?? 0) * 1000,
    ...(used === undefined ? {} : { used: used * 1000 }),
    ...(used === undefined || minutes === undefined ? {} : { expires: (used + minutes * 60) * 1000 }),
  };
}
