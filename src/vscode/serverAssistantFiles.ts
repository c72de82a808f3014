import * as vscode from 'vscode';
import type { ServerAssistant } from '../core/serverAssistants.ts';
import type { ServerCatalogue } from '../core/serverCatalogue.ts';
import type { Failure } from '../shared/failure.ts';
import { t } from '../shared/words.ts';

/** The scheme under which assistants at servers are files: `assistants-server:/CONNECTION/ID/NAME.assistant.md`. */
export const serverScheme = 'assistants-server';

/** Lets assistants at servers be edited as files: reading retrieves, saving modifies. A save that the server refuses stays unsaved in its editor. */
export class ServerAssistantFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #catalogue: ServerCatalogue;
  readonly #explain: (error: unknown) => Failure;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #registration: vscode.Disposable;
  /** What was read last: VS Code asks for the size before the content. */
  readonly #read = new Map<string, { readonly bytes: Uint8Array; readonly mtime: number; readonly ctime: number }>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(catalogue: ServerCatalogue, explain: (error: unknown) => Failure) {
    this.#catalogue = catalogue;
    this.#explain = explain;
    this.#registration = vscode.workspace.registerFileSystemProvider(serverScheme, this, { isCaseSensitive: true });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (!uri.path.endsWith('.assistant.md')) throw vscode.FileSystemError.FileNotFound(uri);
    const { bytes, mtime, ctime } = this.#read.get(uri.path) ?? (await this.#retrieve(uri));
    return { type: vscode.FileType.File, size: bytes.length, mtime, ctime };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#retrieve(uri)).bytes;
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const { connectionId, id } = partsOf(uri);
    const { readAssistantFile } = await import('../core/assistantFile.ts');
    const { definition, problems, readable } = readAssistantFile(new TextDecoder().decode(content), { stem: id, kind: 'assistant' });
    const wrong = readable ? problems.find(({ severity }) => severity === 'error') : problems[0];
    if (wrong !== undefined) throw vscode.FileSystemError.NoPermissions(t('It was not sent: {0}', wrong.message));
    await this.#asked(() => this.#catalogue.update(connectionId, id, definition));
    this.#keep(uri, content, this.#read.get(uri.path)?.ctime ?? Date.now());
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async delete(uri: vscode.Uri): Promise<void> {
    const { connectionId, id } = partsOf(uri);
    await this.#asked(() => this.#catalogue.remove(connectionId, id));
    this.#read.delete(uri.path);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  /** Lets open editors read the assistant anew: it was changed otherwise. */
  touched(uri: vscode.Uri): void {
    this.#read.delete(uri.path);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async #retrieve(uri: vscode.Uri): Promise<{ readonly bytes: Uint8Array; readonly mtime: number; readonly ctime: number }> {
    const { connectionId, id } = partsOf(uri);
    const { definition, createdAt } = await this.#asked(() => this.#catalogue.retrieve(connectionId, id));
    const { writeAssistantFile } = await import('../core/assistantFile.ts');
    return this.#keep(uri, new TextEncoder().encode(writeAssistantFile(definition)), createdAt);
  }

  #keep(uri: vscode.Uri, bytes: Uint8Array, ctime: number): { readonly bytes: Uint8Array; readonly mtime: number; readonly ctime: number } {
    const before = this.#read.get(uri.path);
    const same = before !== undefined && Buffer.compare(before.bytes, bytes) === 0;
    const kept = { bytes, ctime, mtime: same ? before.mtime : Date.now() };
    this.#read.set(uri.path, kept);
    return kept;
  }

  async #asked<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(this.#explain(error).message);
    }
  }
}

/** The address of an assistant at a server; its name is for the eye only. */
export function serverAddress(connectionId: string, { id, definition }: Pick<ServerAssistant, 'id' | 'definition'>): vscode.Uri {
  const name = definition.name.replaceAll(/[/\\]/g, ' ').trim();
  return vscode.Uri.from({ scheme: serverScheme, path: `/${encodeURIComponent(connectionId)}/${encodeURIComponent(id)}/${name === '' ? id : name}.assistant.md` });
}

function partsOf(uri: vscode.Uri): { readonly connectionId: string; readonly id: string } {
  const [, connection = '', id = ''] = uri.path.split('/');
  return { connectionId: decodeURIComponent(connection), id: decodeURIComponent(id) };
}
