import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { GrowingMarkdown } from '../../webview/growingMarkdown.ts';
import type { MarkdownNode } from '../../webview/markdownNode.ts';
import { parseMarkdown } from '../../webview/markdownTree.ts';
import { written } from './markdownText.ts';

/** What is drawn after each of these texts, the last one finished. */
function drawn(texts: readonly string[]): readonly (readonly string[])[] {
  const markdown = new GrowingMarkdown();
  let closed: readonly MarkdownNode[] = [];
  return texts.map((text, index) => {
    const growth = markdown.grow(text, index === texts.length - 1);
    if (growth.again) closed = [];
    const all = [...closed, ...growth.nodes];
    closed = [...closed, ...growth.nodes.slice(0, growth.closed)];
    return all.map(written);
  });
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
    'line ends of all kinds': 'a\r\n\r\n- b\r\n- c\r\n\r\nd\re\r\rf\n',
  };
  for (const [name, text] of Object.entries(examples)) {
    it(`ends as if it had come at once: ${name}`, () => {
      deepEqual(drawn(letterByLetter(text)).at(-1), atOnce(text));
    });
  }

  it('shows a bare address as words until it is followed by something', () => {
    deepEqual(drawn(['https://exam', 'https://example.com/', 'https://example.com/ ok', 'https://example.com/ ok.']).slice(0, 3), [
      ['<p>https://exam</p>'],
      ['<p>https://example.com/</p>'],
      ['<p><a href="https://example.com/" title="https://example.com/">https://example.com/</a> ok</p>'],
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
