import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { runScript } from './childRun.ts';
import { runSuite } from './vscodeSuite.ts';

/** What became of the tests of a level; `ended` tells whether its program was content, too. */
export interface LevelEnd {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly ended: boolean;
}

/** A kind of tests, by the name that `npm test -- <name>` knows it by. */
export interface Level {
  readonly name: string;
  readonly title: string;
  readonly needsBuild: boolean;
  run(counts: string, words: readonly string[]): Promise<boolean>;
}

const countsShape = v.object({ passed: v.number(), failed: v.number(), skipped: v.number() });

function mocha(config: string, screen: 'dot' | 'spec'): Level['run'] {
  return async (counts, words) => {
    const reporter = ['--reporter', 'test/support/countingReporter.ts', '--reporter-option', `counts=${counts},screen=${screen}`];
    return (await runScript('node_modules/mocha/bin/mocha.js', ['--config', config, ...reporter, ...words], { heard: false })).code === 0;
  };
}

/** All levels, in the order in which they run: the quick ones first. */
export const levels: readonly Level[] = [
  { name: 'unit', title: 'Unit', needsBuild: false, run: mocha('.mocharc.json', 'dot') },
  { name: 'page', title: 'Panel', needsBuild: false, run: mocha('.mocharc.page.json', 'spec') },
  { name: 'vscode', title: 'VS Code', needsBuild: true, run: runSuite },
  { name: 'end', title: 'End to end', needsBuild: true, run: mocha('.mocharc.endToEnd.json', 'spec') },
];

/** Runs a level. The words, such as `--grep x`, go to mocha. */
export async function runLevel(level: Level, words: readonly string[]): Promise<LevelEnd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'test-counts-'));
  const counts = path.join(folder, 'counts.json');
  try {
    const ended = await level.run(counts, words);
    return { ...v.parse(countsShape, JSON.parse(await readFile(counts, 'utf8').catch(() => '{ "passed": 0, "failed": 0, "skipped": 0 }'))), ended };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
