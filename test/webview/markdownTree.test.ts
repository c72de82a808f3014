import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { MarkdownNode } from '../../webview/markdownNode.ts';
import { parseMarkdown } from '../../webview/markdownTree.ts';
import { written } from './markdownText.ts';

const blocks = (source: string): readonly string[] => parseMarkdown(source).blocks.map(({ node }) => written(node));
const letters = (text: string): number => text.match(/[a-z](?![a-z]*>)/g)?.length ?? 0;

describe('Markdown becomes a tree', () => {
  const examples: Readonly<Record<string, readonly [source: string, ...blocks: string[]]>> = {
    'of headings and paragraphs': [
      '# One\n\nTwo *three* **four** ~~five~~', '<h1>One</h1>',
      '<p>Two <em>three</em> <strong>four</strong> <s>five</s></p>',
    ],
    'of lists in lists': ['- a\n- b\n  1. c\n\n7) d', '<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>', '<ol start="7"><li>d</li></ol>'],
    'of loose lists with their paragraphs': ['- a\n\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
    'of quotes': ['> a\nb', '<blockquote><p>a\nb</p></blockquote>'],
    'of fences with their language and exact text': ['```ts strict\n if (a < b)\n\n  {}\n```', '<pre ts> if (a < b)\n\n  {}</pre>'],
    'of fences that are not closed': ['````md\n```\nstill code', '<pre md>```\nstill code</pre>'],
    'of indented code': ['    a\n    b', '<pre >a\nb</pre>'],
    'of tables with their alignment': [
      '| a | b |\n|:-:|--:|\n| 1 | `2` |',
      '<table><thead><tr><th class="center">a</th><th class="right">b</th></tr></thead>' +
        '<tbody><tr><td class="center">1</td><td class="right"><code>2</code></td></tr></tbody></table>',
    ],
    'of tasks': ['- [x] a\n- [ ] b\n- [] c', '<ul><li class="task">☑ a</li><li class="task">☐ b</li><li>[] c</li></ul>'],
    'of loose tasks': ['1. [X] a\n\n2. b', '<ol><li class="task"><p>☑ a</p></li><li><p>b</p></li></ol>'],
    'of lines that are broken on purpose': ['a\\\nb  \nc', '<p>a<br>b<br>c</p>'],
    'of escaped characters': ['\\*a\\* &amp; &lt;b&gt;', '<p>*a* & <b></p>'],
    'of lines between': ['a\n\n---\n\nb', '<p>a</p>', '<hr>', '<p>b</p>'],
    'in which HTML is text': ['<b onclick="x()">a</b>\n\n<script>y()</script>', '<p><b onclick="x()">a</b></p>', '<p><script>y()</script></p>'],
    'with links of the web and mail': [
      '[a](https://example.com/b?c "d") <mailto:e@example.com>',
      '<p><a data-address="https://example.com/b?c" title="https://example.com/b?c">a</a> ' +
        '<a data-address="mailto:e@example.com" title="mailto:e@example.com">mailto:e@example.com</a></p>',
    ],
    'with bare addresses, but not with names that look like them': [
      'https://example.com/a, see main.rs or README.md // example.com',
      '<p><a data-address="https://example.com/a" title="https://example.com/a">https://example.com/a</a>, see main.rs or README.md // example.com</p>',
    ],
    'with references': ['[a][b]\n\n[b]: https://example.com', '<p><a data-address="https://example.com" title="https://example.com/">a</a></p>'],
    'with notes and their marks': [
      'a[^1] b[^x] c[^2]\n\n[^1]: *one*\n[^x]: two\n    lines\n\n    more\n\nend', '<p>a<sup class="note-mark">1</sup> b<sup class="note-mark">x</sup> c[^2]</p>',
      '<div class="note"><sup>1</sup><p><em>one</em></p></div>', '<div class="note"><sup>x</sup><p>two\nlines</p><p>more</p></div>', '<p>end</p>',
    ],
    'where images are words': [
      '![a chart](https://example.com/x.png) ![](b.png)',
      '<p><span class="image" data-address="https://example.com/x.png" title="Open the image in the browser: https://example.com/x.png">🖼 a chart (example.com)</span> ' +
        '<span class="image">🖼</span></p>',
    ],
  };
  for (const [name, [source, ...expected]] of Object.entries(examples)) {
    it(name, () => {
      deepEqual(blocks(source), expected);
    });
  }
});

describe('A link in markdown', () => {
  const nowhere = [
    'command:workbench.action.quit', 'vscode://file/etc/passwd', 'vscode-insiders:x', 'vscode-webview://x', 'file:///etc/passwd',
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java&#9;script:alert(1)',
    'data:text/html,x', 'blob:x', 'ms-settings:', 'ssh://x', '//example.com/x',
    '\\\\\\\\host\\\\x', 'src/a.ts', '#top', '',
  ];
  for (const address of nowhere) {
    it(`leads nowhere when its address is “${address}” (case 99)`, () => {
      deepEqual(blocks(`[words](<${address}>)`), ['<p>words</p>']);
    });
  }

  it('says where it really leads when its address pretends to be another (case 100)', () => {
    deepEqual(blocks('[github.com](https://github.com@evil.example/x)'), [
      '<p><a data-address="https://github.com@evil.example/x" title="evil.example — https://github.com@evil.example/x">github.com</a></p>',
    ]);
  });

  it('shows the ASCII form of a host in letters that look alike (case 100)', () => {
    deepEqual(blocks('[x](https://gіthub.com)'), ['<p><a data-address="https://gіthub.com" title="https://xn--gthub-n2e.com/">x</a></p>']);
  });
});

describe('What cannot be seen in markdown', () => {
  it('is written out in text, links and code (case 108)', () => {
    deepEqual(blocks('a\u202Eb [c\u200Bd](https://example.com) `e\u2066f`'), [
      '<p>a⟦U+202E⟧b <a data-address="https://example.com" title="https://example.com/">c⟦U+200B⟧d</a> <code>e⟦U+2066⟧f</code></p>',
    ]);
  });

  it('stays exact in a block of code, which is copied', () => {
    deepEqual(blocks('```\na\u202Eb\n```'), ['<pre >a\u202Eb</pre>']);
  });
});

describe('Markdown out of measure', () => {
  const depth = (node: MarkdownNode): number => (node.kind === 'element' ? 1 + Math.max(0, ...node.children.map(depth)) : 0);

  for (const [name, source, levels, words] of [
    ['quotes', `${'>'.repeat(80)} abc`, 50, 3],
    ['lists', Array.from({ length: 80 }, (_, level) => `${'  '.repeat(level)}- a`).join('\n'), 50, 80],
    ['emphasis', `${'*'.repeat(400)}abc${'*'.repeat(400)}`, 1 + 50, 3],
  ] as const) {
    it(`nests ${name} no deeper than fifty levels and loses no word (case 106)`, () => {
      const [node = { kind: 'text', text: '' } as const] = parseMarkdown(source).blocks.map((block) => block.node);
      deepEqual([depth(node), letters(written(node))], [levels, words]);
    });
  }

  it('keeps its lines where they are for every kind of line end', () => {
    deepEqual(parseMarkdown('a\r\n\r\nb\r\rc\n\nd').blocks.map(({ from }) => from), [0, 5, 8, 11]);
  });

  it('gives back the same nodes for what has not changed', () => {
    const before = parseMarkdown('*a*\n\nb');
    const [first, second] = parseMarkdown('*a*\n\nbc', before).blocks.map(({ node }) => (node.kind === 'element' ? node.children[0] : undefined));
    const [firstBefore] = before.blocks.map(({ node }) => (node.kind === 'element' ? node.children[0] : undefined));
    equal(first, firstBefore);
    deepEqual(second, { kind: 'text', text: 'bc' });
  });
});
