import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseMarkdown } from '../../webview/markdownTree.ts';
import { GrownTree } from './grownTree.ts';
import { written } from './markdownText.ts';

const blocks = (source: string): readonly string[] => parseMarkdown(source).blocks.map(({ node }) => written(node));

describe('A formula', () => {
  const examples: Readonly<Record<string, readonly [source: string, ...blocks: string[]]>> = {
    'stands between dollar signs': ['Let $x$, $x_1 + y$ and $f(x)$.', '<p>Let <math>x</math>, <math>x_1 + y</math> and <math>f(x)</math>.</p>'],
    'stands between parentheses or brackets': ['a \\(b^2\\) c \\[d\\]', '<p>a <math>b^2</math> c <math display>d</math></p>'],
    'stands on lines of its own': ['Look:\n$$\na = b\n$$\nso', '<p>Look:</p>', '<math display>a = b</math>', '<p>so</p>'],
    'stands on one line of its own': ['$$a$$\n\n\\[ \\frac{a}{b} \\]', '<math display>a</math>', '<math display>\\frac{a}{b}</math>'],
    'stands in lists and quotes': ['- \\[\n  a\n  \\]\n> $$b$$', '<ul><li><math display>a</math></li></ul>', '<blockquote><math display>b</math></blockquote>'],
    'holds what would be markup': ['$a*b*c$ $$d_e_f$$', '<p><math>a*b*c</math> <math display>d_e_f</math></p>'],
    'may begin with a number': ['$2x + 1$, $90\\%$, $5 < 6$', '<p><math>2x + 1</math>, <math>90\\%</math>, <math>5 < 6</math></p>'],
    'is none in code': ['`$x$` and `\\(y\\)`\n\n```\n$$\nz\n$$\n```', '<p><code>$x$</code> and <code>\\(y\\)</code></p>', '<pre >$$\nz\n$$</pre>'],
    'is none without an end': ['$$\na\n\nb', '<p>$$\na</p>', '<p>b</p>'],
    'is none where a bracket is escaped': ['\\[words that are no link\\](x) \\(some words here\\)', '<p>[words that are no link](x) (some words here)</p>'],
  };
  for (const [name, [source, ...expected]] of Object.entries(examples)) {
    it(name, () => {
      deepEqual(blocks(source), expected);
    });
  }

  const money = [
    'It costs $5 and $10.', 'It costs $5, that is 4€, or US$ 5.', 'From $5-$10.', '$1,000 (US$) and more$', 'Between $20k and $30k$ a year.', '5$ and 10$', 'A $5 fee, no $', '$5 million or $6 million$',
    '$100$', 'Set $PATH and $HOME.', '$HOME$', 'a$b$c', '$ x $', '$a `b$ c`', '\\$x$',
  ];
  for (const text of money) {
    it(`is not seen in “${text}”`, () => {
      deepEqual(blocks(text).some((block) => block.includes('<math')), false);
    });
  }
});

describe('A formula that arrives letter by letter', () => {
  const texts: Readonly<Record<string, string>> = {
    'of all kinds': 'a $x^2$ b\n\n$$\nx\n$$\n\nc\n\\[\ny\n\\]\n- d\n  $$\n  z\n  $$\n- e\n',
    'that never ends': 'a\n\nb\n$$\n# c\n- d\n\ne\n\nf\n',
    'that never ends, after a table': 'a|b\n-|-\n1|2\n$$\n3|4\n\ne\n\nf\n',
    'that never ends, after a list': '- a\n- b\n$$\nc\n\n- d\n',
    'that ends after what looks like blocks': '$$\n# a\n- b\n> c\n$$\nd\n',
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`ends as if it had come at once: ${name}`, () => {
      const tree = new GrownTree();
      for (let length = 0; length < text.length; length += 1) tree.grow(text.slice(0, length), false);
      deepEqual(tree.grow(text, true).map(written), blocks(text));
    });
  }

  it('is told of as open until its end is there', () => {
    const tree = new GrownTree();
    deepEqual(['$$\na', '$$\na\n$$'].map((text) => tree.grow(text, false).map(written)), [['<math display open>a</math>'], ['<math display>a</math>']]);
  });
});
