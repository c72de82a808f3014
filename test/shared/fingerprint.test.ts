import { deepEqual } from 'node:assert/strict';
import { fingerprint } from '../../src/shared/fingerprint.ts';

describe('The fingerprint of a text', () => {
  it('is the one that FNV-1a gives, of which these are well known', () => {
    deepEqual(['', 'a', 'foobar'].map(fingerprint), ['811c9dc5', 'e40c292c', 'bf9cf968']);
  });
});
