import assert from 'node:assert/strict';
import { excludeGlobs, rulesOfGlobs } from '../../src/core/excludeGlobs.ts';
import { IgnoreRules } from '../../src/core/ignoreRules.ts';

describe('The globs of files.exclude', () => {
  it('hold where they are switched on, one for each choice in braces', () => {
    const setting = { '**/.git': true, '**/.svn': false, '**/*.js': { when: '$(basename).ts' }, 'out/{a,b{c,d}}': true };
    assert.deepEqual(excludeGlobs(setting), ['**/.git', 'out/a', 'out/bc', 'out/bd']);
  });

  it('are asked of a single path as VS Code means them', () => {
    const rules = new IgnoreRules([rulesOfGlobs(['**/node_modules', '**/*.map', 'out', 'docs/*.md'])]);
    const paths = ['node_modules/a.js', 'a/node_modules/b.js', 'a/b.map', 'out/a.ts', 'docs/a.md', 'a/out/b.ts', 'docs/a/b.md', 'a.ts'];
    assert.deepEqual(paths.filter((path) => !rules.ignores(path)), ['a/out/b.ts', 'docs/a/b.md', 'a.ts']);
  });
});
