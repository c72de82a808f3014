import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { cacheFolder, stampIn } from './installed.mjs';

/**
 * Runs a program to its end and answers what it printed. Throws with all that it said when it fails.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} [environment]
 * @returns {Promise<string>}
 */
export function run(program, words, folder, environment = {}) {
  const shell = process.platform === 'win32' && program === 'npm';
  const quiet = program === 'npm' ? ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'] : [];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words, ...quiet], { cwd: folder, env: { ...process.env, ...environment }, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      printed += text;
      said += text;
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`“${[program, ...words].join(' ')}” failed:\n${said.trim()}`));
    });
  });
}

/**
 * Tells that something long begins, and how long it took.
 * @param {string} title
 * @param {string} expectation
 * @param {() => Promise<void>} work
 */
export async function progress(title, expectation, work) {
  const begun = performance.now();
  const seconds = () => `${Math.round((performance.now() - begun) / 1000)} s`;
  console.log(`${title}… (${expectation})`);
  try {
    await work();
    console.log(`${title}: done in ${seconds()}`);
  } catch (error) {
    console.log(`${title}: failed after ${seconds()}`);
    throw error;
  }
}

/**
 * Installs `name@version` into its folder of the cache unless it is whole there; `finish` does the rest. What an
 * interrupted install left is thrown away.
 * @param {string} pinned
 * @param {string} title
 * @param {string} expectation
 * @param {(folder: string) => Promise<void>} finish
 */
export async function installInto(pinned, title, expectation, finish) {
  const folder = cacheFolder(pinned);
  if (existsSync(stampIn(folder))) return;
  await progress(title, expectation, async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/package.json`, '{ "private": true }');
    await run('npm', ['install', pinned, '--save-exact', '--ignore-scripts'], folder);
    await finish(folder);
    await writeFile(stampIn(folder), '');
  });
}
