import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ignoredEverywhere, IgnoreRules, type IgnoreFile } from '../../src/core/ignoreRules.ts';

const root = (...lines: readonly string[]): IgnoreFile => ({ folder: '', text: lines.join('\n') });
const below = (folder: string, ...lines: readonly string[]): IgnoreFile => ({ folder, text: lines.join('\n') });

interface Example {
  readonly says: string;
  readonly files: readonly IgnoreFile[];
  readonly out: readonly string[];
  readonly in: readonly string[];
}

const examples: readonly Example[] = [
  { says: 'a name leaves out files and folders at any depth', files: [root('out', '*.log')], out: ['out', 'a/out/b.ts', 'a.log', 'a/b.log'], in: ['a.ts', 'outer/a.ts', 'log'] },
  { says: 'a slash in front or within ties a rule to its folder', files: [root('/out', 'a/tmp')], out: ['out/a', 'a/tmp/b'], in: ['a/out/b', 'b/a/tmp/c'] },
  { says: 'a slash at the end speaks of folders', files: [root('out/')], out: ['out/a', 'a/out/b'], in: ['out', 'a/out'] },
  { says: 'a later rule brings back', files: [root('*.md', '!README.md')], out: ['a.md'], in: ['README.md', 'a/README.md'] },
  { says: 'nothing in a folder that is left out comes back', files: [root('out/', '!out/keep.ts')], out: ['out/keep.ts'], in: [] },
  { says: 'a deeper file overrules the ones above it', files: [root('dist/', '*.map'), below('packages/a', '!dist/', '!*.map')], out: ['dist/x', 'packages/b/dist/x', 'y.map'], in: ['packages/a/dist/x.js', 'packages/a/y.map'] },
  { says: 'a deeper file speaks of its own folder', files: [below('a', '/out', 'tmp', 'b/c')], out: ['a/out', 'a/b/tmp', 'a/b/c/d'], in: ['out', 'tmp', 'a/b/out', 'b/c', 'a/x/b/c'] },
  { says: 'a deeper file in a folder that is left out says nothing', files: [root('out/'), below('out', '!*')], out: ['out/a'], in: [] },
  { says: 'files between add up', files: [root('*.a'), below('x', '*.b'), below('x/y', '*.c', '!z.a')], out: ['x/y/q.a', 'x/y/q.b', 'x/y/q.c', 'x/z.a'], in: ['x/q.c', 'q.b', 'x/y/z.a'] },
  { says: 'stars, marks and brackets', files: [root('**/gen/**/x.ts', 'a?.ts', '[bc].ts', 'docs/**')], out: ['gen/x.ts', 'p/gen/q/r/x.ts', 'ab.ts', 'b.ts', 'docs/a/b'], in: ['a.ts', 'd.ts', 'x.ts'] },
  { says: 'comments, escapes and white space at the end', files: [root('# a.ts', '', String.raw`\#b.ts`, 'c.ts   ', String.raw`\!d.ts`)], out: ['#b.ts', 'c.ts', '!d.ts'], in: ['a.ts', '# a.ts'] },
  { says: 'folders whose names look like patterns', files: [below('[a]', '*.log'), below('b c!', '/x', 'y')], out: ['[a]/1.log', 'b c!/x', 'b c!/z/y'], in: ['a/1.log', 'b c!/z/x'] },
  { says: 'letters as they are written', files: [root('Build')], out: ['Build/a'], in: ['build/a'] },
];

/** What git itself says about these paths in a repository with these files. */
function leftOutByGit(files: readonly IgnoreFile[], paths: readonly string[]): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'ignore-rules-'));
  try {
    execFileSync('git', ['init', '--quiet', folder]);
    for (const file of files) {
      mkdirSync(path.join(folder, file.folder), { recursive: true });
      writeFileSync(path.join(folder, file.folder, '.gitignore'), file.text);
    }
    return execFileSync('git', ['-C', folder, '-c', 'core.ignoreCase=false', 'check-ignore', '--no-index', '--stdin', '-z'], { input: paths.join('\0') }).toString().split('\0').filter((each) => each !== '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('Rules of what git leaves out', () => {
  for (const { says, files, out, in: kept } of examples) {
    it(says, () => {
      const rules = new IgnoreRules(files);
      assert.deepEqual([...out, ...kept].filter((each) => rules.ignores(each)), out);
    });
  }

  it('mean in each of these examples what git means', function () {
    if (spawnSync('git', ['--version']).status !== 0) this.skip();
    assert.deepEqual(examples.map((each) => leftOutByGit(each.files, [...each.out, ...each.in])), examples.map(({ out }) => out));
  });

  it('leave out nothing where there are none', () => {
    assert.deepEqual(['a', 'a/b'].map((each) => new IgnoreRules([]).ignores(each)), [false, false]);
  });

  it('tell which folders need not even be listed', () => {
    assert.deepEqual(
      ignoredEverywhere([root('target/', '/out', 'tmp', '*.log', 'a/b', 'dist', '# x', 'kept/'), below('packages/a', '!dist', 'elsewhere', '!/kept/')]),
      ['**/target/**', 'out', 'out/**', '**/tmp', '**/tmp/**'],
    );
  });
});
