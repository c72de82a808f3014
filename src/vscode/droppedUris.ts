import * as vscode from 'vscode';
import { attachFiles, type AttachParts } from './attachCommands.ts';

/** What dropping works with. */
export interface DropParts extends AttachParts {
  /** Where a path leads in the end, through every link; undefined where it leads nowhere. */
  readonly realPath: (path: string) => Promise<string | undefined>;
}

/** How many addresses the question names. */
const mostNamed = 10;

/**
 * Attaches what addresses that a page handed over stand for. A page can make addresses up: what lies outside the workspace, or leads
 * out of it, is read only once the user has said so in VS Code's own surface.
 */
export async function attachDropped(parts: DropParts, addresses: readonly string[]): Promise<void> {
  const uris = addresses.flatMap(uriOf);
  const roots = await Promise.all((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => realAddress(uri, parts)));
  const reals = await Promise.all(uris.map((uri) => realAddress(uri, parts)));
  const strange = reals.filter((real) => !roots.some((root) => real === root || real.startsWith(`${root}/`)));
  if (uris.length === 0 || (strange.length > 0 && !(await isWanted(strange)))) return;
  await attachFiles(parts, undefined, uris);
}

async function isWanted(strange: readonly string[]): Promise<boolean> {
  const named = strange.slice(0, mostNamed).map((address) => vscode.workspace.asRelativePath(vscode.Uri.parse(address)));
  const more = strange.length > mostNamed ? [`… and ${String(strange.length - mostNamed)} more`] : [];
  const message = strange.length === 1 ? 'Attach a file from outside this workspace?' : `Attach ${String(strange.length)} files from outside this workspace?`;
  return (await vscode.window.showWarningMessage(message, { modal: true, detail: [...named, ...more].join('\n') }, 'Attach')) === 'Attach';
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

/** An address with every link followed, as far as that can be told: only files of this computer can. */
async function realAddress(uri: vscode.Uri, { realPath }: DropParts): Promise<string> {
  const real = uri.scheme === 'file' ? await realPath(uri.fsPath) : undefined;
  return (real === undefined ? uri : vscode.Uri.file(real)).with({ query: '', fragment: '' }).toString();
}
