// `npm test`: everything. `npm test -- unit`, `page`, `vscode` or `end` runs one level; further words, such as `--grep x`, go to mocha.
import { performance } from 'node:perf_hooks';
import { runScript } from './childRun.ts';
import { levels, runLevel, type LevelEnd } from './testLevels.ts';

const build = { title: 'Build', script: 'esbuild.mjs', words: ['--tests'] };
const checks = [
  { title: 'Type check', script: 'node_modules/typescript/bin/tsc', words: ['-b'] },
  { title: 'Lint', script: 'node_modules/oxlint/bin/oxlint', words: [] },
  { title: 'Dead code', script: 'node_modules/knip/bin/knip.js', words: [] },
  build,
];

const [first = '', ...rest] = process.argv.slice(2);
const chosen = levels.filter(({ name }) => name === first);
const words = chosen.length > 0 ? rest : process.argv.slice(2);

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

/** Runs the levels up to the first that fails, or that has no test to run. */
async function runLevels(): Promise<readonly (LevelEnd & { readonly title: string })[]> {
  const ends = [];
  for (const level of chosen.length > 0 ? chosen : levels) {
    const time = stopwatch();
    console.log(`\n${level.title}`);
    const end = await runLevel(level, words);
    const ran = end.passed + end.failed > 0 || words.length > 0;
    if (!ran) console.log('No test ran.');
    console.log(`${level.title}: ${time()}`);
    ends.push({ title: level.title, ...end, failed: end.failed === 0 && !(end.ended && ran) ? 1 : end.failed });
    if (ends.at(-1)?.failed !== 0) break;
  }
  return ends;
}

const needed = chosen.length === 0 ? checks : chosen.some(({ needsBuild }) => needsBuild) ? [build] : [];
const checkFailed = await runChecks(needed);
const ends = checkFailed === undefined ? await runLevels() : [];
const passed = ends.reduce((sum, end) => sum + end.passed, 0);
const failed = ends.reduce((sum, end) => sum + end.failed, checkFailed === undefined ? 0 : 1);
const skipped = (end: LevelEnd): string => (end.skipped === 0 ? '' : ` (${String(end.skipped)} skipped)`);
console.log(`\n${ends.map((end) => `${end.title} ${String(end.passed)} passed${skipped(end)}`).join(', ')}`);
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
