import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { rowsOf } from '../../webview/threadRows.ts';
import { sampleAnswer, samplePrompt, sampleThread } from '../support/chatSamples.ts';

const messages = [
  samplePrompt('p1', 'Why?'),
  sampleAnswer('a1', 'p1', 'First'),
  sampleAnswer('a2', 'p1', 'Second'),
  samplePrompt('p2', 'And then?', { parentId: 'a2' }),
  sampleAnswer('a3', 'p2', '', { state: 'running' }),
];

describe('The rows of a thread', () => {
  it('are the messages of the branch on show, each answer with its versions', () => {
    const rows = rowsOf(sampleThread(messages));
    deepEqual(
      rows.map((row) => [row.message.id, row.kind === 'answer' ? row.versions : []]),
      [['p1', []], ['a2', ['a1', 'a2']], ['p2', []], ['a3', ['a3']]],
    );
  });

  it('say where the branch ends and whether an answer arrives anywhere in the thread', () => {
    deepEqual(rowsOf(sampleThread(messages, { leafId: 'a1' })).map(({ last, idle }) => [last, idle]), [[false, false], [true, false]]);
  });
});
