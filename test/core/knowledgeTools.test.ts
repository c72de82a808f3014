import { deepEqual } from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { withStore } from '../../src/core/knowledgeTools.ts';

/** What an assistant works with once it has the store “vs_k”. */
function given(assistant: Partial<Assistant>): unknown {
  const { tools, toolResources } = withStore({ ...emptyDefinition, id: 'a', ...assistant }, 'vs_k');
  return { tools, toolResources };
}

describe('An assistant with the vector store of its knowledge', () => {
  it('searches it, though it has no tools of its own', () => {
    deepEqual(given({}), { tools: [{ type: 'file_search' }], toolResources: { file_search: { vector_store_ids: ['vs_k'] } } });
  });

  it('keeps its other tools, how it searches, and what it works on', () => {
    const tools = [{ type: 'code_interpreter' }, { type: 'file_search', max_num_results: 3 }];
    const toolResources = { code_interpreter: { file_ids: ['file-1'] }, file_search: { vector_store_ids: ['vs_own'] } };
    deepEqual(given({ tools, toolResources }), { tools, toolResources: { ...toolResources, file_search: { vector_store_ids: ['vs_own', 'vs_k'] } } });
  });

  it('searches it beside the stores that its tool names', () => {
    deepEqual(given({ tools: [{ type: 'file_search', vector_store_ids: ['vs_own'] }] }), {
      tools: [{ type: 'file_search', vector_store_ids: ['vs_own', 'vs_k'] }], toolResources: { file_search: { vector_store_ids: ['vs_k'] } },
    });
  });
});
