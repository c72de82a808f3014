import * as vscode from 'vscode';
import { attachFiles, type AttachParts } from './attachCommands.ts';
import { askOutside, isNamedInside, outside } from './strayLinks.ts';
import { t } from '../shared/words.ts';

/**
 * Attaches what addresses that a page handed over stand for. A page can make addresses up: what lies outside the workspace, or leads
 * out of it, is read only once the user has said so in VS Code's own surface.
 */
export async function attachDropped(parts: AttachParts, addresses: readonly string[]): Promise<void> {
  const uris = addresses.flatMap(uriOf);
  // Those with a name in the workspace are looked at where they are attached.
  const strange = await outside(uris.filter((uri) => !isNamedInside(uri)), parts.realPath);
  if (uris.length === 0 || (strange.length > 0 && (await askOutside(strange.map(({ real }) => real), t('Attach'))) === undefined)) return;
  await attachFiles(parts, undefined, uris);
}

/** The file or folder that an address means to this extension host; none for the network and for what is no file. */
function uriOf(address: string): readonly vscode.Uri[] {
  const parsed = parse(address);
  if (parsed === undefined) return [];
  // The window calls a file of the computer on which extensions run by another name.
  const uri = parsed.scheme === 'vscode-remote' && vscode.env.remoteName !== undefined ? parsed.with({ scheme: 'file', authority: '' }) : parsed;
  const isFile = uri.scheme === 'file' ? uri.authority === '' : vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined;
  return isFile ? [vscode.Uri.joinPath(uri, '.')] : [];
}

function parse(address: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return undefined;
  }
}
