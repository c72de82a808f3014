import { deepEqual, ok } from 'node:assert/strict';
import { cutPassages, estimatedTokens } from '../../src/core/passageCuts.ts';

const lines = (count: number, line: (number: number) => string): string => Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');
const places = (text: string): readonly string[] => cutPassages(text).map(({ startLine, endLine }) => `${String(startLine)}-${String(endLine)}`);
const forty = (number: number): string => `${String(number).padStart(3, '0')} ${'word '.repeat(31)}`;

describe('The passages of a text', () => {
  it('are one where it is short', () => {
    deepEqual(cutPassages('one\r\ntwo\n'), [{ startLine: 1, endLine: 3, text: 'one\ntwo\n' }]);
  });

  it('have about 800 tokens, and begin with the last lines of the one before', () => {
    deepEqual(places(lines(50, forty)), ['1-20', '16-35', '31-50']);
  });

  it('end at a blank line near their end', () => {
    deepEqual(places(lines(30, (number) => (number === 16 ? '' : forty(number)))), ['1-16', '12-30']);
  });

  it('hold nothing but what stands in their lines', () => {
    const text = lines(120, forty);
    const all = text.split('\n');
    for (const cut of cutPassages(text)) deepEqual(cut.text, all.slice(cut.startLine - 1, cut.endLine).join('\n'));
  });

  it('divide a line that is too long, and lose none of it', () => {
    const line = Array.from({ length: 3000 }, (_, index) => `w${String(index)}`).join(' ');
    const cuts = cutPassages(line);
    deepEqual(cuts.map(({ text }) => text).join(''), line);
    ok(cuts.length > 3 && cuts.every(({ startLine, endLine, text }) => startLine === 1 && endLine === 1 && estimatedTokens(text) <= 800));
  });

  it('come to an end in a text of such lines', () => {
    deepEqual(new Set(places(lines(3, () => 'x'.repeat(10_000)))), new Set(['1-1', '2-2', '3-3']));
  });

  it('are none where there is nothing to read', () => {
    deepEqual(cutPassages('\n \n\t\n'), []);
  });
});
