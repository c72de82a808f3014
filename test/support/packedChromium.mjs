import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromiumLauncher } from './installed.mjs';

const launcher = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`;
const fonts = '<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n';

/**
 * Unpacks the headless Chromium of the package @sparticuz/chromium, with the libraries and fonts that a bare Linux lacks.
 * @param {string} folder where the package is installed
 */
export async function unpackChromium(folder) {
  const packed = (/** @type {string} */ name) => path.join(folder, 'node_modules/@sparticuz/chromium/bin', name);
  const unpacked = path.join(folder, 'chromium');
  await pipeline(createReadStream(packed('chromium.br')), createBrotliDecompress(), createWriteStream(unpacked, { mode: 0o755 }));
  for (const name of ['al2023', 'fonts']) await untar(packed(`${name}.tar.br`), path.join(folder, name));
  await writeFile(path.join(folder, 'fonts/fonts.conf'), fonts);
  await writeFile(path.join(folder, chromiumLauncher), launcher, { mode: 0o755 });
}

/**
 * @param {string} archive
 * @param {string} folder
 */
async function untar(archive, folder) {
  await mkdir(folder, { recursive: true });
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'ignore'] });
  const end = new Promise((resolve) => {
    tar.once('close', resolve);
  });
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin);
  if ((await end) !== 0) throw new Error(`“tar” could not unpack ${path.basename(archive)}.`);
}
