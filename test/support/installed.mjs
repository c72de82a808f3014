import { existsSync } from 'node:fs';
import path from 'node:path';

/** The checkout. */
export const checkout = path.resolve(import.meta.dirname, '../..');

/** A small project for VS Code to open, in copies. */
export const sample = path.join(import.meta.dirname, 'sample');

/** Where everything lies that npm does not bring into node_modules; may be deleted at any time. */
export const cache = path.join(checkout, '.vscode-test');

/** The npm packages that go into the cache, with exact versions: the one holds VS Code 1.139.1, the other a headless Chromium. */
export const cached = { vscode: 'code-server@4.139.1', chromium: '@sparticuz/chromium@153.0.0' };

/** Written last: what lies beside it is whole. @param {string} folder */
export const stampIn = (folder) => path.join(folder, 'installed.stamp');

/** The folder of the cache for `name@version`. @param {string} pinned */
export const cacheFolder = (pinned) => path.join(cache, pinned.replace('@sparticuz/', '').replace('@', '-'));

/** The file in its folder of the cache that starts the headless Chromium. */
export const chromiumLauncher = 'start-chromium';

/** The folder of VS Code's server build. */
export function codeServerRoot() {
  const folder = cacheFolder(cached.vscode);
  if (!existsSync(stampIn(folder))) throw new Error('VS Code is not in the cache. Run “npm test” or “npm start” once.');
  return path.join(folder, 'node_modules/code-server/lib/vscode');
}

const program = (/** @type {string} */ name) => (process.env[name] === undefined ? [] : [process.env[name]]);

/** @type {Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>} */
const usualPlaces = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/usr/bin/microsoft-edge'],
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(program).flatMap((folder) => [
    path.join(folder, 'Google/Chrome/Application/chrome.exe'),
    path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ]),
};

/** A browser that is there: the one that CHROMIUM names, an installed one, or the cache's; undefined when there is none. */
export function findChromium() {
  const chosen = process.env['CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const folder = cacheFolder(cached.chromium);
  const own = existsSync(stampIn(folder)) ? [path.join(folder, chromiumLauncher)] : [];
  return [...(usualPlaces[process.platform] ?? []), ...own].find((file) => existsSync(file));
}

/** The browser that tests drive. */
export function chromiumExecutable() {
  const found = findChromium();
  if (found === undefined) throw new Error('No Chromium is here. Install Chrome, Edge or Chromium, or name one in CHROMIUM.');
  return found;
}
