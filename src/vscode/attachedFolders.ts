import * as vscode from 'vscode';
import { attachmentsLimit } from '../core/attachments.ts';
import { leftOutOf, type GlobalIgnore } from './fileListing.ts';
import { pathWithin, workspaceRoots } from './workspaceRoots.ts';

/** The most files of a folder that are looked at: of these, those that are ignored are left out. */
const mostListed = 20_000;

/** The files to be attached, and a sentence for each folder that cannot be. */
export interface FolderFiles {
  readonly files: readonly vscode.Uri[];
  readonly problems: readonly string[];
}

/** These files, and in the place of folders what lies in them, as far as neither settings nor ignore files leave it out. Never throws. */
export async function filesOf(uris: readonly vscode.Uri[], globalIgnore: GlobalIgnore): Promise<FolderFiles> {
  const all = await Promise.all(uris.slice(0, attachmentsLimit).map(async (uri): Promise<FolderFiles> => {
    const type = await vscode.workspace.fs.stat(uri).then((stat) => stat.type, () => vscode.FileType.Unknown);
    return (type & vscode.FileType.Directory) === 0 ? { files: [uri], problems: [] } : filesIn(uri, globalIgnore);
  }));
  const more = uris.length - attachmentsLimit;
  const tooMany = more > 0 ? [`${more.toLocaleString('en')} of the selected files were left out: at most ${String(attachmentsLimit)} can be attached.`] : [];
  return { files: all.flatMap(({ files }) => files), problems: [...all.flatMap(({ problems }) => problems), ...tooMany] };
}

async function filesIn(folder: vscode.Uri, globalIgnore: GlobalIgnore): Promise<FolderFiles> {
  const name = vscode.workspace.asRelativePath(folder).replaceAll(/\s+/g, ' ');
  const root = workspaceRoots().find(({ uri }) => pathWithin(uri, folder) !== undefined);
  const { everywhere, isLeftOut } = root === undefined ? { everywhere: undefined, isLeftOut: () => false } : await leftOutOf(root.uri, globalIgnore);
  const place = (uri: vscode.Uri): string => (root === undefined ? '' : (pathWithin(root.uri, uri) ?? ''));
  // Who picks an ignored folder means what is in it.
  const isMeant = isLeftOut(`${place(folder)}/any`);
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/*'), isMeant ? undefined : everywhere, mostListed + 1);
  const files = found.filter((uri) => isMeant || !isLeftOut(place(uri))).toSorted((one, other) => one.path.localeCompare(other.path));
  if (files.length > attachmentsLimit) return problem(`${name} holds more than ${String(attachmentsLimit)} files, and none of them was taken: pick some of them.`);
  if (files.length > 0) return { files, problems: [] };
  return problem(found.length === 0 ? `${name} holds no files.` : `${name} holds no files but those that .gitignore or your settings leave out: pick those that you want.`);
}

function problem(words: string): FolderFiles {
  return { files: [], problems: [words] };
}
