// Bundles the extension host (ESM, in chunks), the page (a script, its styles, the icons) and, with --tests, the suite for VS Code.
import { globSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { softwareBill } from './softwareBill.mjs';
import { thirdPartyNotices } from './thirdPartyNotices.mjs';

const production = process.argv.includes('--production');

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'eof',
  logLevel: 'warning',
  metafile: true,
};

/** What is read at activation is extension.js; each `await import()` has a chunk of its own. @type {import('esbuild').BuildOptions} */
const host = {
  ...common,
  entryPoints: [
    { in: 'src/start.ts', out: 'extension' },
    { in: 'src/node/tokenWorker.ts', out: 'tokenWorker' },
    { in: 'src/node/passageWorker.ts', out: 'passageWorker' },
  ],
  platform: 'node',
  format: 'esm',
  splitting: true,
  target: 'node24',
  external: ['vscode'],
  // Its build for Node is CommonJS, which an ES module cannot carry; the other one is the same code as ES modules.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
};

/** @type {import('esbuild').BuildOptions} */
const page = {
  ...common,
  entryPoints: [
    { in: 'webview/main.ts', out: 'main' },
    { in: 'webview/chat.css', out: 'chat' },
    { in: '@vscode/codicons/dist/codicon.css', out: 'codicon' },
  ],
  platform: 'browser',
  format: 'esm',
  splitting: true,
  target: 'chrome142',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  chunkNames: 'chunks/[name]-[hash]',
  outdir: 'dist/webview',
};

/** @type {import('esbuild').BuildOptions} */
const suite = {
  ...common,
  entryPoints: globSync('test/vscode/**/*.ts'),
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  external: ['vscode', 'mocha'],
  outdir: 'dist/test',
  outExtension: { '.js': '.cjs' },
};

const withSuite = process.argv.includes('--tests');
const jobs = [host, page, ...(withSuite ? [suite] : [])];

if (process.argv.includes('--watch')) {
  const contexts = await Promise.all(jobs.map((job) => context(job)));
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  const results = await Promise.all(jobs.map((job) => build(job)));
  // Only now, so that a VS Code that runs from dist/ misses nothing in between.
  const made = new Set(results.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {})));
  const left = globSync(`dist/{extension.js*,{chunks,webview${withSuite ? ',test' : ''}}/**/*.*}`);
  await Promise.all(left.filter((name) => !made.has(name.replaceAll('\\', '/'))).map((name) => rm(name)));
  if (production) {
    await writeFile('dist/ThirdPartyNotices.txt', await thirdPartyNotices(results));
    await writeFile('dist/sbom.cdx.json', await softwareBill(results));
  }
}
