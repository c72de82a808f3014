import { numbers, words } from './filePaths.ts';

/** What a text is cut to and how it is made: the same in each run. */
class Writer {
  readonly #next = numbers(20_261_122);

  pick<Item>(list: readonly [Item, ...Item[]]): Item {
    return list[Math.floor(this.#next() * list.length)] ?? list[0];
  }

  words(count: number): string {
    return Array.from({ length: count }, () => words[Math.floor(this.#next() * words.length)] ?? '').join(' ');
  }

  sentence(): string {
    const marked = this.pick([this.words(2), `**${this.words(2)}**`, `\`${this.words(1)}()\``, `*${this.words(1)}*`, `[${this.words(2)}](https://example.com/${this.words(1)})`]);
    return `The ${this.words(6)} ${marked} ${this.words(5)}.`;
  }

  lines(count: number, line: (number: number) => string): string {
    return Array.from({ length: count }, (_, number) => line(number + 1)).join('\n');
  }
}

const code = {
  ts: (writer: Writer) => writer.pick([`const ${writer.words(1)} = await ${writer.words(1)}.read('${writer.words(2)}');`, `  if (${writer.words(1)} < 42) return [...${writer.words(1)}];`, `// ${writer.words(6)}`]),
  py: (writer: Writer) => writer.pick([`def ${writer.words(1)}(${writer.words(1)}: int) -> str:`, `    return f"{${writer.words(1)}:>4} ${writer.words(3)}"`, `# ${writer.words(6)}`]),
};

function fence(writer: Writer, language: keyof typeof code, count: number): string {
  return `\`\`\`${language}\n${writer.lines(count, () => code[language](writer))}\n\`\`\``;
}

function table(writer: Writer, count: number): string {
  return `| Name | Meaning | Number |\n| --- | :-: | --: |\n${writer.lines(count, (number) => `| \`${writer.words(1)}\` | ${writer.words(4)} | ${String(number)} |`)}`;
}

function item(writer: Writer, number: number): string {
  return `- ${writer.sentence()}${number % 4 === 0 ? `\n  - ${writer.words(5)}\n  - ${writer.words(4)}` : ''}`;
}

function section(writer: Writer): string {
  const parts: readonly [() => string, ...(() => string)[]] = [
    () => `${writer.sentence()} ${writer.sentence()} ${writer.sentence()}`,
    () => writer.lines(6, (number) => item(writer, number)),
    () => writer.lines(5, (number) => `${String(number)}. ${writer.sentence()}`),
    () => fence(writer, writer.pick(['ts', 'py']), 14),
    () => table(writer, 6),
    () => `$$\n\\sum_{i=1}^{n} x_i^2 = \\frac{a + b}{2}\n$$`,
    () => `> ${writer.sentence()}`,
  ];
  return `## ${writer.words(3)}\n\n${writer.sentence()}\n\n${writer.pick(parts)()}\n\n${writer.pick(parts)()}`;
}

function upTo(length: number, next: (writer: Writer, number: number) => string, between: string): string {
  const writer = new Writer();
  const parts: string[] = [];
  for (let made = 0, number = 1; made < length; number += 1) {
    const part = next(writer, number) + between;
    parts.push(part);
    made += part.length;
  }
  return parts.join('').slice(0, length);
}

/** Answers of this many characters: a usual mix, and one block that makes up all of it. */
export const panelTexts = {
  mixed: (length: number) => upTo(length, section, '\n\n'),
  list: (length: number) => upTo(length, item, '\n'),
  table: (length: number) => `| Name | Meaning | Number |\n| --- | :-: | --: |\n${upTo(length, (writer, number) => `| \`${writer.words(1)}\` | ${writer.words(4)} | ${String(number)} |`, '\n')}`,
  code: (length: number) => `\`\`\`ts\n${upTo(length, (writer) => code.ts(writer), '\n')}`,
  paragraph: (length: number) => upTo(length, (writer) => writer.sentence(), ' '),
} as const;
