import { deepEqual } from 'node:assert/strict';
import { citedPlace } from '../../src/core/citedPlace.ts';

const text = 'Tea\n\nBoil the water,\nthen wait.\nDrink.\n';
const passage = { number: 1, name: 'tea.md', path: 'tea.md', hash: 'then', startLine: 3, endLine: 4, quote: 'Boil the water,\nthen wait.' };

describe('The place of a citation', () => {
  it('is the same lines in the same file', () => {
    deepEqual(citedPlace(passage, 'whatever', 'then'), { startLine: 3, endLine: 4, changed: false });
  });

  it('is where the words stand now in a file that has changed', () => {
    deepEqual(citedPlace(passage, `New first line.\r\n${text.replaceAll('\n', '\r\n')}`, 'now'), { startLine: 4, endLine: 5, changed: true });
  });

  it('is where they begin when they go on otherwise', () => {
    const quote = 'one two three four five six seven eight nine ten';
    deepEqual(citedPlace({ ...passage, quote }, 'zero\none two three four\nfive six seven eight (nine is gone)', 'now'), { startLine: 2, endLine: 3, changed: true });
  });

  it('is nowhere when the words are gone', () => {
    deepEqual(citedPlace(passage, 'Coffee.', 'now'), { changed: true });
  });

  it('is found by the words alone where a server tells no lines', () => {
    deepEqual(citedPlace({ name: 'tea.md', path: 'tea.md', hash: 'then', fileId: 'file-1', quote: 'Boil  the water, then wait.' }, text, 'then'), { startLine: 3, endLine: 4, changed: false });
  });

  it('takes the words as they are', () => {
    deepEqual(citedPlace({ name: 'a.ts', quote: 'a[1] + (b) * c? $' }, 'x\na[1] + (b) * c? $', 'now'), { startLine: 2, endLine: 2, changed: false });
  });

  it('is nowhere when a server tells neither lines nor words', () => {
    deepEqual(citedPlace({ name: 'tea.md', path: 'tea.md', hash: 'then' }, text, 'then'), { changed: false });
  });

  it('is the nearest to where they stood, of several places with the same words', () => {
    const file = ['a', 'Wait.', 'b', 'c', 'd', 'Wait.', 'e'].join('\n');
    deepEqual([citedPlace({ ...passage, startLine: 5, quote: 'Wait.' }, file, 'now'), citedPlace({ ...passage, startLine: 1, quote: 'Wait.' }, file, 'now')].map(({ startLine }) => startLine), [6, 2]);
  });

  for (const other of ['One two three four five six seven eight nine ten', 'one two three FOUR five six seven eight nine ten']) {
    it(`is found though one of the first words is another: ${other}`, () => {
      deepEqual(citedPlace({ ...passage, quote: 'one two three four five six seven eight nine ten' }, `zero\n${other}`, 'now'), { startLine: 2, endLine: 2, changed: true });
    });
  }
});
