import * as vscode from 'vscode';

/** A file system of single files: each is read by its address; none is listed, made, moved or deleted, nor written where that is not said. */
export abstract class SingleFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #registration: vscode.Disposable;

  constructor(scheme: string, { isReadonly }: { readonly isReadonly: boolean }) {
    this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this, { isReadonly, isCaseSensitive: true });
  }

  abstract stat(uri: vscode.Uri): vscode.FileStat | Thenable<vscode.FileStat>;

  abstract readFile(uri: vscode.Uri): Uint8Array | Thenable<Uint8Array>;

  writeFile(_uri: vscode.Uri, _content: Uint8Array): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  /** Says that a file reads otherwise now. */
  protected changed(uri: vscode.Uri): void {
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }
}
