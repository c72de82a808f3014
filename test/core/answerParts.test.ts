import { deepEqual } from 'node:assert/strict';
import { codeBlocksOf } from '../../src/core/codeBlocks.ts';
import { linksIn } from '../../src/core/linksIn.ts';
import { markdownSamples } from '../support/markdownSamples.ts';

describe('The host finds in an answer', () => {
  for (const [name, { text, codes = [], links = [] }] of Object.entries(markdownSamples)) {
    it(`what the page shows of it: ${name}`, () => {
      deepEqual([codeBlocksOf(text).map((code) => code.text), linksIn(text)], [codes, links]);
    });
  }
});
