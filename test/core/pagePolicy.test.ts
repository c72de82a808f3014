import assert from 'node:assert/strict';
import { pagePolicy } from '../../src/core/pagePolicy.ts';
import { expectedPolicy } from '../support/expectedPolicy.ts';

describe('The policy of the chat’s page', () => {
  it('lets it run its own script, load its own styles, fonts and images, and nothing else (cases 96, 101)', () => {
    assert.equal(pagePolicy('NONCE', 'SOURCE'), expectedPolicy);
  });
});
