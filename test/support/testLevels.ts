import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { runScript } from './childRun.ts';

/** What became of the tests of a level: `ended` tells whether its program was content, too; `said` is what it said if it was heard. */
export interface LevelEnd {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly ended: boolean;
  readonly said: string;
}

/** A kind of tests, by the name that `npm test -- <name>` knows it by. */
export interface Level {
  readonly name: string;
  readonly title: string;
  readonly needsBuild: boolean;
  readonly script: string;
  /** The words of its program, which leaves the numbers in the file `counts`. */
  readonly words: (counts: string) => readonly string[];
}

const countsShape = v.object({ passed: v.number(), failed: v.number(), skipped: v.number() });

function mocha(config: string, screen: 'dot' | 'spec'): Pick<Level, 'script' | 'words'> {
  const words = (counts: string): readonly string[] => ['--config', config, '--reporter', 'test/support/countingReporter.ts', '--reporter-option', `counts=${counts},screen=${screen}`];
  return { script: 'node_modules/mocha/bin/mocha.js', words };
}

/** The levels, in lanes that run side by side. */
export const lanes: readonly (readonly Level[])[] = [
  [
    { name: 'unit', title: 'Unit', needsBuild: false, ...mocha('.mocharc.json', 'dot') },
    { name: 'page', title: 'Panel', needsBuild: false, ...mocha('.mocharc.page.json', 'spec') },
    { name: 'product', title: 'Product', needsBuild: true, ...mocha('.mocharc.product.json', 'spec') },
  ],
  [
    { name: 'vscode', title: 'VS Code', needsBuild: true, script: 'test/support/vscodeSuite.ts', words: (counts) => ['--counts', counts] },
    { name: 'end', title: 'End to end', needsBuild: true, ...mocha('.mocharc.endToEnd.json', 'spec') },
  ],
];

/** Runs a level with these further words, such as `--grep x`; `heard` keeps what it says off the screen. */
export async function runLevel(level: Level, words: readonly string[], { heard }: { readonly heard: boolean }): Promise<LevelEnd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'test-counts-'));
  const counts = path.join(folder, 'counts.json');
  try {
    const { code, said } = await runScript(level.script, [...level.words(counts), ...words], { heard });
    const numbers = v.parse(countsShape, JSON.parse(await readFile(counts, 'utf8').catch(() => '{ "passed": 0, "failed": 0, "skipped": 0 }')));
    return { ...numbers, ended: code === 0, said };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
