import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { workspaceMark } from '../../src/node/workspaceMark.ts';

const config = '[core]\n\tbare = false\n[remote "mirror"]\n\turl = https://mirror.test/x.git\n[remote "origin"]\n\turl = https://me:secret@git.test/Tea/shop.git\n\tfetch = +refs\n[branch "main"]\n\tremote = origin\n';

const mark = (...places: readonly string[]): string => workspaceMark(places.map((place) => ({ name: path.basename(place), place })), () => 'id-1');
const long = (last: string): string => workspaceMark([...Array.from({ length: 40 }, (_, index) => ({ name: `folder ${String(index)}` })), { name: `zzz${last}` }], () => 'id');

describe('The mark of a workspace', () => {
  let root = '';
  /** A folder with these files in it. */
  const folder = (name: string, files: Readonly<Record<string, string>> = {}): string => {
    const place = path.join(root, name);
    mkdirSync(place, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
      writeFileSync(path.join(place, file), text);
    }
    return place;
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'mark-'));
  });
  afterEach(() => { rmSync(root, { recursive: true, force: true }); });

  it('is the repository it comes from, whatever the folder is called, without credentials', () => {
    deepEqual([mark(folder('one', { '.git/config': config })), mark(folder('two', { '.git/config': config }))], ['git.test/tea/shop', 'git.test/tea/shop']);
  });

  it('says where in the repository the folder lies', () => {
    folder('one', { '.git/config': config });
    equal(mark(folder('one/docs/guide')), 'git.test/tea/shop:docs/guide');
  });

  it('is the same in a working tree beside the first', () => {
    folder('one', { '.git/config': config, '.git/worktrees/two/commondir': '../..\n' });
    equal(mark(folder('two', { '.git': `gitdir: ${path.join(root, 'one/.git/worktrees/two')}\n` })), 'git.test/tea/shop');
  });

  it('is the folder’s name with an id of its own where there is no remote, or one on this machine', () => {
    deepEqual([mark(folder('shop')), mark(folder('local', { '.git/config': '[remote "origin"]\nurl = ../shop\n' }))], ['shop id-1', 'local id-1']);
    notEqual(workspaceMark([{ name: 'shop' }], () => 'a'), workspaceMark([{ name: 'shop' }], () => 'b'));
  });

  it('names all folders, in whichever order they are', () => {
    const [one, two] = [folder('one', { '.git/config': config }), folder('two')];
    deepEqual([mark(one, two), mark(two, one)], ['git.test/tea/shop + two id-1', 'git.test/tea/shop + two id-1']);
  });

  it('fits into what a server keeps', () => {
    deepEqual([long('a').length, long('a') === long('b')], [256, false]);
  });
});
