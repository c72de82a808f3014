import assert from 'node:assert/strict';
import { sizeInWords } from '../../src/shared/sizeInWords.ts';

describe('a size in words', () => {
  it('is as short as one reads it', () => {
    assert.deepEqual([0, 1, 999, 1000, 12_345, 120_000_000, 3_210_000_000, 5e12].map(sizeInWords), ['0 bytes', '1 byte', '999 bytes', '1.0 KB', '12 KB', '120 MB', '3.2 GB', '5000 GB']);
  });
});
