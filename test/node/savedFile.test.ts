import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { saveFile } from '../../src/node/savedFile.ts';

describe('A file that is saved', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'saved-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('holds all that arrived', async () => {
    await saveFile(path.join(folder, 'a.txt'), (async function* () {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    })());
    equal(await readFile(path.join(folder, 'a.txt'), 'utf8'), 'one two');
  });

  it('is as it was when not all arrived', async () => {
    await writeFile(path.join(folder, 'a.txt'), 'before');
    await rejects(saveFile(path.join(folder, 'a.txt'), (async function* () {
      yield Buffer.from('half');
      throw new Error('cut');
    })()), /cut/);
    deepEqual([await readFile(path.join(folder, 'a.txt'), 'utf8'), await readdir(folder)], ['before', ['a.txt']]);
  });
});
