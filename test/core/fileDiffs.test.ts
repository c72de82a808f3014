import { deepEqual } from 'node:assert/strict';
import { fileDiffs, lineInFile } from '../../src/core/fileDiffs.ts';

const env = 'diff --git a/.env b/.env\nindex 1..2 100644\n--- a/.env\n+++ b/.env\n@@ -1,2 +1,2 @@\n MODE=quick\n-KEY=1\n+KEY=2\n';
const code = 'diff --git a/src/a b.ts b/src/a b.ts\nnew file mode 100644\nindex 0..2\n--- /dev/null\n+++ b/src/a b.ts\t\n@@ -0,0 +1 @@\n+one\n\\ No newline at end of file\n';
const names = (diff: string): readonly (readonly string[])[] => fileDiffs(diff).map(({ paths }) => paths);

describe('A diff', () => {
  it('is taken apart file by file, and is all of it again together', () => {
    const all = fileDiffs(env + code);
    deepEqual(all.map(({ paths, startLine }) => [paths, startLine]), [[['.env'], 1], [['src/a b.ts'], 9]]);
    deepEqual(all.map(({ text }) => text), [env, code]);
  });

  it('names both names of a file that was moved, whose contents stayed', () => {
    deepEqual(names('diff --git a/.env b/notes.txt\nsimilarity index 100%\nrename from .env\nrename to notes.txt\n'), [['notes.txt', '.env']]);
  });

  it('names files without a text: binary ones, and those of which only the mode changed', () => {
    deepEqual(names('diff --git a/keys/my store.p12 b/keys/my store.p12\nindex 1..2 100644\nBinary files a/keys/my store.p12 and b/keys/my store.p12 differ\n'), [['keys/my store.p12']]);
    deepEqual(names('diff --git a/id_rsa b/id_rsa\nold mode 100644\nnew mode 100600\n'), [['id_rsa']]);
  });

  it('names files in the words of other settings: without sides, with other sides, in quotation marks', () => {
    deepEqual(names('diff --git .env .env\n--- .env\n+++ .env\n@@ -1 +1 @@\n-a\n+b\n'), [['.env']]);
    deepEqual(names('diff --git i/.env w/.env\n--- i/.env\n+++ w/.env\n@@ -1 +1 @@\n-a\n+b\n'), [['.env']]);
    deepEqual(names('diff --git "a/gr\\303\\274n/\\"x\\".env" "b/gr\\303\\274n/\\"x\\".env"\nold mode 100644\nnew mode 100600\n'), [['grün/"x".env']]);
  });

  it('names the file of a merge', () => {
    deepEqual(names('diff --cc .env\nindex 1,2..3\n--- a/.env\n+++ b/.env\n@@@ -1,1 -1,1 +1,2 @@@\n+ a\n +b\n'), [['.env']]);
    deepEqual(names('diff --cc keys.p12\nindex 1,2..3\nBinary files differ\n'), [['keys.p12']]);
  });

  it('is one piece without a name where it is no diff of Git’s', () => {
    deepEqual(fileDiffs('Nothing.\n'), [{ text: 'Nothing.\n', paths: [], startLine: 1 }]);
  });

  it('says in which line of the file a line of it stands: as it is now, and as it was for what was taken away', () => {
    const text = 'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -10,3 +20,4 @@ function\n ten\n-eleven\n+new\n+newer\n twelve\n@@ -40 +51 @@\n-forty\n+fifty-one\n';
    deepEqual([1, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((line) => lineInFile(text, line)), [undefined, undefined, 20, 11, 21, 22, 23, undefined, 40, 51]);
  });

  it('says no line in the file of a merge', () => {
    deepEqual(lineInFile('diff --cc a\n@@@ -1,1 -1,1 +1,2 @@@\n+ a\n', 3), undefined);
  });
});
