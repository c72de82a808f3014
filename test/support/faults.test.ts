import { deepEqual, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from './installed.mjs';

interface Row {
  readonly number: number;
  readonly files: readonly string[];
  readonly where: string;
}

const table = readFileSync(path.join(checkout, 'docs/faults.md'), 'utf8');
const rows = table.split('\n').flatMap((line): Row[] => {
  const [, number = '', , , where = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return /^\d+$/.test(number) ? [{ number: Number(number), where, files: where.startsWith('Not run') ? [] : [...where.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file) }] : [];
});

/** Whether a test of this file has the number at the end of its title. */
function plays(file: string, number: number): boolean {
  if (!existsSync(path.join(checkout, file))) return false;
  const titles = readFileSync(path.join(checkout, file), 'utf8').matchAll(/\(cases? ([\d, –-]+)\)['"`]/g);
  return [...titles].flatMap(([, list = '']) => list.split(',')).some((part) => {
    const [first = '', last = first] = part.trim().split(/\s*[–-]\s*/);
    return Number(first) <= number && number <= Number(last);
  });
}

describe('The catalogue of faults', () => {
  it('has one row for each of its cases', () => {
    deepEqual(rows.map(({ number }) => number), Array.from({ length: 135 }, (_, index) => index + 1));
  });

  it('names tests that are there and that name the case', () => {
    deepEqual(rows.flatMap(({ number, files }) => files.filter((file) => !plays(file, number)).map((file) => [number, file])), []);
  });

  it('says why a case is not run', () => {
    deepEqual(rows.filter(({ files, where }) => files.length === 0 && !/^Not run: .{20,}/.test(where)), []);
  });

  it('is run but for a few', () => {
    const run = rows.filter(({ files }) => files.length > 0).length;
    ok(run >= 120, `${String(run)} are run.`);
  });
});
