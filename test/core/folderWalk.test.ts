import assert from 'node:assert/strict';
import { walkFolder, type FolderEntry, type Walked } from '../../src/core/folderWalk.ts';

/** A folder with these files and folders; names that end with `@` are links to folders, those that begin with `-` are left out. */
async function walked(tree: Readonly<Record<string, readonly string[]>>, most: { readonly files: number; readonly entries: number }): Promise<{ readonly found: Walked<string>; readonly read: readonly string[] }> {
  const read: string[] = [];
  const found = await walkFolder('', async (folder): Promise<readonly FolderEntry<string>[]> => {
    read.push(folder);
    return (tree[folder] ?? []).map((name) => ({ place: `${folder}/${name}`, kind: name.endsWith('@') ? 'link' : `${folder}/${name}` in tree ? 'folder' : 'file', leftOut: name.startsWith('-') }));
  }, most);
  return { found, read };
}

describe('a walk through a folder', () => {
  it('finds all files below it, and the links to folders, which it does not follow', async () => {
    const { found } = await walked({ '': ['a', 'b', 'c@', '-d'], '/b': ['e'] }, { files: 10, entries: 10 });
    assert.deepEqual(found, { files: ['/a', '/b/e'], links: ['/c@'], leftOut: true, isCut: false });
  });

  it('ends where enough entries were looked at, and says that there is more', async () => {
    const tree = { '': ['-a', '-b', '-c', 'd', 'e'], '/d': ['x'], '/e': ['y'] };
    const cut = await walked(tree, { files: 10, entries: 6 });
    assert.deepEqual([cut.found.files, cut.found.isCut, (await walked(tree, { files: 10, entries: 7 })).found.isCut], [['/d/x'], true, false]);
    assert.deepEqual((await walked(tree, { files: 10, entries: 2 })).read, ['']);
  });

  it('ends as soon as there are too many files, in all folders', async () => {
    const { found, read } = await walked({ '': ['a', 'b'], '/a': ['1', '2', '3'], '/b': ['4'] }, { files: 1, entries: 100 });
    assert.deepEqual([found.files.length, found.isCut, read], [2, true, ['', '/a']]);
  });
});
