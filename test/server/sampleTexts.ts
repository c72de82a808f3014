/** Prose around a block of TypeScript. */
export const code = `Here is a small cache that forgets what was not asked for lately. It leans on the order in which a \`Map\` keeps its keys.

\`\`\`ts
/** Keeps the \`limit\` values that were read or written last. */
export class RecentCache<Key, Value> {
  readonly #values = new Map<Key, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    if (limit < 1) throw new RangeError('A cache needs room for one value at least.');
    this.#limit = limit;
  }

  get(key: Key): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#limit && oldest !== undefined) this.#values.delete(oldest);
  }
}
\`\`\`

Call \`get\` as often as you like: both \`get\` and \`set\` take constant time. A value of \`undefined\` cannot be kept, and \`size\` is left out on purpose.
`;

/** A table with figures and alignment. */
export const table = `| Planet | Day | Moons | Known for |
| :--- | ---: | ---: | :--- |
| Mercury | 4,223 h | 0 | being *close* to the sun |
| Venus | 2,802 h | 0 | \`460 °C\` in the shade |
| Earth | 24 h | 1 | **you** |
| Mars | 24.7 h | 2 | dust \\| iron |
| Jupiter | 9.9 h | 95 | a storm that is older than the telescope |
`;

/** About everything that Markdown has. */
export const markdown = `# First heading

Some text with *emphasis*, **strength**, ***both***, ~~regret~~ and \`code\`. A line ends  
here, with two spaces. Ünïcödé, 日本語, العربية and 🙂 are welcome.

## Lists

1. First
   - nested
     - and deeper, with \`code\`
   - again
2. Second

   A paragraph that belongs to the second.
3. Third

- [x] done
- [ ] not done

### Quote

> Somebody said this,
> over two lines.
>
> > And somebody quoted somebody.

#### Links

A [link](https://example.com/a?b=c#d "its title"), a bare one, https://example.com, and one that must not work: [run](command:workbench.action.quit).
An image is not fetched: ![alt text](https://example.com/picture.png). <b>HTML</b> is shown as it is: <script>alert(1)</script>.

##### Table

${table}
###### Fences

\`\`\`json
{ "name": "value", "list": [1, 2.5, null, true] }
\`\`\`

\`\`\`diff
- const before = 1;
+ const after = 2;
\`\`\`

\`\`\`\`md
\`\`\`sh
echo "a fence within a fence"
\`\`\`
\`\`\`\`

    indented code

---

The end.
`;

/** Mixed Markdown of at least this many kilobytes, in numbered sections. */
export function long(kilobytes: number): string {
  const parts: string[] = [];
  for (let length = 0, number = 1; length < kilobytes * 1000; number += 1) {
    const part = section(number);
    parts.push(part);
    length += part.length;
  }
  return parts.join('\n');
}

function section(number: number): string {
  const heading = `## Section ${String(number)}\n`;
  if (number % 4 === 0) return `${heading}\n${code}`;
  if (number % 4 === 2) return `${heading}\n${table}`;
  const sentence = `This is paragraph ${String(number)} of a long answer, with **weight**, \`code\` and a [link](https://example.com/${String(number)}). `;
  return `${heading}\n${sentence.repeat(4).trimEnd()}\n\n- one\n- two\n  - two and a half\n- three\n`;
}
