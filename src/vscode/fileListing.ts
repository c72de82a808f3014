import * as vscode from 'vscode';
import { excludeGlobs, rulesOfGlobs } from '../core/excludeGlobs.ts';
import { ignoredEverywhere, IgnoreRules, type IgnoreFile } from '../core/ignoreRules.ts';
import { inSlices } from './inSlices.ts';
import { pathWithin } from './workspaceRoots.ts';

/** What a folder of the workspace holds, as far as it is shown. */
export interface FileListing {
  /** Relative to the folder. */
  readonly paths: readonly string[];
  /** Whether there are more files than were asked for. */
  readonly isCut: boolean;
  /** Whether a file of this folder is left out, whether it is there already or comes later. */
  readonly isLeftOut: (path: string) => boolean;
}

/** Lists the files of a folder, at most so many, without those that `files.exclude`, `search.exclude` or a `.gitignore` leave out. */
export async function listFiles(folder: vscode.Uri, most: number): Promise<FileListing> {
  const globs = [...excluded('files', folder), ...excluded('search', folder)];
  const ignoreFiles = vscode.workspace.isTrusted && vscode.workspace.getConfiguration('search', folder).get('useIgnoreFiles', true) ? await readIgnoreFiles(folder, globs) : [];
  const listed = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**'), oneGlob([...globs, ...ignoredEverywhere(ignoreFiles)]), most + 1);
  const rules = new IgnoreRules(ignoreFiles);
  const paths: string[] = [];
  await inSlices(listed, (uri) => {
    const path = pathWithin(folder, uri);
    if (path !== undefined && !rules.ignores(path)) paths.push(path);
  });
  const settings = new IgnoreRules([rulesOfGlobs(globs)]);
  return { paths: paths.slice(0, most), isCut: listed.length > most, isLeftOut: (path) => settings.ignores(path) || rules.ignores(path) };
}

function excluded(section: 'files' | 'search', folder: vscode.Uri): readonly string[] {
  return excludeGlobs(vscode.workspace.getConfiguration(section, folder).get<Readonly<Record<string, unknown>>>('exclude', {}));
}

async function readIgnoreFiles(folder: vscode.Uri, globs: readonly string[]): Promise<readonly IgnoreFile[]> {
  const uris = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/.gitignore'), oneGlob(globs));
  return Promise.all(uris.map(async (uri) => {
    const path = pathWithin(folder, uri) ?? '';
    const bytes = await vscode.workspace.fs.readFile(uri).then((read) => read, () => new Uint8Array());
    return { folder: path.slice(0, Math.max(path.lastIndexOf('/'), 0)), text: new TextDecoder().decode(bytes) };
  }));
}

function oneGlob(globs: readonly string[]): string | undefined {
  const [first, ...others] = globs;
  return others.length === 0 ? first : `{${globs.join(',')}}`;
}
