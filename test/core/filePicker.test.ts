import assert from 'node:assert/strict';
import { FilePicker } from '../../src/core/filePicker.ts';
import type { FileMatch } from '../../src/core/fileRanking.ts';
import type { FilesFound, WorkspaceFiles } from '../../src/core/workspaceFiles.ts';

const chat: FileMatch = { path: 'src/core/chat.ts', kind: 'file', positions: [0, 4, 9, 10] };
const core: FileMatch = { path: 'core', kind: 'folder', positions: [0] };

function filesThat(find: (query: string) => Promise<FilesFound>): WorkspaceFiles {
  return {
    find: async (query, signal) => {
      const aborted = new Promise((resolve) => { signal.addEventListener('abort', resolve); });
      const found = await Promise.race([find(query), aborted.then(() => undefined)]);
      signal.throwIfAborted();
      return found ?? { matches: [] };
    },
  };
}

describe('The picker of files', () => {
  it('tells the page names, folders and marks in each of them', async () => {
    const { found, note } = await new FilePicker(filesThat(async () => ({ matches: [chat, core], note: 'Not all.' }))).find('x');
    assert.deepEqual([found.map(({ id: _id, ...shown }) => shown), note], [[
      { kind: 'file', name: 'chat.ts', folder: 'src/core', nameMarks: [0, 1], folderMarks: [0, 4] },
      { kind: 'folder', name: 'core', folder: '', nameMarks: [0], folderMarks: [] },
    ], 'Not all.']);
  });

  it('knows what it offered by its id, and nothing else', async () => {
    const picker = new FilePicker(filesThat(async () => ({ matches: [chat, core] })));
    const { found } = await picker.find('x');
    assert.deepEqual(found.map(({ id }) => picker.chosen(id)), [chat, core]);
    assert.throws(() => picker.chosen('src/core/chat.ts'), /no longer on offer\. Type # to find it again\./);
  });

  it('still knows what it offered a few letters ago, and forgets what is long past', async () => {
    const picker = new FilePicker(filesThat(async () => ({ matches: [chat] })));
    const first = (await picker.find('x')).found[0]?.id ?? '';
    for (let count = 0; count < 499; count += 1) await picker.find('x');
    assert.deepEqual(picker.chosen(first), chat);
    await picker.find('x');
    assert.throws(() => picker.chosen(first), /no longer on offer/);
  });

  it('gives up a question when the next one comes', async () => {
    const picker = new FilePicker(filesThat((query) => (query === 'c' ? new Promise(() => undefined) : Promise.resolve({ matches: [core] }))));
    const overtaken = assert.rejects(picker.find('c'), /Another search has begun\./);
    assert.deepEqual((await picker.find('co')).found.map(({ name }) => name), ['core']);
    await overtaken;
  });
});
