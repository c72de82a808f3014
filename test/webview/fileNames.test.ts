import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fileNamesIn, isFileName, isSymbol } from '../../webview/fileNames.ts';

describe('What looks like the name of a file', () => {
  it('is found in a sentence, with its lines and without what stands around it', () => {
    const text = 'See src/a.ts, (lib/b.test.ts:12) and c.md#L3-L5; d.py:7-9. Not e.g. this, 1.5, https://example.com/x.ts, a@example.com/b or C:\\x\\y.ts.';
    deepEqual(fileNamesIn(text).map(({ name }) => name), ['src/a.ts', 'lib/b.test.ts:12', 'c.md#L3-L5', 'd.py:7-9']);
  });

  it('stands where it is said to stand', () => {
    const text = 'In src/a.ts and src/a.ts:3';
    deepEqual(fileNamesIn(text).map(({ name, from }) => text.slice(from, from + name.length)), ['src/a.ts', 'src/a.ts:3']);
  });

  it('is found in code', () => {
    deepEqual(['src/a.ts', 'a.ts:3', 'Makefile', 'src/deep/', 'npm test', 'a', 'const x = "a.b"', 'Pot.fill()'].filter(isFileName), ['src/a.ts', 'a.ts:3', 'Makefile']);
  });
});

describe('What looks like the name of something in code', () => {
  it('is no plain word', () => {
    deepEqual(['fillCup', 'Pot', 'Pot.fill', 'fill()', 'std::vector', 'MAX_CUPS', 'true', 'npm', 'a b', '--flag', 'x = 1'].filter(isSymbol), ['fillCup', 'Pot', 'Pot.fill', 'fill()', 'std::vector', 'MAX_CUPS']);
  });
});
