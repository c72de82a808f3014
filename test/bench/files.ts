import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileIndex } from '../../src/core/fileIndex.ts';
import { FileBytes } from '../../src/node/fileBytes.ts';
import { TokenCounter } from '../../src/node/tokenCounter.ts';
import { filePaths, numbers, words } from './filePaths.ts';
import { median, printTable, quantile, timed } from './table.ts';

const rounds = 7;
const typed = [
  'button', 'packages', 'src/core', 'userprofile', 'index', 'apps/chat', 'wfi', 'README', 'config.json', 'accSetView', 'test', 'ordhist', 'services/auth/', 'paymentGateway.ts',
  'theme css', 'dialog', 'zzqx', 'lib/store', 'useractionpanel.test', 'e',
];

function latencies(what: string, values: readonly number[], base: number): readonly string[] {
  return [what, String(values.length), ...[0.5, 0.95, 1].map((part) => quantile(values, part).toFixed(1)), (median(values) / base).toFixed(2)];
}

function row(what: string, size: string, measured: readonly number[]): readonly string[] {
  return [what, size, median(measured).toFixed(1), Math.min(...measured).toFixed(1)];
}

/** What each key costs while queries are typed letter by letter, and what a plain look for the same letters in one piece costs. */
function picker(count: number): void {
  const paths = filePaths(count);
  const small = paths.map((path) => path.toLowerCase());
  const index = new FileIndex();
  const filling = timed(() => { index.replace(paths); });
  const keys: number[] = [];
  const plain: number[] = [];
  const wholes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const query of typed) {
      for (let length = 1; length <= query.length; length += 1) {
        const begun = query.slice(0, length);
        const needle = begun.toLowerCase();
        keys.push(timed(() => index.find(begun)));
        plain.push(timed(() => small.filter((path) => path.includes(needle))));
      }
      index.find('');
      index.add(`new${String(round)}`);
      index.remove(`new${String(round)}`);
      wholes.push(timed(() => index.find(query)));
    }
  }
  const base = median(plain);
  printTable(`Picker, ${count.toLocaleString('en')} paths, at most 50 ms a key on 100,000 (taking them up: ${filling.toFixed(0)} ms)`, ['per key', 'n', 'median ms', 'p95 ms', 'max ms', 'ratio'], [
    latencies('the index, letter by letter', keys, base), latencies('the index, whole queries after a change', wholes, base), latencies('String.includes, letter by letter', plain, base),
  ]);
}

/** How fast a file is hashed before it is uploaded, on this machine: megabytes a second, each time of a file that was opened anew. */
async function hashing(megabytes: number): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-files-'));
  const file = join(folder, 'a.txt');
  await writeFile(file, Buffer.alloc(megabytes * 1_000_000, 'const answer = await engine.answer(turn, signal);\n'));
  const speeds: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const source = await FileBytes.open(file);
      const start = performance.now();
      await source.digest(new AbortController().signal);
      speeds.push(megabytes / ((performance.now() - start) / 1000));
      await source.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return speeds;
}

/** How fast text is turned into tokens: megabytes a second, each time in a thread that is new, as for the first text of a window. */
async function counting(code: string): Promise<readonly number[]> {
  const speeds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const counter = new TokenCounter(new URL('../../src/node/tokenWorker.ts', import.meta.url));
    const start = performance.now();
    await counter.count(code);
    speeds.push(code.length / 1_000_000 / ((performance.now() - start) / 1000));
    counter.dispose();
  }
  return speeds;
}

/** Lines of code that differ in more than their numbers. */
function variedCode(): string {
  const next = numbers(7);
  const word = (): string => words[Math.floor(next() * words.length)] ?? '';
  return filePaths(30_000).map((file) => `export const ${word()}${word().toUpperCase()} = await ${word()}.${word()}('${file}', { ${word()}: ${next().toFixed(3)} }); // ${word()} ${word()} ${word()}\n`).join('');
}

async function bytes(): Promise<void> {
  const megabytes = 64;
  const code = variedCode();
  printTable('Bytes', ['what', 'of', 'median MB/s', 'slowest MB/s'], [
    row('SHA-256 of a file (FileBytes.digest)', `${String(megabytes)} MB`, await hashing(megabytes)),
    row('tokens (src/node/tokenCounter.ts, with the start of its thread)', `${(code.length / 1_000_000).toFixed(1)} MB of code`, await counting(code)),
  ]);
}

process.stdout.write(`${cpus()[0]?.model.trim() ?? 'An unknown processor'}, ${String(availableParallelism())} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}, Node ${process.versions.node}; ${String(rounds)} rounds each; read ratios, not times.\n`);
picker(100_000);
picker(200_000);
await bytes();
