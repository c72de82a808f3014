import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** What the user has git ignore everywhere: the file that `core.excludesFile` names in their git configuration, or git's usual one; empty if there is none. */
export async function globalIgnore(environment: NodeJS.ProcessEnv = process.env, home = homedir()): Promise<string> {
  const folder = path.join(environment['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'git');
  const settings = [await text(path.join(folder, 'config')), await text(path.join(home, '.gitconfig'))].join('\n');
  const [, named] = [...settings.matchAll(/^[ \t]*excludesfile[ \t]*=[ \t]*"?(?<file>[^"\n]+?)"?[ \t]*$/gim)].at(-1) ?? [];
  return text(named === undefined ? path.join(folder, 'ignore') : path.resolve(home, named.replace(/^~(?=\/)/, home)));
}

async function text(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
