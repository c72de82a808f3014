// `npm test`: everything. `npm test -- unit`, `page`, `vscode`, `end` or `product` runs one level; further words, such as `--grep x`, go to mocha.
import { performance } from 'node:perf_hooks';
import { runScript } from './childRun.ts';
import { lanes, runLevel, type Level, type LevelEnd } from './testLevels.ts';

const build = { title: 'Package and build', script: 'test/support/packageAndBuild.ts', words: [] };
const checks = [
  { title: 'Type check', script: 'node_modules/typescript/bin/tsc', words: ['-b'] },
  { title: 'Lint', script: 'node_modules/oxlint/bin/oxlint', words: [] },
  { title: 'Dead code', script: 'node_modules/knip/bin/knip.js', words: [] },
];

const levels = lanes.flat();
const [first = '', ...rest] = process.argv.slice(2);
const chosen = levels.find(({ name }) => name === first);
const words = chosen === undefined ? process.argv.slice(2) : rest;

type TitledEnd = LevelEnd & Pick<Level, 'title'>;

function stopwatch(): () => string {
  const begun = performance.now();
  return () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
}

/** Runs these side by side and shows them in their order; answers the first that failed. */
async function runChecks(these: typeof checks): Promise<string | undefined> {
  const time = stopwatch();
  const ends = these.map(async ({ title, script, words: own }) => ({ title, ...(await runScript(script, own, { heard: true })), took: time() }));
  let failed: string | undefined;
  for (const each of ends) {
    const { title, code, said, took } = await each;
    console.log(`${title}: ${code === 0 ? 'fine' : 'failed'} (${took})`);
    if (code !== 0) console.log(said.trim());
    failed ??= code === 0 ? undefined : title;
  }
  return failed;
}

/** Runs these one after the other, up to the first that fails or has no test to run; each is shown when it is through. */
async function runLane(lane: readonly Level[], { heard, built }: { readonly heard: boolean; readonly built: Promise<boolean> }): Promise<readonly TitledEnd[]> {
  const ends: TitledEnd[] = [];
  for (const level of lane) {
    if (level.needsBuild && !(await built)) break;
    const time = stopwatch();
    console.log(`${level.title}: running…`);
    const end = await runLevel(level, words, { heard });
    const ran = end.passed + end.failed > 0 || words.length > 0;
    console.log(`${end.said.trimEnd()}\n${ran ? '' : 'No test ran.\n'}${level.title}: ${time()}\n`);
    ends.push({ ...end, title: level.title, failed: end.failed === 0 && !(end.ended && ran) ? 1 : end.failed });
    if (ends.at(-1)?.failed !== 0) break;
  }
  return ends;
}

async function runAll(built: Promise<boolean>): Promise<readonly TitledEnd[]> {
  if (chosen !== undefined) return runLane([chosen], { heard: false, built });
  const ends = await Promise.all(lanes.map((lane) => runLane(lane, { heard: true, built })));
  return ends.flat();
}

const time = stopwatch();
const building = runChecks(chosen === undefined || chosen.needsBuild ? [build] : []);
const checkFailed = await runChecks(chosen === undefined ? checks : []);
const ends = checkFailed === undefined ? await runAll(building.then((failure) => failure === undefined)) : [];
const buildFailed = await building;
const passed = ends.reduce((sum, end) => sum + end.passed, 0);
const failed = ends.reduce((sum, end) => sum + end.failed, [checkFailed, buildFailed].filter((failure) => failure !== undefined).length);
const skipped = (end: LevelEnd): string => (end.skipped === 0 ? '' : ` (${String(end.skipped)} skipped)`);
const counts = ends.map((end) => `${end.title} ${String(end.passed)} passed${end.failed === 0 ? '' : `, ${String(end.failed)} failed`}${skipped(end)}`);
console.log(`${counts.join(', ')}${counts.length > 0 ? ', in' : 'In'} ${time()}`);
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
