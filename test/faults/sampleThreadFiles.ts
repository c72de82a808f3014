import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import { fileFormat, fileVersion, writeThreads } from '../../src/core/threadFile.ts';
import type { Answer, Prompt } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { emptyThread } from '../../src/shared/threadEvents.ts';
import { KeptBytes, MemoryOutputStore } from '../support/fakes.ts';

const prompt = (id: string, text: string, more: Partial<Prompt> = {}): Prompt => ({ role: 'user', id, at: 10, text, attachments: [], ...more });
const answer = (id: string, parentId: string, text: string, more: Partial<Answer> = {}): Answer => ({
  role: 'assistant', id, parentId, at: 20, assistantId: builtInAssistant.id, assistantName: 'Tea', connectionName: 'Here', model: 'leaf-1', text, state: 'complete', endedAt: 30, ...more,
});

/** A thread with branches, and with all that hangs on messages; what servers know it by is there as well. */
function branched(image: string, chart: string): Thread {
  const place = 'https://api.example/v1';
  return {
    ...emptyThread, id: 't', title: 'Ziehzeit 茶', titledBy: 'model', assistantId: 'personal/tea', instructions: 'Be brief.', workspace: 'w', createdAt: 5, updatedAt: 77, leafId: 'y2', pinned: true, archived: true,
    spentBesides: { inputTokens: 7, outputTokens: 1 }, trimmed: { messageId: 'x', length: 3 }, cutAt: 6, earlier: { before: 3, absent: 4 },
    messages: [
      prompt('p', 'How long?', { attachments: [{ id: 'a', kind: 'file', path: 'cup.png', language: '', text: '', media: { mediaType: 'image/png', bytes: 3, hash: image } }, { id: 'b', kind: 'selection', path: 'a.ts', lines: [1, 2], language: 'typescript', text: 'tea()' }] }),
      answer('x', 'p', 'Three minutes [1].', {
        usage: { inputTokens: 1, outputTokens: 2 }, citations: [{ number: 1, name: 'tea.md', path: 'tea.md', startLine: 1, endLine: 2, quote: 'three' }], handle: { place, kind: 'response', id: 'resp_1', from: 0 }, bookmark: { place, kind: 'conversation', id: 'conv_1' },
        steps: [{ id: 's', kind: 'code', title: 'Ran code', state: 'complete', input: '6*7', output: '42', startedAt: 21, endedAt: 22 }], outputs: [{ id: 'f', name: 'chart.png', mediaType: 'image/png', stepId: 's', state: 'kept', bytes: 3, hash: chart }],
      }),
      answer('x2', 'p', 'Four.', { state: 'failed', failure: { kind: 'rateLimited', message: 'Too many.', action: 'retry', retryAfter: 3 } }),
      prompt('q', 'And green?', { parentId: 'x' }), answer('y', 'q', 'Two.', { state: 'running' }), answer('y2', 'q', 'Two and a half.'),
    ],
  };
}

const node = (id: string, parent: string | null, role: string, text: string): readonly [string, unknown] => [id, {
  id, parent, children: [], message: { id, author: { role, metadata: {} }, create_time: 1_700_000_000.5, content: { content_type: 'text', parts: [text] }, metadata: { model_slug: 'gpt-4o' } },
}];

/** A conversation of ChatGPT's export: a question and its answer so many times, with a branch and what tools said. */
function conversation(turns: number): unknown {
  const pairs = Array.from({ length: turns }, (_, turn) => [node(`q${String(turn)}`, turn === 0 ? 'root' : `a${String(turn - 1)}`, 'user', 'How long?'), node(`t${String(turn)}`, `q${String(turn)}`, 'tool', 'found'), node(`a${String(turn)}`, `t${String(turn)}`, 'assistant', 'Three.')]);
  return { title: 'Tea', create_time: 1_700_000_000.25, update_time: 1_700_000_100, current_node: `a${String(turns - 1)}`, conversation_id: 'c', mapping: Object.fromEntries([node('root', null, 'system', ''), ...pairs.flat(), node('other', 'q0', 'assistant', 'Four.')]) };
}

/** Files that can be imported, as they are before anything is done to them: ours, ours as an older hand would write it, and ChatGPT's. */
export async function sampleThreadFiles(): Promise<readonly string[]> {
  const shelves = { attachmentStore: new KeptBytes(), outputStore: new MemoryOutputStore() };
  const image = await shelves.attachmentStore.keep(Uint8Array.of(1, 2, 3));
  const chart = await shelves.outputStore.keep((async function* () { yield Uint8Array.of(4, 5, 6); })());
  const thread = branched(image, chart.hash);
  const { text } = await writeThreads([thread, { ...emptyThread, id: 'u', title: 'Empty' }], shelves, 0);
  return [text, JSON.stringify({ format: fileFormat, version: fileVersion, exportedAt: '', threads: [thread], files: {} }), JSON.stringify([conversation(3), conversation(1)], null, 1)];
}
