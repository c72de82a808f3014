import * as vscode from 'vscode';
import { FailureError } from '../shared/rpc.ts';
import { askAboutTarget, type RealPath } from './askAboutTarget.ts';
import { SingleFiles } from './singleFiles.ts';
import { t } from '../shared/words.ts';

const scheme = 'assistants-proposal';

/** A change of a file that the user has not decided on. */
interface Proposal {
  readonly target: vscode.Uri;
  /** What the file said when the change was made; undefined where there was none. */
  readonly original: string | undefined;
  bytes: Uint8Array;
  readonly madeAt: number;
  changedAt: number;
}

/**
 * Changes of files, shown in VS Code's own diff editor: the file on the left, the change on the right, where it can be edited and each
 * piece of it taken back. Nothing of it is in the file before the user accepts it, and nothing is on the disk before they save.
 */
export class Proposals extends SingleFiles {
  readonly #realPath: RealPath;
  readonly #proposals = new Map<string, Proposal>();
  readonly #tabs: vscode.Disposable;
  #last = 0;

  constructor(realPath: RealPath) {
    super(scheme, { isReadonly: false });
    this.#realPath = realPath;
    this.#tabs = vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
      for (const { input } of closed) if (input instanceof vscode.TabInputTextDiff) for (const uri of [input.original, input.modified]) this.#proposals.delete(uri.toString());
      this.#closeLost(opened);
    });
    this.#closeLost(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
  }

  /** Shows a file with this text as a change of it; `original` is what it says now, undefined for a file that is not there. */
  async show(target: vscode.Uri, original: string | undefined, text: string): Promise<void> {
    const name = target.path.split('/').at(-1) ?? '';
    const left = original === undefined ? this.#keep(target, undefined, '', name) : target;
    const right = this.#keep(target, original, text, name);
    await vscode.commands.executeCommand('vscode.diff', left, right, t('{0} (proposed change)', vscode.workspace.asRelativePath(target)), { preview: false });
  }

  /** Puts the change, as it stands now, into its file, and shows that, unsaved. */
  async accept(uri: vscode.Uri | undefined): Promise<void> {
    const shown = uri ?? modifiedOf(vscode.window.tabGroups.activeTabGroup.activeTab);
    const proposal = shown === undefined ? undefined : this.#proposals.get(shown.toString());
    if (shown === undefined || proposal === undefined) throw gone();
    const text = (await vscode.workspace.openTextDocument(shown)).getText();
    const { target, original } = proposal;
    const document = await vscode.workspace.openTextDocument(original === undefined ? target.with({ scheme: 'untitled' }) : target);
    if (document.getText() !== (original ?? '')) throw new FailureError({ kind: 'fileChanged', message: t('{0} has changed since. Apply the code again.', vscode.workspace.asRelativePath(target)), action: 'retry' });
    if (!(await askAboutTarget(target, this.#realPath))) return;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0)), text);
    if (!(await vscode.workspace.applyEdit(edit))) throw new FailureError({ kind: 'storage', message: t('{0} could not be changed.', vscode.workspace.asRelativePath(target)), action: 'retry' });
    await this.#close(shown);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  /** Drops the change. */
  async reject(uri: vscode.Uri | undefined): Promise<void> {
    const shown = uri ?? modifiedOf(vscode.window.tabGroups.activeTabGroup.activeTab);
    if (shown?.scheme === scheme) await this.#close(shown);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, madeAt, changedAt } = this.#of(uri);
    return { type: vscode.FileType.File, ctime: madeAt, mtime: changedAt, size: bytes.length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#of(uri).bytes;
  }

  /** Saving the change keeps what was edited in it; its file is left alone. */
  override writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const proposal = this.#of(uri);
    proposal.bytes = content;
    proposal.changedAt = Date.now();
    this.changed(uri);
  }

  override dispose(): void {
    this.#tabs.dispose();
    super.dispose();
  }

  #keep(target: vscode.Uri, original: string | undefined, text: string, name: string): vscode.Uri {
    this.#last += 1;
    const uri = vscode.Uri.from({ scheme, path: `/${String(this.#last)}/${name}` });
    const now = Date.now();
    this.#proposals.set(uri.toString(), { target, original, bytes: new TextEncoder().encode(text), madeAt: now, changedAt: now });
    return uri;
  }

  /** What was edited in the change is saved first, into memory, so that closing it asks nothing. */
  async #close(uri: vscode.Uri): Promise<void> {
    await vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.save();
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: each }) => each).filter((tab) => modifiedOf(tab)?.toString() === uri.toString());
    await vscode.window.tabGroups.close(tabs);
  }

  /** VS Code opens its tabs again after a reload; the changes, which can hold secrets, are on no disk. */
  #closeLost(tabs: readonly vscode.Tab[]): void {
    const lost = tabs.filter((tab) => {
      const uri = modifiedOf(tab);
      return uri?.scheme === scheme && !this.#proposals.has(uri.toString());
    });
    if (lost.length > 0) void vscode.window.tabGroups.close(lost);
  }

  #of(uri: vscode.Uri): Proposal {
    const proposal = this.#proposals.get(uri.toString());
    if (proposal === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return proposal;
  }
}

function modifiedOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  return tab?.input instanceof vscode.TabInputTextDiff ? tab.input.modified : undefined;
}

function gone(): FailureError {
  return new FailureError({ kind: 'notFound', message: t('This change is not there any more. Apply the code again.'), action: 'newThread' });
}
