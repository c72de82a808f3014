import { createHash } from 'node:crypto';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { FileIndex } from '../../src/core/fileIndex.ts';
import { TokenCounter } from '../../src/node/tokenCounter.ts';
import { filePaths } from './filePaths.ts';
import { median, printTable, quantile, timed } from './table.ts';

const rounds = 7;
const typed = [
  'button', 'packages', 'src/core', 'userprofile', 'index', 'apps/chat', 'wfi', 'README', 'config.json', 'accSetView', 'test', 'ordhist', 'services/auth/', 'paymentGateway.ts',
  'theme css', 'dialog', 'zzqx', 'lib/store', 'useractionpanel.test', 'e',
];

function latencies(what: string, values: readonly number[], base: number): readonly string[] {
  return [what, String(values.length), ...[0.5, 0.95, 1].map((part) => quantile(values, part).toFixed(1)), (median(values) / base).toFixed(2)];
}

function speeds(what: string, size: string, measured: readonly number[]): readonly string[] {
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
  printTable(`Picker, ${count.toLocaleString('en')} paths (taking them up: ${filling.toFixed(0)} ms)`, ['per key', 'n', 'median ms', 'p95 ms', 'max ms', 'ratio'], [
    latencies('the index, letter by letter', keys, base), latencies('the index, whole queries after a change', wholes, base), latencies('String.includes, letter by letter', plain, base),
  ]);
}

/** How fast bytes are hashed, and text is turned into tokens, on this machine. */
async function bytes(): Promise<void> {
  const megabytes = 64;
  const data = Buffer.alloc(megabytes * 1_000_000, 'const answer = await engine.answer(turn, signal);\n');
  const hashing = Array.from({ length: rounds }, () => megabytes / (timed(() => createHash('sha256').update(data).digest()) / 1000));
  const code = filePaths(40_000).map((path, number) => `export const value${String(number)} = import('${path}');\n`).join('');
  const counter = new TokenCounter(new URL('../../src/node/tokenWorker.ts', import.meta.url));
  await counter.count('warm up');
  const counting: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await counter.count(code);
    counting.push(code.length / 1_000_000 / ((performance.now() - start) / 1000));
  }
  counter.dispose();
  printTable('Bytes', ['what', 'of', 'median MB/s', 'slowest MB/s'], [
    speeds('SHA-256 (node:crypto)', `${String(megabytes)} MB`, hashing), speeds('tokens (src/node/tokenCounter.ts, in its thread)', `${(code.length / 1_000_000).toFixed(1)} MB of code`, counting),
  ]);
}

process.stdout.write(`${cpus()[0]?.model.trim() ?? 'An unknown processor'}, ${String(availableParallelism())} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}, Node ${process.versions.node}; ${String(rounds)} rounds each; read ratios, not times.\n`);
picker(100_000);
picker(200_000);
await bytes();
