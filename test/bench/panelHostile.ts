import { parseMarkdown } from '../../webview/markdownTree.ts';
import { median, printTable, timed } from './table.ts';

const size = 30_000;
const rounds = 5;

/** Texts that make careless parsers slow. */
const hostile: Readonly<Record<string, (length: number) => string>> = {
  'nested quotes': (length) => '>'.repeat(length),
  'nested lists': (length) => '- '.repeat(length / 2),
  'open brackets': (length) => '['.repeat(length),
  'brackets, closed': (length) => '['.repeat(length / 2) + ']'.repeat(length / 2),
  'open links': (length) => '[a]('.repeat(length / 4),
  'stars': (length) => '*a_ '.repeat(length / 4),
  'tildes': (length) => '~~a~ '.repeat(length / 5),
  'backticks of all lengths': (length) => Array.from({ length: Math.sqrt(2 * length) }, (_, count) => '`'.repeat(count)).join(' '),
  'dollar signs': (length) => '$a '.repeat(length / 3),
  'open formulas': (length) => '$$a\n'.repeat(length / 4),
  'open formulas in a line': (length) => '\\(a '.repeat(length / 4),
  'a fence and spaces': (length) => `\`\`\`${' '.repeat(length)}x`,
  'fences in a fence': (length) => `\`\`\`md\n${'```a\n'.repeat(length / 5)}`,
  'a table of many columns': (length) => `${'|a'.repeat(length / 8)}|\n${'|-'.repeat(length / 8)}|\n${'|b|\n'.repeat(length / 8)}`,
  'footnotes': (length) => '[^a]: b\n'.repeat(length / 8),
  'addresses': (length) => 'https://a.b '.repeat(length / 12),
};

/** How long parsing hostile texts takes, and how that grows. */
export function hostileTexts(): void {
  const rows = Object.entries(hostile).map(([name, make]) => {
    const times = [size, 2 * size].map((length) => {
      const text = make(length);
      return median(Array.from({ length: rounds }, () => timed(() => parseMarkdown(text))));
    });
    const [once = Number.NaN, twice = Number.NaN] = times;
    return [name, once.toFixed(1), twice.toFixed(1), (twice / once).toFixed(1)];
  });
  printTable('Panel: hostile texts, parsed at once (Node)', ['text', '30 KB, ms', '60 KB, ms', 'ratio'], rows);
}
