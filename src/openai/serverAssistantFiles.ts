import type OpenAI from 'openai';
import type { Assistant as Kept } from 'openai/resources/beta/assistants';
import type { Connection } from '../core/connections.ts';
import type { AssistantFiles } from '../core/serverAssistants.ts';
import { ourMark, serverAssistantMark } from '../core/vectorStores.ts';
import type { AssistantsWire, WireOptions } from './assistantsWire.ts';
import { everyItem, pageSize } from './everyItem.ts';
import { isMissingEndpoint, translated } from './failures.ts';
import { missingObject, type Subject } from './missingObject.ts';
import { serverId } from './serverId.ts';

/** A page of an assistant's files in the first version of the API, which tells of no more pages. */
interface FilesPage {
  readonly data: readonly { readonly id: string }[];
  readonly has_more?: boolean;
}

/**
 * The files of a server's assistants. In the first version of the API they are a list of the assistant's own, which the SDK has
 * dropped; in the second they belong to its tools: a list for the code interpreter, a vector store for the search.
 */
export class ServerAssistantFiles implements AssistantFiles {
  readonly #client: OpenAI;
  readonly #connection: Connection;
  readonly #wire: AssistantsWire;

  constructor(client: OpenAI, connection: Connection, wire: AssistantsWire) {
    this.#client = client;
    this.#connection = connection;
    this.#wire = wire;
  }

  async list(assistantId: string, signal: AbortSignal): Promise<readonly string[]> {
    return this.#worded({ assistant: assistantId }, async () => {
      const kept = await this.#wire.retrieve(assistantId, signal);
      const ids = new Set(codeFiles(kept));
      if (this.#wire.shape === 'v1') {
        const read = (from: object): PromiseLike<FilesPage> => this.#client.get<FilesPage>(filesOf(assistantId), { query: { limit: pageSize, ...from }, ...this.#options(signal) });
        for await (const { id } of everyItem(read)) ids.add(id);
      }
      for (const store of stores(kept)) for await (const { id } of everyItem((from) => this.#client.vectorStores.files.list(store, { limit: pageSize, ...from }, { signal }))) ids.add(id);
      return [...ids];
    });
  }

  async attach(assistantId: string, fileId: string, signal: AbortSignal): Promise<void> {
    await this.#worded({ assistant: assistantId, file: fileId }, async () => {
      serverId(fileId);
      const kept = await this.#wire.retrieve(assistantId, signal);
      if (this.#wire.shape === 'v1') {
        await this.#client.post(filesOf(assistantId), { body: { file_id: fileId }, ...this.#options(signal) });
        return;
      }
      const searches = kept.tools.some(({ type }) => type === 'file_search');
      if (!searches || kept.tools.some(({ type }) => type === 'code_interpreter')) await this.#setCodeFiles(kept, [...new Set([...codeFiles(kept), fileId])], signal);
      if (searches) await this.#addToSearch(kept, fileId, signal);
    });
  }

  async detach(assistantId: string, fileId: string, signal: AbortSignal): Promise<void> {
    await this.#worded({ assistant: assistantId, file: fileId }, async () => {
      serverId(fileId);
      const kept = await this.#wire.retrieve(assistantId, signal);
      if (this.#wire.shape === 'v1') {
        await this.#client.delete(`${filesOf(assistantId)}/${fileId}`, this.#options(signal));
        return;
      }
      const left = codeFiles(kept).filter((id) => id !== fileId);
      if (left.length < codeFiles(kept).length) await this.#setCodeFiles(kept, left, signal);
      for (const store of stores(kept)) {
        await this.#client.vectorStores.files.delete(fileId, { vector_store_id: store }, { signal }).catch((error: unknown) => {
          if (!isMissingEndpoint(error)) throw error;
        });
      }
    });
  }

  async #setCodeFiles(kept: Kept, fileIds: string[], signal: AbortSignal): Promise<void> {
    await this.#client.beta.assistants.update(kept.id, { tool_resources: { ...kept.tool_resources, code_interpreter: { file_ids: fileIds } } }, this.#options(signal));
  }

  async #addToSearch(kept: Kept, fileId: string, signal: AbortSignal): Promise<void> {
    const [store] = stores(kept);
    if (store !== undefined) {
      await this.#client.vectorStores.files.create(store, { file_id: fileId }, { signal });
      return;
    }
    const { id } = await this.#client.vectorStores.create({ name: kept.name ?? kept.id, file_ids: [fileId], metadata: { ...ourMark, [serverAssistantMark]: kept.id } }, { signal });
    const now = await this.#wire.retrieve(kept.id, signal);
    await this.#client.beta.assistants.update(kept.id, { tool_resources: { ...now.tool_resources, file_search: { vector_store_ids: [id] } } }, this.#options(signal));
  }

  #options(signal: AbortSignal): WireOptions {
    return this.#wire.options(signal);
  }

  async #worded<Answer>(subject: Subject, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw translated(missingObject(error, subject, new URL(this.#connection.baseUrl).host), this.#connection);
    }
  }
}

function filesOf(assistantId: string): string {
  return `/assistants/${serverId(assistantId)}/files`;
}

function codeFiles({ tool_resources: resources }: Kept): readonly string[] {
  return resources?.code_interpreter?.file_ids ?? [];
}

function stores({ tool_resources: resources }: Kept): readonly string[] {
  return resources?.file_search?.vector_store_ids ?? [];
}
