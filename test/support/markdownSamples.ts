/** What host and page must both find in an answer: its blocks of code, and the links that can be opened, in their order. */
interface MarkdownSample {
  readonly text: string;
  readonly codes?: readonly string[];
  readonly links?: readonly string[];
}

/** Answers in which the two could count differently. */
export const markdownSamples: Readonly<Record<string, MarkdownSample>> = {
  'code in fences of both kinds, and code that is indented': { text: '```ts\na\n```\n~~~\nb\n~~~\n\n    c\n', codes: ['a', 'b', 'c'] },
  'Markdown in a fence, with a fence as long as its own in it': { text: '```markdown\n# Read me\n\n```sh\nls\n```\n\nEnd\n```\n\n```ts\nafter\n```', codes: ['# Read me\n\n```sh\nls\n```\n\nEnd', 'after'] },
  'two fences in a fence of Markdown': { text: '```md\n```a\n1\n```\n```b\n2\n```\n```\nrest', codes: ['```a\n1\n```\n```b\n2\n```'] },
  'a fence that does not end': { text: 'So:\n````md\n```\nstill code', codes: ['```\nstill code'] },
  'code in lists and quotations': { text: '1. one\n   ```sh\n   ls\n   ```\n\n> ```\n> quoted\n> ```', codes: ['ls', 'quoted'] },
  'code in a note': { text: 'a[^1]\n\n[^1]: so\n\n    ```\n    noted\n    ```\n\n```\nlast\n```', codes: ['noted', 'last'] },
  'a formula that looks like indented code': { text: '\\[\n    x = 1\n\\]\n\n```\na\n```', codes: ['a'] },
  'line feeds of Windows, and a sign that is none': { text: '```\r\na\0\r\nb\r\n```', codes: ['a\uFFFD\nb'] },
  'links of each kind': { text: '[a](https://example.com/a "b") <https://example.com/c> https://example.com/d [e][f]\n\n[f]: https://example.com/f', links: ['https://example.com/a', 'https://example.com/c', 'https://example.com/d', 'https://example.com/f'] },
  'an image, and an image in a link': { text: '![a](https://example.com/a.png) [![b](https://example.com/b.png)](https://example.com/c)', links: ['https://example.com/a.png', 'https://example.com/c', 'https://example.com/b.png'] },
  'links that cannot be opened': { text: '[a](command:x) [b](file:///etc/passwd) [c](javascript:x) [d](https://example.com/d) ![e](data:image/png,x)', links: ['https://example.com/d'] },
  'links in notes, tables, headings and lists': { text: '# [a](https://example.com/a)\n\n| [b](https://example.com/b) |\n|-|\n| https://example.com/c |\n\n- x[^1]\n\n[^1]: [d](https://example.com/d)', links: ['https://example.com/a', 'https://example.com/b', 'https://example.com/c', 'https://example.com/d'] },
  'addresses that are none: in code, and in formulas': { text: '`https://example.com/a` \\([x](https://example.com/b)\\) https://example.com/c\n\n```\nhttps://example.com/d\n```', codes: ['https://example.com/d'], links: ['https://example.com/c'] },
  'an address with its signs escaped': { text: '[a](https://example.com/a\\_b?c&amp;d)', links: ['https://example.com/a_b?c&d'] },
};
