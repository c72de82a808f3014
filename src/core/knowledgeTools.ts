import type { Assistant, Tool } from './assistant.ts';
import type { Connection } from './connections.ts';
import type { Turn } from './engine.ts';

/** Where an API takes the vector store of an assistant's knowledge; undefined where all its places are taken. The Assistants API takes one store with an assistant and one with a thread; an assistant that the server keeps has its own. */
export function placeOfStore(assistant: Assistant, { api }: Pick<Connection, 'api'>): 'assistant' | 'thread' | undefined {
  if (api !== 'assistants') return 'assistant';
  const own = ownStores(assistant).length;
  if (assistant.serverId !== undefined) return own === 0 ? 'thread' : undefined;
  return own === 0 ? 'assistant' : own === 1 ? 'thread' : undefined;
}

/** Who is asked, and what beside, so that the vector store of the assistant's knowledge is searched beside those that it names itself. */
export function withStore(assistant: Assistant, connection: Pick<Connection, 'api'>, storeId: string): Pick<Turn, 'assistant' | 'threadStore'> {
  const place = placeOfStore(assistant, connection);
  if (place === undefined) return { assistant };
  if (place === 'assistant') return { assistant: withOwn(assistant, storeId) };
  // The tools of an assistant that the server keeps are its own; the engine adds to them.
  return { assistant: assistant.serverId === undefined ? { ...assistant, tools: searching(assistant.tools) } : assistant, threadStore: storeId };
}

function withOwn(assistant: Assistant, storeId: string): Assistant {
  const { tools, toolResources = {} } = assistant;
  const stores = [...new Set([...(toolResources.file_search?.vector_store_ids ?? []), storeId])];
  return { ...assistant, tools: searching(tools).map((tool) => withOwnStores(tool, storeId)), toolResources: { ...toolResources, file_search: { vector_store_ids: stores } } };
}

function searching(tools: readonly Tool[]): readonly Tool[] {
  return tools.some(({ type }) => type === 'file_search') ? tools : [...tools, { type: 'file_search' }];
}

function ownStores({ tools, toolResources }: Assistant): readonly string[] {
  const named = tools.filter(({ type }) => type === 'file_search').flatMap(({ vector_store_ids: ids }) => (Array.isArray(ids) ? ids.filter((id: unknown) => typeof id === 'string') : []));
  return [...new Set([...(toolResources?.file_search?.vector_store_ids ?? []), ...named])];
}

// What a tool names itself takes the place of the assistant's own resources.
function withOwnStores(tool: Tool, storeId: string): Tool {
  const own = tool.type === 'file_search' ? tool['vector_store_ids'] : undefined;
  return Array.isArray(own) ? { ...tool, vector_store_ids: own.includes(storeId) ? own : [...own.filter((id: unknown) => typeof id === 'string'), storeId] } : tool;
}
