import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const guides = ['1', '2', '3', '4', '5'];
const columns = '| guide | call or field | where it lives | test file |';

/** What is wrong with a document that says where each call of the guides lives: one sentence each. */
function complaints(document: string): readonly string[] {
  const lines = document.split('\n');
  const rows = lines.filter((line) => line.startsWith('|') && line !== columns && !/^\|(?: -+ \|)+$/.test(line));
  const missing = guides.filter((guide) => !rows.some((row) => row.startsWith(`| ${guide}:`))).map((guide) => `Guide ${guide} has no rows.`);
  const headless = guides.length === lines.filter((line) => line === columns).length ? [] : ['There is not one table a guide.'];
  return [...headless, ...missing, ...rows.flatMap(complaintsOfRow)];
}

function complaintsOfRow(row: string): readonly string[] {
  const cells = row.split('|').slice(1, -1).map((cell) => cell.trim());
  if (cells.length !== 4) return [`It has ${String(cells.length)} cells: ${row}`];
  if (cells.includes('')) return [`It has an empty cell: ${row}`];
  const [, , home = '', test = ''] = cells;
  const gone = [...filesIn(home), ...filesIn(test)].filter((file) => !existsSync(path.join(root, file)));
  if (gone.length > 0) return gone.map((file) => `There is no ${file}: ${row}`);
  const unknown = namesIn(home).filter(({ file, name }) => !readFileSync(path.join(root, file), 'utf8').includes(name));
  if (unknown.length > 0) return unknown.map(({ file, name }) => `There is no ${name} in ${file}: ${row}`);
  return filesIn(home).length > 0 && /^`test\/[\w/.-]+\.test\.ts`$/.test(test) ? [] : [`It names no file, or no test: ${row}`];
}

/** What stands in backticks and is a path of this repository. */
function filesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`(?<file>(?:src|webview|test|docs|media)\/[^`\s]+|[\w-]+\.(?:json|md|mjs))`/g)].map(({ groups }) => groups?.['file'] ?? '');
}

/** What stands in brackets behind a path: names within that file. */
function namesIn(cell: string): readonly { readonly file: string; readonly name: string }[] {
  const lists = [...cell.matchAll(/`(?<file>[\w/.-]+\.ts)` \((?<names>`[^)]+`)\)/g)];
  return lists.flatMap(({ groups: { file = '', names = '' } = {} }) => [...names.matchAll(/`(?<name>[^`]+)`/g)].map(({ groups }) => ({ file, name: groups?.['name'] ?? '' })));
}

const row = (cells: string): string => `| ${cells} |`;

describe('What the guides name', () => {
  it('lives in files that are there, each with its test', () => {
    assert.deepEqual(complaints(readFileSync(path.join(root, 'docs/coverage.md'), 'utf8')), []);
  });

  it('is missed in a table where it is not told', () => {
    const good = guides.map((guide) => row(`${guide}:1 | create | \`src/extension.ts\` | \`test/architecture.test.ts\``));
    const table = (...rows: readonly string[]): string => [...guides.map(() => columns), ...rows].join('\n');
    const bad = ['1:1 | create |  | `test/architecture.test.ts`', '1:1 | create | `src/extension.ts`', '1:1 | create | `src/gone.ts` | `test/architecture.test.ts`', '1:1 | create | `src/extension.ts` (`reactivate`) | `test/architecture.test.ts`', '1:1 | create | somewhere | `test/architecture.test.ts`', '1:1 | create | `src/extension.ts` | untested'];
    const found = [complaints(table(...good)), complaints(table(...good.slice(1))), complaints(good.join('\n')), ...bad.map((cells) => complaints(table(...good, row(cells))))];
    assert.deepEqual(found.map((sentences) => sentences.map((sentence) => sentence.split(':', 1)[0])), [
      [], ['Guide 1 has no rows.'], ['There is not one table a guide.'], ['It has an empty cell'], ['It has 3 cells'], ['There is no src/gone.ts'], ['There is no reactivate in src/extension.ts'], ['It names no file, or no test'], ['It names no file, or no test'],
    ]);
  });
});
