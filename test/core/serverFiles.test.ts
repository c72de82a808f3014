import assert from 'node:assert/strict';
import { mediaTypeOf } from '../../src/core/fileTypes.ts';
import { isSearchable } from '../../src/core/knowledgeTypes.ts';
import { purposeFor } from '../../src/core/serverFiles.ts';
import { readUploadState } from '../../src/core/uploadState.ts';

describe('a file for a server', () => {
  it('is uploaded for what it is to be used for', () => {
    assert.deepEqual([purposeFor('prompt', 'a.pdf'), purposeFor('prompt', 'A.PNG'), purposeFor('search', 'a.md'), purposeFor('code', 'a.png')], ['user_data', 'vision', 'assistants', 'assistants']);
  });

  it('has the media type of its ending', () => {
    assert.deepEqual(['a.b.PDF', 'a.md', 'Makefile', 'a.parquet', '.txt'].map(mediaTypeOf), ['application/pdf', 'text/markdown', 'application/octet-stream', 'application/octet-stream', 'text/plain']);
  });

  it('can be searched if the service reads its kind', () => {
    assert.deepEqual(['a.md', 'a.TS', 'a.csv', 'a.rs', 'a'].map(isSearchable), [true, true, false, false, false]);
  });

  it('is taken up again only from what an upload has left', () => {
    const state = { id: 'upload_1', name: 'a.bin', bytes: 9, purpose: 'assistants', sha256: 'ab', created: 1, expires: 2, partSize: 4, parts: { 0: 'part_1' } };
    assert.deepEqual([readUploadState(state), readUploadState({ ...state, partSize: 0 }), readUploadState({ ...state, parts: { x: 'part_1' } }), readUploadState(undefined)], [state, undefined, undefined, undefined]);
  });
});
