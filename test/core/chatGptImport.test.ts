import assert from 'node:assert/strict';
import { chatGptThreads } from '../../src/core/chatGptImport.ts';

const node = (id: string, parent: string | null, role: string, text: string, more: object = {}): readonly [id: string, node: object] => [id, {
  id, parent, children: [], message: role === '' ? null : { id, author: { role, metadata: {} }, create_time: 1_700_000_000.5, content: { content_type: 'text', parts: [text] }, metadata: {}, ...more },
}];
const nodes = [
  node('root', null, '', ''), node('system', 'root', 'system', ''), node('q', 'system', 'user', 'How long?'),
  node('a1', 'q', 'assistant', 'Three.', { metadata: { model_slug: 'gpt-4o' } }), node('call', 'a1', 'assistant', 'search()', { content: { content_type: 'code', text: 'search()' } }),
  node('tool', 'call', 'tool', 'found'), node('a1b', 'tool', 'assistant', 'Or four.'), node('q2', 'a1b', 'user', 'Green?'),
  node('a2', 'q', 'assistant', 'Five.'), node('hidden', 'a2', 'user', 'profile', { metadata: { is_visually_hidden_from_conversation: true } }),
];
const conversation = { title: 'Tea', create_time: 1_700_000_000.25, update_time: 1_700_000_100, current_node: 'q2', conversation_id: 'c', mapping: Object.fromEntries(nodes.toReversed()) };

describe('ChatGPT’s conversations.json', () => {
  it('becomes threads with their branches; what tools and the system said is left out, and what follows it is one answer', () => {
    const [thread] = chatGptThreads([conversation, { ...conversation, mapping: {} }]) ?? [];
    assert.deepEqual(thread?.messages.toSorted((one, other) => one.id.localeCompare(other.id)).map(({ role, id, parentId, text }) => [role, id, parentId, text]), [
      ['assistant', 'a1', 'q', 'Three.\n\nOr four.'], ['assistant', 'a2', 'q', 'Five.'], ['user', 'q', undefined, 'How long?'], ['user', 'q2', 'a1', 'Green?'],
    ]);
    assert.deepEqual([thread?.title, thread?.createdAt, thread?.updatedAt, thread?.leafId], ['Tea', 1_700_000_000_250, 1_700_000_100_000, 'q2']);
  });

  it('is told from everything else', () => {
    assert.deepEqual([{}, [], [1], 'x', [{ title: 'x' }], [conversation, 1]].map(chatGptThreads), [undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it('is read to its end where its nodes hang on themselves, or are named as others are', () => {
    const looping = { self: { ...nodes[2]?.[1], id: 'self', parent: 'self' }, one: { ...nodes[2]?.[1], id: 'one', parent: 'two' }, two: { ...nodes[2]?.[1], id: 'one', parent: 'one' }, '': { ...nodes[2]?.[1], id: '', parent: '' }, q: { ...nodes[2]?.[1], id: 'self', parent: null } };
    assert.deepEqual(chatGptThreads([{ ...conversation, mapping: looping }])?.map(({ messages }) => messages.map(({ id }) => id)), [['q']]);
  });

  it('is read however many answers one question has', () => {
    const many = Array.from({ length: 130_000 }, (_, number) => node(`a${String(number)}`, 'q', 'assistant', 'Three.'));
    const [thread] = chatGptThreads([{ ...conversation, mapping: Object.fromEntries([node('q', null, 'user', 'How long?'), ...many]) }]) ?? [];
    assert.deepEqual(thread?.messages.length, 130_001);
  });
});
