import assert from 'node:assert/strict';
import { isSearchable, mediaTypeOf } from '../../src/core/fileTypes.ts';
import { purposeFor } from '../../src/core/serverFiles.ts';

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
});
