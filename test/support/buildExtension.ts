import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { checkout } from './installed.mjs';

/** Bundles the extension into dist/. Throws with what esbuild said when it fails. */
export async function buildExtension(words: readonly string[] = []): Promise<void> {
  await promisify(execFile)(process.execPath, ['esbuild.mjs', ...words], { cwd: checkout });
}
