import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { takenFrom } from './src/core/secretRules.ts';

/** The innermost package folder of a file's path. */
const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * The folders of all packages that went into these builds.
 * @param {readonly import('esbuild').BuildResult[]} results with their metafiles
 * @returns {readonly string[]}
 */
export function bundledPackages(results) {
  const files = results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  return [...new Set(files.flatMap((file) => packageFolder.exec(file) ?? []))];
}

/**
 * The licences of all packages that went into these builds, and of what our own sources have from elsewhere, in the order of their names.
 * @param {readonly import('esbuild').BuildResult[]} results with their metafiles
 */
export async function thirdPartyNotices(results) {
  const notices = await Promise.all(bundledPackages(results).map((folder) => notice(folder)));
  const rules = takenFrom.map(({ name, version, license, author }) => `${name} ${version} (${license}): rules for credentials\n\n${mit(name, license, author)}\n`);
  return ['Workspace Assistants contains the following third-party software.\n', ...[...notices, ...rules].toSorted()].join(`\n${'-'.repeat(80)}\n\n`);
}

const manifest = v.object({
  name: v.string(),
  version: v.string(),
  license: v.string(),
  author: v.optional(v.union([v.string(), v.pipe(v.object({ name: v.string() }), v.transform(({ name }) => name))])),
});

/** @param {string} folder */
async function notice(folder) {
  const { name, version, license, author } = v.parse(manifest, JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')));
  const names = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file)).toSorted();
  const texts = await Promise.all(names.map((file) => readFile(path.join(folder, file), 'utf8')));
  if (texts.length === 0) texts.push(mit(name, license, author));
  return `${name} ${version} (${license})\n\n${texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n')}\n`;
}

/**
 * Some packages name the MIT licence and forget its text.
 * @param {string} name
 * @param {string} license
 * @param {string | undefined} author
 */
function mit(name, license, author) {
  if (license !== 'MIT' || author === undefined) throw new Error(`${name} comes without the text of its licence.`);
  return `MIT License

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
