import { deepEqual } from 'node:assert/strict';
import type { KnowledgeFile } from '../../src/core/knowledge.ts';
import { knowledgeDifferences } from '../../src/core/knowledgeDifferences.ts';
import type { ManifestEntry } from '../../src/core/knowledgeManifest.ts';

const file = (path: string, hash = path, more: Partial<KnowledgeFile> = {}): KnowledgeFile => ({ path, hash, size: 10, isText: true, ...more });
const entry = (path: string, more: Partial<ManifestEntry> = {}): ManifestEntry => ({ path, hash: path, outcome: { state: 'ready' }, fileId: `file-${path}`, ...more });
const kept = (path: string, outcome: ManifestEntry['outcome']): ManifestEntry => ({ path, hash: path, outcome });
const differences = (files: readonly KnowledgeFile[], manifest: readonly ManifestEntry[], asText: readonly string[] = []): readonly string[] => knowledgeDifferences(files, manifest, new Set(asText));

describe('What is other here than at the server', () => {
  it('is nothing where all is as it was', () => {
    deepEqual(differences([file('a.md')], [entry('a.md')]), []);
  });

  it('are files that are new, that have changed, and that are gone', () => {
    deepEqual(differences([file('a.md', 'other'), file('new.md')], [entry('a.md'), entry('gone.md')]), ['a.md', 'new.md', 'gone.md']);
  });

  it('is a file that was changed back, though its bytes were once uploaded', () => {
    deepEqual(differences([file('a.md', 'first')], [entry('a.md', { hash: 'second' })]), ['a.md']);
  });

  it('are files that a sync did not come to', () => {
    deepEqual(differences([file('a.md')], [kept('a.md', { state: 'missing' })]), ['a.md']);
  });

  it('are not those that were held back, refused or cannot be read, until they change', () => {
    const manifest = [kept('secret.md', { state: 'heldBack', reason: 'A secret.' }), kept('bad.pdf', { state: 'failed', reason: 'Bad.' }), kept('photo.png', { state: 'unsupported' }), kept('main.rs', { state: 'unsupported', asText: 'main.rs.txt' })];
    const files = [file('secret.md'), file('bad.pdf'), file('photo.png', undefined, { isText: false }), file('main.rs')];
    deepEqual(differences(files, manifest), []);
    deepEqual(differences(files.map(({ path, isText }) => file(path, 'other', { isText })), manifest), ['secret.md', 'bad.pdf']);
    deepEqual(differences([], manifest), []);
  });

  it('are not new files that the server would not read, unless they go as text', () => {
    deepEqual([differences([file('main.rs'), file('huge.md', 'h', { size: 600 * 1024 * 1024 })], []), differences([file('main.rs')], [], ['rs'])], [[], ['main.rs']]);
  });

  it('are files of a kind that goes as text from now on', () => {
    deepEqual(differences([file('main.rs')], [kept('main.rs', { state: 'unsupported', asText: 'main.rs.txt' })], ['rs']), ['main.rs']);
  });
});
