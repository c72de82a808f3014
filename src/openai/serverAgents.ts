import type OpenAI from 'openai';
import type { Agent } from 'openai/resources/beta/agents/agents';
import { emptyDefinition, type Definition, type Parameters } from '../core/assistant.ts';
import type { Connection } from '../core/connections.ts';
import type { ServerAssistant, ServerAssistants } from '../core/serverAssistants.ts';
import { agentBody, agentChange, descriptionKey } from './agentBody.ts';
import { ourAgentTool } from './agentTools.ts';
import { given } from './chatParameters.ts';
import { assistantKey } from './counterparts.ts';
import { everyItem, pageSize } from './everyItem.ts';
import { translated } from './failures.ts';
import { defaultModel } from './models.ts';
import { serverId } from './serverId.ts';

/** The agents that a server of the Agents API keeps. They have no files of their own. */
export class AgentsAtServer implements ServerAssistants {
  readonly #client: OpenAI;
  readonly #connection: Connection;

  constructor(client: OpenAI, connection: Connection) {
    this.#client = client;
    this.#connection = connection;
  }

  async list(signal: AbortSignal): Promise<readonly ServerAssistant[]> {
    return this.#worded(async () => {
      const all: ServerAssistant[] = [];
      for await (const agent of everyItem((from) => this.#agents.list({ limit: pageSize, order: 'desc', ...from }, { signal }))) all.push(ours(agent));
      return all;
    });
  }

  async retrieve(id: string, signal: AbortSignal): Promise<ServerAssistant> {
    return this.#worded(async () => ours(await this.#agents.retrieve(serverId(id), { signal })));
  }

  async create(definition: Definition, signal: AbortSignal): Promise<ServerAssistant> {
    return this.#worded(async () => {
      const model = definition.model ?? (await defaultModel(this.#client, this.#connection, signal));
      return ours(await this.#agents.create(agentBody({ assistant: { ...definition, id: '' }, model, without: [] }), { signal }));
    }, definition);
  }

  async update(id: string, definition: Definition, signal: AbortSignal): Promise<ServerAssistant> {
    return this.#worded(async () => {
      const { model: kept } = definition.model === undefined ? await this.#agents.retrieve(serverId(id), { signal }) : { model: definition.model };
      return ours(await this.#agents.update(serverId(id), agentChange({ assistant: { ...definition, id: '' }, model: kept, without: [] }), { signal }));
    }, definition);
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.#worded(async () => {
      await this.#agents.delete(serverId(id), { signal });
    });
  }

  get #agents(): OpenAI['beta']['agents'] {
    return this.#client.beta.agents;
  }

  async #worded<Answer>(ask: () => Promise<Answer>, { model = '', parameters }: Pick<Definition, 'model' | 'parameters'> = emptyDefinition): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw translated(error, this.#connection, model, parameters);
    }
  }
}

function ours({ id, created_at: made, name, instructions, model, metadata, tools, reasoning, text, service_tier: tier }: Agent): ServerAssistant {
  const { [descriptionKey]: description = '', ...rest } = metadata ?? {};
  const format = text?.format?.type === 'json_schema' ? { type: 'json_schema', json_schema: { name: 'answer', schema: text.format.schema } } : undefined;
  // The server tells its own “medium” and “auto” where nobody has set them.
  const said = { reasoning_effort: reasoning?.effort, verbosity: text?.verbosity === 'medium' ? undefined : text?.verbosity, response_format: format, service_tier: tier === 'auto' ? undefined : tier };
  const definition: Definition = {
    ...emptyDefinition, name: name ?? '', ...(description === '' ? {} : { description }), instructions: instructions ?? '', model,
    parameters: given<Parameters>(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))),
    tools: (tools ?? []).flatMap(ourAgentTool), metadata: rest,
  };
  const madeFor = metadata?.[assistantKey];
  return { id, createdAt: (made ?? 0) * 1000, definition, ...(madeFor === undefined ? {} : { madeFor }) };
}
