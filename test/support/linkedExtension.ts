import { copyFile, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { cache, checkout } from './installed.mjs';

/** What VS Code must not find in the extension under development, or has no use for. */
const left = new Set([path.basename(cache), '.git', 'node_modules']);

/**
 * Fills a folder with links to what is in the checkout, for VS Code to take as the extension under development. VS Code's own
 * themes lie in the checkout's cache: were the checkout the extension, VS Code would take them for the extension's, and show one.
 */
export async function linkExtension(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(checkout, { withFileTypes: true })) {
    const [from, to] = [path.join(checkout, entry.name), path.join(folder, entry.name)];
    if (left.has(entry.name)) continue;
    if (entry.isDirectory()) await symlink(from, to, 'junction');
    else await copyFile(from, to);
  }
  return folder;
}
