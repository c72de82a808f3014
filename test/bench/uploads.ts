// What an upload costs: `node test/bench/uploads.ts [megabytes] [rounds]` sends a file to an offline server in another process, and prints a table.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { runScript } from '../support/childRun.ts';
import { checkout } from '../support/installed.mjs';

const [megabytes = 512, rounds = 3] = process.argv.slice(2).map(Number).filter((value) => value > 0);
const ways = ['idle', 'raw', 'raw, hashed', 'one request', 'parts', 'as the view Files does it'] as const;
const run = v.object({ seconds: v.number(), before: v.number(), peak: v.number() });
type Run = v.InferOutput<typeof run>;

const folder = await mkdtemp(path.join(tmpdir(), 'bench-uploads-'));
const server = spawn(process.execPath, [path.join(checkout, 'test/server/main.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const file = await makeFile();
  const url = await address();
  const runs = new Map<string, Run[]>(ways.map((way) => [way, []]));
  // In turn, so that what else the machine does falls on all of them.
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) {
      const { code, said } = await runScript('test/bench/uploadRun.ts', [way, url, file], { heard: true });
      if (code !== 0) throw new Error(said);
      runs.get(way)?.push(v.parse(run, JSON.parse(said)));
    }
  }
  print(runs);
} finally {
  server.kill();
  await rm(folder, { recursive: true, force: true });
}

async function makeFile(): Promise<string> {
  const file = path.join(folder, 'a.bin');
  const handle = await open(file, 'w');
  for (let written = 0; written < megabytes; written += 1) await handle.write(randomBytes(1024 * 1024));
  await handle.close();
  return file;
}

async function address(): Promise<string> {
  for await (const line of createInterface(server.stdout)) {
    const found = /http:\S+/.exec(line)?.[0];
    if (found !== undefined) return found;
  }
  throw new Error('The offline server did not start.');
}

function print(runs: ReadonlyMap<string, readonly Run[]>): void {
  const of = (way: string, read: (each: Run) => number): readonly number[] => (runs.get(way) ?? []).map((each) => read(each)).toSorted((one, other) => one - other);
  const raw = of('raw', ({ seconds }) => seconds);
  console.log(`| ${String(megabytes)} MB, ${String(rounds)} rounds | memory before, MB | peak, MB | rise, MB (at most 48): median (most) | seconds: median (least) | times raw (at most 1.6): median (least) |\n| --- | --- | --- | --- | --- | --- |`);
  for (const way of ways) {
    const [before, peaks, rises, seconds] = [of(way, (each) => each.before), of(way, ({ peak }) => peak), of(way, (each) => each.peak - each.before), of(way, (each) => each.seconds)];
    const memory = `${middle(before).toFixed(0)} | ${middle(peaks).toFixed(0)} | ${middle(rises).toFixed(0)} (${most(rises).toFixed(0)})`;
    const time = `${middle(seconds).toFixed(2)} (${least(seconds).toFixed(2)}) | ${(middle(seconds) / middle(raw)).toFixed(2)} (${(least(seconds) / least(raw)).toFixed(2)})`;
    console.log(`| ${way} | ${memory} | ${way === 'idle' ? ' | ' : time} |`);
  }
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function least(sorted: readonly number[]): number {
  return sorted[0] ?? Number.NaN;
}

function most(sorted: readonly number[]): number {
  return sorted.at(-1) ?? Number.NaN;
}
