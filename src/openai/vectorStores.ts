import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import type { FileForStore, FoundPiece, StoredFile, StoreMarks, StoreOptions, VectorStore, VectorStores } from '../core/vectorStores.ts';
import { everyItem, pageSize } from './everyItem.ts';
import { isMissingEndpoint } from './failures.ts';
import { fileFailure, mayHaveLanded } from './fileFailures.ts';
import { pause } from '../core/pause.ts';
import { serverId } from './serverId.ts';
import { hasMarks, storeBody, storedFile, vectorStore } from './vectorStore.ts';

/** The most files that go into a vector store with one request. */
const batchSize = 2000;

/** Between two looks whether a vector store is ready, in milliseconds, where the server does not say: longer each time. */
const waits = { first: 500, longest: 5000, growth: 1.5 };

/** The vector stores that a server keeps. Nothing is sent twice by itself: when an answer is lost, the server is asked what it has. */
export class VectorStoresAtServer implements VectorStores {
  readonly #client: OpenAI;
  readonly #connection: Connection;

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    this.#connection = connection;
  }

  async create(options: StoreOptions, signal: AbortSignal): Promise<VectorStore> {
    return this.#worded(undefined, async () => {
      const before = options.marks === undefined ? [] : await this.#marked(options.marks, signal);
      try {
        return vectorStore(await this.#client.vectorStores.create(storeBody(options), { signal }));
      } catch (error) {
        if (signal.aborted || options.marks === undefined || !mayHaveLanded(error)) throw error;
        const landed = (await this.#marked(options.marks, signal)).find(({ id, name }) => name === (options.name ?? '') && !before.some((old) => old.id === id));
        if (landed === undefined) throw error;
        return landed;
      }
    });
  }

  async find(marks: StoreMarks, signal: AbortSignal): Promise<readonly VectorStore[]> {
    return this.#worded(undefined, () => this.#marked(marks, signal));
  }

  async retrieve(id: string, signal: AbortSignal): Promise<VectorStore> {
    return this.#worded(id, async () => vectorStore(await this.#client.vectorStores.retrieve(serverId(id), { signal })));
  }

  async update(id: string, options: StoreOptions, signal: AbortSignal): Promise<VectorStore> {
    return this.#worded(id, async () => vectorStore(await this.#client.vectorStores.update(serverId(id), storeBody(options), { signal })));
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.#worded(id, () => this.#client.vectorStores.delete(serverId(id), { signal }));
  }

  async attach(id: string, files: readonly FileForStore[], signal: AbortSignal): Promise<void> {
    await this.#worded(id, async () => {
      const each = [...new Map(files.map((file) => [file.id, file])).values()];
      for (let from = 0; from < each.length; from += batchSize) await this.#attachSome(serverId(id), each.slice(from, from + batchSize), signal);
    });
  }

  async files(id: string, signal: AbortSignal): Promise<readonly StoredFile[]> {
    return this.#worded(id, () => this.#filesIn(serverId(id), signal));
  }

  async detach(id: string, fileId: string, signal: AbortSignal): Promise<void> {
    await this.#worded(id, async () => {
      await this.#client.vectorStores.files.delete(serverId(fileId), { vector_store_id: serverId(id) }, { signal }).catch((error: unknown) => {
        if (!isMissingEndpoint(error) || !(error instanceof Error && /\bfile\b/i.test(error.message))) throw error;
      });
    });
  }

  async search(id: string, query: string, most: number, signal: AbortSignal): Promise<readonly FoundPiece[]> {
    return this.#worded(id, async () => {
      const { data } = await this.#client.vectorStores.search(serverId(id), { query, max_num_results: Math.max(1, Math.min(50, most)) }, { signal });
      return data.map(({ file_id: fileId, filename, score, content }) => ({ fileId, fileName: filename, score, text: content.map(({ text }) => text).join('\n') }));
    });
  }

  async settled(id: string, signal: AbortSignal, progress?: (store: VectorStore) => void): Promise<VectorStore> {
    return this.#worded(id, async () => {
      for (let wait = waits.first; ; wait = Math.min(waits.longest, wait * waits.growth)) {
        const { data, response } = await this.#client.vectorStores.retrieve(serverId(id), { signal }).withResponse();
        const store = vectorStore(data);
        progress?.(store);
        if (store.status !== 'in_progress' && store.files.reading === 0) return store;
        const told = Number(response.headers.get('openai-poll-after-ms') ?? Number.NaN);
        await pause(told > 0 ? Math.min(told, waits.longest) : wait, signal);
        signal.throwIfAborted();
      }
    });
  }

  async #attachSome(id: string, files: readonly FileForStore[], signal: AbortSignal): Promise<void> {
    try {
      const bodies = files.map(({ id: file, marks }) => ({ file_id: file, ...(marks === undefined ? {} : { attributes: { ...marks } }) }));
      const [only] = bodies;
      if (only !== undefined && bodies.length === 1) await this.#client.vectorStores.files.create(id, only, { signal });
      else await this.#client.vectorStores.fileBatches.create(id, files.some(({ marks }) => marks !== undefined) ? { files: bodies } : { file_ids: bodies.map((body) => body.file_id) }, { signal });
    } catch (error) {
      if (signal.aborted || !mayHaveLanded(error)) throw error;
      const there = new Set((await this.#filesIn(id, signal)).map((file) => file.id));
      if (!files.every((file) => there.has(file.id))) throw error;
    }
  }

  async #marked(marks: StoreMarks, signal: AbortSignal): Promise<readonly VectorStore[]> {
    const found: VectorStore[] = [];
    for await (const kept of everyItem((from) => this.#client.vectorStores.list({ limit: pageSize, order: 'desc', ...from }, { signal }))) {
      const store = vectorStore(kept);
      if (hasMarks(store, marks)) found.push(store);
    }
    return found;
  }

  async #filesIn(id: string, signal: AbortSignal): Promise<readonly StoredFile[]> {
    const found: StoredFile[] = [];
    for await (const kept of everyItem((from) => this.#client.vectorStores.files.list(id, { limit: pageSize, ...from }, { signal }))) found.push(storedFile(kept));
    return found;
  }

  async #worded<Answer>(id: string | undefined, ask: () => PromiseLike<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw fileFailure(error, this.#connection, { noun: 'vector store', ...(id === undefined ? {} : { id }) });
    }
  }
}
