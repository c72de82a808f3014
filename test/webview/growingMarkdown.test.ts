import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { GrowingMarkdown } from '../../webview/growingMarkdown.ts';
import { parseMarkdown } from '../../webview/markdownTree.ts';
import { GrownTree } from './grownTree.ts';
import { written } from './markdownText.ts';

/** What is on show after each of these texts, the last one finished. */
function drawn(texts: readonly string[]): readonly (readonly string[])[] {
  const tree = new GrownTree();
  return texts.map((text, index) => tree.grow(text, index === texts.length - 1).map(written));
}

const atOnce = (text: string): readonly string[] => parseMarkdown(text).blocks.map(({ node }) => written(node));
const letterByLetter = (text: string): readonly string[] => Array.from({ length: text.length + 1 }, (_, length) => text.slice(0, length));

describe('Markdown that grows letter by letter', () => {
  const examples: Readonly<Record<string, string>> = {
    'paragraphs and headings': 'One\ntwo\n\n# Three\nfour\n===\nfive\n---\n\n#six\n#\n',
    'lists of all kinds': '- a\n- b\n\n  c\n1. d\n   - e\n2) f\n\n* g\n\n\n* h\nlazy\n\n    i\n',
    'a table after a paragraph': 'Look:\n\na | b\n--|--\n1 | 2\n3\n\nEnd',
    'a table that breaks into a paragraph': 'Look:\n| a | b |\n|---|---|\n| 1 | 2 |\nend\n\nof it',
    'fences with text between': 'A\n```js\n# no heading\n\n\n- no list\n```\nB\n~~~\nopen\n\n> end',
    'quotes with all in them': '> a\n> - b\n> ```\n> c\n> ```\n\nd\n> e\nf\n\n    g\n\n    h\n',
    'links and addresses': 'See https://example.com/a and [this](https://example.com/b).\n\n**https://example.com/c**\n\n<https://example.com/d>',
    'references defined before and after': '[a][1] and [b][2]\n\n[1]: https://a.example\n\n# c\n\n[d][2]\n\n[2]: https://b.example\n"title"\n\ne',
    'a definition at the very end': 'x [a][1]\n\ny\n\nz\n\n[1]: https://example.com',
    'a list that turns loose late': '- a\n- b\n- c\n- d\n\n- e\n- f\n',
    'a list of fences that turns loose': '1. ```\n   x\n   ```\n\n2. ```\n   y\n   ```\n3. c\n4. d\n',
    'items that look like the head of a table': '- a\n- b | c\n--|--\n- d\n- e\n',
    'items that are empty or indented': '-\n- a\n -\n  - b\n   - c\n    - d\n- e\n\ntext',
    'numbered items in all orders': '7. a\n7. b\n1. c\n   - d\n   - e\n3. f\n\n9) g\n8) h\n',
    'tasks': '- [x] a\n- [ ] b\n- [ ] c\n',
    'a table that ends in all ways': 'a|b\n-|-:\n1|2\n3|`4\n|5\n6|7|8\n> q\n\na|b\n-|-\n1|2\n3\n- x\n',
    'fences of all kinds': '````md\n```js\nx\n```\n````\n\n~~~\n```\n~~~\n```\n``\n\ty\n```x\n   ```   \nend\n',
    'an answer wrapped in a fence, with fences in it': '```markdown\n# A\n```js\nx\n```\n\n```\nB\n',
    'notes after their marks': 'a[^1] b[^2]\n\nc\n\n[^1]: d\n[^2]: e\n\n    f\n\ng[^3]\n',
    'a fence that is never closed': 'a\n```ts\nb\n``',
    'line ends of all kinds': 'a\r\n\r\n- b\r\n- c\r\n\r\nd\re\r\rf\n',
  };
  for (const [name, text] of Object.entries(examples)) {
    it(`ends as if it had come at once: ${name}`, () => {
      deepEqual(drawn(letterByLetter(text)).at(-1), atOnce(text));
    });
  }

  it('shows a bare address as words until it is followed by something (case 107)', () => {
    deepEqual(drawn(['https://exam', 'https://example.com/', 'https://example.com/ ok', 'https://example.com/ ok.']).slice(0, 3), [
      ['<p>https://exam</p>'],
      ['<p>https://example.com/</p>'],
      ['<p><a data-address="https://example.com/" title="https://example.com/">https://example.com/</a> ok</p>'],
    ]);
  });

  it('never touches again what further text cannot change', () => {
    const markdown = new GrowingMarkdown();
    markdown.grow('# One\n\nTwo\n\nThree', false);
    deepEqual(markdown.grow('# One\n\nTwo\n\nThree\n', false).nodes.map(written), ['<p>Two</p>', '<p>Three</p>']);
  });

  it('begins anew when the text is another', () => {
    deepEqual(drawn(['a\n\nb\n\nc\n', 'd', 'e']), [['<p>a</p>', '<p>b</p>', '<p>c</p>'], ['<p>d</p>'], ['<p>e</p>']]);
  });
});
