import { deepEqual, equal } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newFileDiff, readableDiff } from '../../src/core/gitDiff.ts';

const changed = (name: string, text: string): string => `diff --git a/${name} b/${name}\nindex 1..2 100644\n--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-old\n+${text}\n`;

describe('A diff of Git', () => {
  it('is sent as it is where all of it is text', () => {
    const diff = changed('a.ts', 'new') + changed('b.ts', 'diff --git a/x b/x');
    deepEqual(readableDiff(diff), { text: diff, unreadable: [] });
  });

  it('leaves out the files that are no UTF-8, and names them', () => {
    const gone = 'diff --git a/old.txt b/old.txt\ndeleted file mode 100644\n--- a/old.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-\uFFFD\n';
    deepEqual(readableDiff(changed('a.ts', 'new') + changed('src/sjis.txt', '\uFFFD\uFFFD{') + gone + changed('z.ts', 'new')), { text: changed('a.ts', 'new') + changed('z.ts', 'new'), unreadable: ['src/sjis.txt', 'old.txt'] });
  });

  const files: Readonly<Record<string, string>> = { 'new.ts': 'one\ntwo\n', 'one.ts': 'one\n', 'open end.ts': 'one\ntwo', 'empty.ts': '', 'odd "name"\n.ts': 'x\n', 'windows.txt': 'one\r\ntwo\r\n' };
  for (const [name, text] of Object.entries(files)) {
    it(`has a new file as Git itself has it: ${JSON.stringify(name)}`, () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'diff-'));
      writeFileSync(path.join(folder, name), text);
      const git = (...words: readonly string[]): string => execFileSync('git', words, { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } });
      git('init', '-q');
      git('add', '-N', '.');
      const real = git('-c', 'core.autocrlf=false', 'diff').replace(/^index .*\n/m, '');
      rmSync(folder, { recursive: true });
      equal(newFileDiff(name, text), real);
    });
  }

  it('says of a new file that is no text only that it is there', () => {
    equal(newFileDiff('a.png', undefined), 'diff --git a/a.png b/a.png\nnew file mode 100644\nBinary files /dev/null and b/a.png differ\n');
  });
});
