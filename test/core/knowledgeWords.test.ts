import { deepEqual, equal } from 'node:assert/strict';
import type { KnowledgeState } from '../../src/core/knowledge.ts';
import type { KnownFileState } from '../../src/core/knowledgeStates.ts';
import { progressWords, stoppedWords, syncWords } from '../../src/core/knowledgeWords.ts';

const states = (...all: readonly KnowledgeState[]): readonly KnownFileState[] => all.map((state, index) => ({ path: `${String(index)}.md`, state }));
const words = (...all: readonly KnowledgeState[]): string => syncWords('Tutor', 'Own', states(...all)).message;

describe('What is said of a sync', () => {
  it('is how many files can be searched', () => {
    equal(words({ state: 'ready' }, { state: 'ready' }), 'Own can search 2 files of Tutor.');
  });

  it('names what is still being read, and what could not be', () => {
    equal(words({ state: 'ready' }, { state: 'inProgress' }, { state: 'failed', reason: 'It is broken.' }, { state: 'heldBack', reason: 'A secret.' }), 'Own can search 1 file of Tutor. It is still reading 1 file; the view Assistants says when they can be searched. Not 2.md: It is broken. And 1 file more; the view Assistants says why.');
  });

  it('says where files are searched when none is ready', () => {
    equal(words({ state: 'inProgress' }), 'Own can search no file of Tutor yet; they are searched on this machine. It is still reading 1 file; the view Assistants says when they can be searched.');
  });

  it('says that what was taken out stays an upload', () => {
    deepEqual([1, 2].map((removed) => syncWords('Tutor', 'Own', states({ state: 'ready' }), removed).message), [
      'Own can search 1 file of Tutor. 1 file was taken out; its upload stays there until you delete it in the view Files.',
      'Own can search 1 file of Tutor. 2 files were taken out; their uploads stay there until you delete them in the view Files.',
    ]);
  });

  it('offers what could go as text', () => {
    deepEqual(syncWords('Tutor', 'Own', states({ state: 'ready' }, { state: 'unsupported', asText: '1.rs.txt' })), { message: 'Own can search 1 file of Tutor. 1 file is of a kind that it does not read: 1.md.', isProblem: false, asText: ['1.md'] });
  });

  it('is how far it came when it was stopped', () => {
    equal(stoppedWords('Tutor', 'Own', states({ state: 'ready' }, { state: 'inProgress' }, { state: 'missing' })), 'The sync of Tutor was stopped: 2 of 3 files are at Own. Sync again to go on from there.');
  });

  it('is how many files and bytes have gone', () => {
    equal(progressWords({ done: 3, files: 12, sent: 1200, bytes: 5_000_000 }), '3 of 12 files · 1.2 KB of 5.0 MB');
  });
});
