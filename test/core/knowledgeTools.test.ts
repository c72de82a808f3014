import { deepEqual } from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import { placeOfStore, withStore } from '../../src/core/knowledgeTools.ts';

/** What an assistant works with once it has the store “vs_k”. */
function given(assistant: Partial<Assistant>, api: Connection['api'] = 'responses'): unknown {
  const { assistant: { tools, toolResources }, threadStore } = withStore({ ...emptyDefinition, id: 'a', ...assistant }, { api }, 'vs_k');
  return { tools, ...(toolResources === undefined ? {} : { toolResources }), ...(threadStore === undefined ? {} : { threadStore }) };
}

/** Where the Assistants API takes it. */
const place = (assistant: Partial<Assistant>): string | undefined => placeOfStore({ ...emptyDefinition, id: 'a', ...assistant }, { api: 'assistants' });

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

  describe('over the Assistants API, which takes one store with an assistant and one with a thread,', () => {
    const own = { file_search: { vector_store_ids: ['vs_own'] } };

    it('has it with the assistant, if that has none of its own', () => {
      deepEqual(given({}, 'assistants'), { tools: [{ type: 'file_search' }], toolResources: { file_search: { vector_store_ids: ['vs_k'] } } });
    });

    it('has it with the thread, beside one of its own', () => {
      deepEqual(given({ toolResources: own }, 'assistants'), { tools: [{ type: 'file_search' }], toolResources: own, threadStore: 'vs_k' });
    });

    it('has it with the thread, where the server keeps the assistant, whose tools stay its own', () => {
      deepEqual(given({ serverId: 'asst_1' }, 'assistants'), { tools: [], threadStore: 'vs_k' });
    });

    it('has no place for it, where others have taken them all', () => {
      deepEqual([place({ toolResources: { file_search: { vector_store_ids: ['vs_1', 'vs_2'] } } }), place({ serverId: 'asst_1', tools: [{ type: 'file_search', vector_store_ids: ['vs_1'] }] })], [undefined, undefined]);
    });
  });
});
