import type { Assistant, Tool } from './assistant.ts';

/** The assistant with the vector store of its knowledge: it searches this one beside those that it names itself. */
export function withStore(assistant: Assistant, storeId: string): Assistant {
  const { tools, toolResources = {} } = assistant;
  const searches = tools.some(({ type }) => type === 'file_search');
  const stores = [...new Set([...(toolResources.file_search?.vector_store_ids ?? []), storeId])];
  return {
    ...assistant,
    tools: searches ? tools.map((tool) => withOwnStores(tool, storeId)) : [...tools, { type: 'file_search' }],
    toolResources: { ...toolResources, file_search: { vector_store_ids: stores } },
  };
}

// What a tool names itself takes the place of the assistant's own resources.
function withOwnStores(tool: Tool, storeId: string): Tool {
  const own = tool.type === 'file_search' ? tool['vector_store_ids'] : undefined;
  return Array.isArray(own) ? { ...tool, vector_store_ids: own.includes(storeId) ? own : [...own.filter((id: unknown) => typeof id === 'string'), storeId] } : tool;
}
