import * as vscode from 'vscode';
import { attachmentsLimit } from '../core/attachments.ts';
import { walkFolder, type FolderEntry, type Walked } from '../core/folderWalk.ts';
import { leftOutOf, type GlobalIgnore } from './fileListing.ts';
import { pathWithin, workspaceRoots } from './workspaceRoots.ts';
import { t } from '../shared/words.ts';

/** The most entries of a folder and of those below it that are looked at. */
const mostLooked = 20_000;

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
  const tooMany = more > 0 ? [t('{0} of the selected files were left out: at most {1} can be attached.', more, String(attachmentsLimit))] : [];
  return { files: all.flatMap(({ files }) => files), problems: [...all.flatMap(({ problems }) => problems), ...tooMany] };
}

async function filesIn(folder: vscode.Uri, globalIgnore: GlobalIgnore): Promise<FolderFiles> {
  const name = nameOf(folder);
  const isRoot = workspaceRoots().some(({ uri }) => uri.toString() === folder.toString());
  const root = isRoot ? { uri: folder } : workspaceRoots().find(({ uri }) => pathWithin(uri, folder) !== undefined);
  const isLeftOut = root === undefined ? () => false : await leftOutOf(root.uri, globalIgnore);
  const place = (uri: vscode.Uri): string => (root === undefined ? '' : (pathWithin(root.uri, uri) ?? ''));
  // Who picks an ignored folder means what is in it.
  const isMeant = !isRoot && isLeftOut(`${place(folder)}/any`);
  const { files, links, leftOut, isCut } = await walk(folder, (uri) => !isMeant && isLeftOut(place(uri)));
  if (files.length > attachmentsLimit) return { files: [], problems: [t('{0} holds more than {1} files, and none of them was taken: pick some of them.', name, String(attachmentsLimit))] };
  const cut = isCut ? [t('{0} holds more than {1} files and folders, and the rest of them was not looked at: pick what is missing.', name, String(mostLooked))] : [];
  const problems = [...links.map((link) => t('{0} is a link to a folder: pick that folder itself.', nameOf(link))), ...cut];
  if (files.length > 0 || problems.length > 0) return { files, problems };
  return { files, problems: [leftOut ? t('{0} holds no files but those that .gitignore or your settings leave out: pick those that you want.', name) : t('{0} holds no files.', name)] };
}

/** The files of a folder and of those below it, up to one more than can be attached, and the links to folders, which are not followed. */
async function walk(folder: vscode.Uri, isLeftOut: (uri: vscode.Uri) => boolean): Promise<Walked<vscode.Uri>> {
  const entriesOf = async (each: vscode.Uri): Promise<readonly FolderEntry<vscode.Uri>[]> => {
    const entries = await vscode.workspace.fs.readDirectory(each).then((read) => read, () => []);
    return entries.slice(0, mostLooked + 1).map(([name, type]) => {
      const place = vscode.Uri.joinPath(each, name);
      const kind = (type & vscode.FileType.Directory) === 0 ? 'file' : (type & vscode.FileType.SymbolicLink) === 0 ? 'folder' : 'link';
      return { place, kind, leftOut: isLeftOut(place) };
    });
  };
  const walked = await walkFolder(folder, entriesOf, { files: attachmentsLimit, entries: mostLooked });
  return { ...walked, files: walked.files.toSorted((one, other) => one.path.localeCompare(other.path)) };
}

/** A name in one line. */
function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri).replaceAll(/\s+/g, ' ');
}
