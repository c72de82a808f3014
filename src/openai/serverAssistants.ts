import type OpenAI from 'openai';
import type { Assistant as Kept } from 'openai/resources/beta/assistants';
import { emptyDefinition, type Definition, type Parameters } from '../core/assistant.ts';
import type { Connection } from '../core/connections.ts';
import type { AssistantFiles, ServerAssistant, ServerAssistants } from '../core/serverAssistants.ts';
import { assistantBody } from './assistantBody.ts';
import { ServerAssistantFiles } from './serverAssistantFiles.ts';
import { ourTool } from './assistantTools.ts';
import type { AssistantsWire } from './assistantsWire.ts';
import { given } from './chatParameters.ts';
import { assistantKey } from './counterparts.ts';
import { everyItem } from './everyItem.ts';
import { translated } from './failures.ts';
import { missingObject } from './missingObject.ts';
import { defaultModel } from './models.ts';

/** The assistants that a server of the Assistants API keeps. */
export class AssistantsAtServer implements ServerAssistants {
  readonly files: AssistantFiles;
  readonly #client: OpenAI;
  readonly #connection: Connection;
  readonly #wire: AssistantsWire;

  constructor(client: OpenAI, connection: Connection, wire: AssistantsWire) {
    this.#client = client;
    this.#connection = connection;
    this.#wire = wire;
    this.files = new ServerAssistantFiles(client, connection, wire);
  }

  async list(signal: AbortSignal): Promise<readonly ServerAssistant[]> {
    return this.#worded(async () => {
      const all: ServerAssistant[] = [];
      for await (const kept of everyItem((from) => this.#wire.page(from, signal))) all.push(ours(kept));
      return all;
    });
  }

  async retrieve(id: string, signal: AbortSignal): Promise<ServerAssistant> {
    return this.#worded(async () => ours(await this.#wire.retrieve(id, signal)), id);
  }

  async create(definition: Definition, signal: AbortSignal): Promise<ServerAssistant> {
    return this.#worded(async () => {
      const model = definition.model ?? (await defaultModel(this.#client, this.#connection, signal));
      return ours(await this.#wire.create((shape) => assistantBody({ assistant: { ...definition, id: '' }, model, without: [] }, shape), signal));
    }, '', definition);
  }

  async update(id: string, definition: Definition, signal: AbortSignal): Promise<ServerAssistant> {
    return this.#worded(async () => {
      const model = definition.model ?? (await this.#wire.retrieve(id, signal)).model;
      return ours(await this.#wire.update(id, (shape) => assistantBody({ assistant: { ...definition, id: '' }, model, without: [] }, shape), signal));
    }, id, definition);
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.#worded(() => this.#wire.remove(id, signal), id);
  }

  async #worded<Answer>(ask: () => Promise<Answer>, id = '', { model = '', parameters }: Pick<Definition, 'model' | 'parameters'> = emptyDefinition): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw translated(missingObject(error, { assistant: id }, new URL(this.#connection.baseUrl).host), this.#connection, model, parameters);
    }
  }
}

function ours(kept: Kept): ServerAssistant {
  const { description, model, temperature, top_p, response_format, metadata } = kept;
  const effort = 'reasoning_effort' in kept ? kept.reasoning_effort : undefined;
  // Servers tell their own 1 for both where nobody has set them.
  const said = { temperature: temperature === 1 ? undefined : temperature, top_p: top_p === 1 ? undefined : top_p, reasoning_effort: effort, response_format: response_format === 'auto' ? undefined : response_format };
  const { code_interpreter: code, file_search: search } = kept.tool_resources ?? {};
  const fileIds = code?.file_ids ?? ('file_ids' in kept && Array.isArray(kept.file_ids) ? kept.file_ids.filter((one: unknown) => typeof one === 'string') : []);
  const storeIds = search?.vector_store_ids ?? [];
  const definition: Definition = {
    ...emptyDefinition,
    name: kept.name ?? '',
    ...(typeof description === 'string' && description !== '' ? { description } : {}),
    instructions: kept.instructions ?? '',
    ...(typeof model === 'string' && model !== '' ? { model } : {}),
    parameters: given<Parameters>(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))),
    tools: (kept.tools ?? []).flatMap((tool) => ourTool(tool) ?? []),
    ...(fileIds.length + storeIds.length === 0 ? {} : {
      toolResources: { ...(fileIds.length === 0 ? {} : { code_interpreter: { file_ids: fileIds } }), ...(storeIds.length === 0 ? {} : { file_search: { vector_store_ids: storeIds } }) },
    }),
    metadata: metadata ?? {},
  };
  const madeFor = metadata?.[assistantKey];
  return { id: kept.id, createdAt: (kept.created_at ?? 0) * 1000, definition, ...(madeFor === undefined ? {} : { madeFor }) };
}
