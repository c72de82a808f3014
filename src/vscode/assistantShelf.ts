import * as vscode from 'vscode';
import { instructionsLimit } from '../core/assistantKeys.ts';
import type { AssistantEntry, AssistantShelf } from '../core/assistants.ts';
import type { Log } from '../core/stores.ts';
import { DisposableStore, Emitter } from '../shared/lifetime.ts';
import type { Failure } from '../shared/failure.ts';
import { personalFolder, workspaceFolders, type AssistantFolder } from './assistantFolders.ts';
import { t } from '../shared/words.ts';

/** The most that is read of one file, in bytes: far above what any platform takes as instructions. */
const sizeLimit = 4_000_000;

/** The files of assistants: the user's own in the extension's storage, and those of the workspace. */
export class AssistantFiles implements AssistantShelf, vscode.Disposable {
  readonly #storage: vscode.Uri;
  readonly #log: Log;
  readonly #lifetime = new DisposableStore();
  readonly #changed = new Emitter<null>();
  #watchers = new DisposableStore();
  readonly onChange = this.#changed.on;

  constructor(storage: vscode.Uri, log: Log) {
    this.#storage = storage;
    this.#log = log;
    this.#lifetime.add(vscode.workspace.onDidChangeWorkspaceFolders(() => { this.#watch(); }));
    this.#lifetime.add(vscode.workspace.onDidGrantWorkspaceTrust(() => { this.#watch(); }));
  }

  async read(): Promise<readonly AssistantEntry[]> {
    const all = await Promise.all(this.#folders().map((folder) => this.#readFolder(folder)));
    return all.flat();
  }

  /** Looks out for changes from now on. */
  watch(): void {
    this.#watchers.dispose();
    this.#watchers = new DisposableStore();
    for (const { uri, ending } of this.#folders()) {
      const watcher = this.#watchers.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, `*${ending}`)));
      const changed = (): void => { this.#changed.fire(null); };
      watcher.onDidCreate(changed);
      watcher.onDidChange(changed);
      watcher.onDidDelete(changed);
    }
  }

  /** Tells that a file was changed from here: watchers may be slow, or absent. */
  touched(): void {
    this.#changed.fire(null);
  }

  dispose(): void {
    this.#watchers.dispose();
    this.#lifetime.dispose();
  }

  #watch(): void {
    this.watch();
    this.#changed.fire(null);
  }

  #folders(): readonly AssistantFolder[] {
    return [personalFolder(this.#storage), ...workspaceFolders()];
  }

  async #readFolder(folder: AssistantFolder): Promise<readonly AssistantEntry[]> {
    const names = await vscode.workspace.fs.readDirectory(folder.uri).then((entries) => entries.map(([name]) => name), () => []);
    const wanted = names.filter((name) => name.endsWith(folder.ending));
    return (await Promise.all(wanted.map((name) => this.#readFile(folder, name)))).filter((entry) => entry !== undefined);
  }

  async #readFile(folder: AssistantFolder, name: string): Promise<AssistantEntry | undefined> {
    const uri = vscode.Uri.joinPath(folder.uri, name);
    try {
      const { readAssistantFile } = await import('../core/assistantFile.ts');
      const bytes = await vscode.workspace.fs.readFile(uri);
      const stem = name.slice(0, -folder.ending.length);
      const { definition, problems, readable } = readAssistantFile(new TextDecoder().decode(bytes.subarray(0, sizeLimit)), { stem, kind: folder.place === 'agent' ? 'agent' : 'assistant' });
      const { connection: _connection, ...rest } = definition;
      // Where bytes go is for the user alone to say, never for a file of a workspace.
      const own = folder.place === 'personal' ? definition : rest;
      const failure = readable ? tooLong(own.name, own.instructions) : unreadable(name, problems[0]?.message);
      return { assistant: { ...own, id: `${folder.place}/${folder.prefix}${stem}` }, place: folder.place, address: uri.toString(), ...(failure === undefined ? {} : { failure }) };
    } catch (error) {
      this.#log.error(`The assistant file ${name} could not be read.`, error);
      return undefined;
    }
  }
}

function unreadable(name: string, why = t('its head is not YAML.')): Failure {
  return { kind: 'assistant', message: t('{0} cannot be understood: {1}', name, why), action: 'openAssistant' };
}

function tooLong(name: string, instructions: string): Failure | undefined {
  if (instructions.length <= instructionsLimit) return undefined;
  return { kind: 'assistant', message: t('The instructions of “{0}” hold {1} characters, where {2} are the most.', name, instructions.length, instructionsLimit), action: 'openAssistant' };
}
