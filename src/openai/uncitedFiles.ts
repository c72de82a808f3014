import type OpenAI from 'openai';
import type { ResponseOutputItem, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { EngineEvent } from '../core/engine.ts';
import { everyItem, pageSize } from './everyItem.ts';
import type { MadeFiles } from './madeFiles.ts';
import { serverId } from './serverId.ts';
import { isUnsound } from './soundly.ts';

/** How long containers are given to say what is in them, in milliseconds: the end of an answer waits for it. */
const listTime = 15_000;

/** A file as a container lists it. */
interface Listed {
  readonly id: string;
  readonly path: string;
  readonly source: string;
  readonly created_at: number;
}

/** The files that code makes for one response and that no annotation names, as servers leave it out now and then: looked for in the containers in which it ran. */
export class UncitedFiles {
  readonly #client: OpenAI;
  readonly #files: Pick<MadeFiles, 'inContainer'>;
  readonly #containers = new Set<string>();
  readonly #cited = new Set<string>();
  readonly #texts: string[] = [];
  /** When the response was begun, in seconds since the epoch by the server's clock. */
  #begun: number | undefined;

  constructor(client: OpenAI, files: Pick<MadeFiles, 'inContainer'>) {
    this.#client = client;
    this.#files = files;
  }

  /** Hears what the response tells, whether or not it comes to its end. */
  hear(event: ResponseStreamEvent): void {
    try {
      if ('response' in event) {
        this.#begun ??= event.response.created_at;
        for (const item of event.response.output ?? []) this.#hearItem(item);
      } else if (event.type === 'response.output_item.added' || event.type === 'response.output_item.done') this.#hearItem(event.item);
      else if (event.type === 'response.output_text.annotation.added') this.#cite(event.annotation);
    } catch (error) {
      if (!isUnsound(error)) throw error;
    }
  }

  /** Tells of the files: what is there since the response began, and what its text leads to of what was there before; not what the user has put there. None where the containers cannot be asked. */
  async *tell(signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const within = { signal: AbortSignal.any([signal, AbortSignal.timeout(listTime)]) };
    for (const container of this.#containers) {
      try {
        for await (const file of everyItem((from) => this.#client.containers.files.list(serverId(container), { limit: pageSize, ...from }, within))) {
          if (this.#isMade(file)) yield { type: 'made', file: this.#files.inContainer(container, file.id, file.path) };
        }
      } catch {
        return;
      }
    }
  }

  #hearItem(item: ResponseOutputItem): void {
    if (item.type === 'code_interpreter_call' && typeof item.container_id === 'string') this.#containers.add(item.container_id);
    for (const part of item.type === 'message' ? item.content : []) {
      if (part.type !== 'output_text') continue;
      this.#texts.push(part.text);
      for (const annotation of part.annotations ?? []) this.#cite(annotation);
    }
  }

  #cite(annotation: unknown): void {
    const id: unknown = typeof annotation === 'object' && annotation !== null ? Reflect.get(annotation, 'file_id') : undefined;
    if (typeof id === 'string') this.#cited.add(id);
  }

  #isMade({ id, path, source, created_at: at }: Listed): boolean {
    if (source === 'user' || typeof path !== 'string' || this.#cited.has(id)) return false;
    return this.#begun === undefined || !(at < this.#begun) || this.#texts.some((text) => text.includes(path) || text.includes(encodeURI(path)));
  }
}
