import { deepEqual } from 'node:assert/strict';
import { citedPassages, passageCitations } from '../../src/core/passageCitations.ts';
import type { Passage } from '../../src/core/passages.ts';

const passages: readonly Passage[] = ['one.md', 'two.md', 'three.md'].map((path, index) => ({ path, hash: `hash ${path}`, startLine: index + 1, endLine: index + 5, text: `Text of ${path}` }));
const cited = (answer: string): readonly (number | undefined)[] => citedPassages(answer, passageCitations(passages)).map(({ number }) => number);

describe('The passages that an answer cites', () => {
  it('are told with their place, their words and the hash of their file', () => {
    deepEqual(citedPassages('So it is [2].', passageCitations(passages)), [{ number: 2, name: 'two.md', path: 'two.md', hash: 'hash two.md', startLine: 2, endLine: 6, quote: 'Text of two.md' }]);
  });

  const answers: readonly (readonly [what: string, answer: string, numbers: readonly number[]])[] = [
    ['are told once each, by their numbers', 'B [3], a [1], b again [3].', [1, 3]],
    ['may share their brackets', 'So [1, 2] and so [2;3].', [1, 2, 3]],
    ['may follow a word, one another, or stand as footnotes', '水[1] 火【2】[^3].', [1, 2, 3]],
    ['are those that there are', 'So [0], [4], [12345] and [x].', []],
    ['are none in links', '[1](https://example.org)', []],
    ['are none in code', 'Use `list[1]` or ``a`[2]``:\n\n```js\nlist[3]\n```\n', []],
    ['are found after code', '```js\nlist[3]\n```\nSo [1] and `x` [2].', [1, 2]],
    ['are none in code that is not at its end yet', 'So [2]:\n\n```js\nlist[1]', [2]],
  ];
  for (const [what, answer, numbers] of answers) it(what, () => { deepEqual(cited(answer), numbers); });
});
