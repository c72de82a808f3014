import assert from 'node:assert/strict';
import { matchesGlob } from '../../src/core/globs.ts';

describe('A pattern', () => {
  it('stands for a name, and each star in it for any letters', () => {
    const meant: readonly (readonly [string, string])[] = [['a', 'a'], ['*', ''], ['gpt-*', 'gpt-6'], ['*-mini', 'gpt-5.4-mini'], ['g*-*i', 'gpt-mini'], ['a*a', 'aa'], ['(a+)+*', '(a+)+b']];
    const not: readonly (readonly [string, string])[] = [['a', 'ab'], ['gpt-*', 'o3'], ['a*a', 'a'], ['a*b*c', 'acb'], ['.*', 'x']];
    assert.deepEqual([meant.filter(([pattern, name]) => !matchesGlob(pattern, name)), not.filter(([pattern, name]) => matchesGlob(pattern, name))], [[], []]);
  });
});
