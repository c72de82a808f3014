import * as vscode from 'vscode';
import { openedName } from '../core/outputNames.ts';
import { canBeOpened } from '../shared/outputs.ts';
import type { Output } from '../shared/answerParts.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';
import { SingleFiles } from './singleFiles.ts';

const scheme = 'assistants-output';

/** An output that is kept under this hash. */
type Kept = Output & { readonly hash: string };

/** Shows and saves what assistants made. What is shown cannot be changed, and nothing in it is run or followed. */
export class OutputFiles extends SingleFiles {
  readonly #placeOf: (hash: string) => string;

  /** `placeOf` tells where the file with this hash lies. */
  constructor(placeOf: (hash: string) => string) {
    super(scheme, { isReadonly: true });
    this.#placeOf = placeOf;
  }

  /** Opens an image or a text in an editor. Throws FailureError for what is too long or of another kind. */
  async open(output: Kept): Promise<void> {
    if (!canBeOpened(output)) throw new FailureError({ kind: 'notSupported', message: t('{0} cannot be opened here; save it, and open it with a program of yours.', output.name), action: 'retry' });
    await vscode.commands.executeCommand('vscode.open', addressOf(output), { preview: true });
  }

  /** Asks where to save a file, and saves it there. */
  async save(output: Kept): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({ title: t('Save {0}', output.name), ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, output.name) }) });
    if (target === undefined) return;
    const source = vscode.Uri.file(this.#placeOf(output.hash));
    try {
      await vscode.workspace.fs.copy(source, target, { overwrite: true });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'storage', message: t('{0} could not be saved: {1}.', output.name, reason), action: 'retry' }, { cause: error });
    }
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return vscode.workspace.fs.stat(this.#source(uri));
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(this.#source(uri));
  }

  #source(uri: vscode.Uri): vscode.Uri {
    const hash = /^\/(?<hash>[\da-f]{64})\/[^/]+$/.exec(uri.path)?.groups?.['hash'];
    if (hash === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return vscode.Uri.file(this.#placeOf(hash));
  }
}

function addressOf(output: Kept): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${output.hash}/${openedName(output)}` });
}
