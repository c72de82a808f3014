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

/** What git ignores for this user in all folders, as a file of rules; empty if nothing. */
export type GlobalIgnore = () => Promise<string>;

/** Lists the files of a folder, at most so many, without those that `files.exclude`, `search.exclude` or git's ignore files leave out. */
export async function listFiles(folder: vscode.Uri, most: number, globalIgnore: GlobalIgnore): Promise<FileListing> {
  const { globs, everywhere, rules, settings } = await readRules(folder, globalIgnore);
  const listed = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**'), oneGlob([...globs, ...everywhere]), most + 1);
  const paths: string[] = [];
  await inSlices(listed, (uri) => {
    const path = pathWithin(folder, uri);
    if (path !== undefined && !rules.ignores(path)) paths.push(path);
  });
  return { paths: paths.slice(0, most), isCut: listed.length > most, isLeftOut: (path) => settings.ignores(path) || rules.ignores(path) };
}

/** What is left out of a folder of the workspace, by the paths in it. */
export async function leftOutOf(folder: vscode.Uri, globalIgnore: GlobalIgnore): Promise<FileListing['isLeftOut']> {
  const { rules, settings } = await readRules(folder, globalIgnore);
  return (path) => settings.ignores(path) || rules.ignores(path);
}

/** What leaves files of a folder out. */
interface LeavingOut {
  /** The globs of the settings. */
  readonly globs: readonly string[];
  /** Globs of what ignore files leave out everywhere. */
  readonly everywhere: readonly string[];
  readonly rules: IgnoreRules;
  readonly settings: IgnoreRules;
}

/** Reads what leaves files of this folder out; paths are asked as they lie in it. */
export async function readRules(folder: vscode.Uri, globalIgnore: GlobalIgnore): Promise<LeavingOut> {
  const globs = [...excluded('files', folder), ...excluded('search', folder)];
  const isWanted = vscode.workspace.isTrusted && vscode.workspace.getConfiguration('search', folder).get('useIgnoreFiles', true);
  const ignoreFiles = isWanted ? withOuter(await readIgnoreFiles(folder, globs), [await globalIgnore(), await read(vscode.Uri.joinPath(folder, '.git/info/exclude'))]) : [];
  return { globs, everywhere: ignoredEverywhere(ignoreFiles), rules: new IgnoreRules(ignoreFiles), settings: new IgnoreRules([rulesOfGlobs(globs)]) };
}

/** The rules of a folder after those that hold for it from outside: a later rule overrules. */
function withOuter(files: readonly IgnoreFile[], outer: readonly string[]): readonly IgnoreFile[] {
  const own = files.find(({ folder }) => folder === '')?.text ?? '';
  return [{ folder: '', text: [...outer, own].join('\n') }, ...files.filter(({ folder }) => folder !== '')];
}

function excluded(section: 'files' | 'search', folder: vscode.Uri): readonly string[] {
  return excludeGlobs(vscode.workspace.getConfiguration(section, folder).get<Readonly<Record<string, unknown>>>('exclude', {}));
}

async function readIgnoreFiles(folder: vscode.Uri, globs: readonly string[]): Promise<readonly IgnoreFile[]> {
  const uris = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/.gitignore'), oneGlob(globs));
  return Promise.all(uris.map(async (uri) => {
    const path = pathWithin(folder, uri) ?? '';
    return { folder: path.slice(0, Math.max(path.lastIndexOf('/'), 0)), text: await read(uri) };
  }));
}

/** The text of a file; empty where there is none. */
async function read(uri: vscode.Uri): Promise<string> {
  return vscode.workspace.fs.readFile(uri).then((bytes) => new TextDecoder().decode(bytes), () => '');
}

/** One glob for all of these; undefined for none. */
export function oneGlob(globs: readonly string[]): string | undefined {
  const [first, ...others] = globs;
  return others.length === 0 ? first : `{${globs.join(',')}}`;
}
