import * as vscode from 'vscode';

/**
 * The editor that the user was in last, as long as a tab holds it: what is asked for from a chat in a tab, or beside a report, is about it.
 * What VS Code and this extension only show, such as output and reports, is no editor of the user’s.
 */
export class FrontEditor implements vscode.Disposable {
  readonly #listening: vscode.Disposable;
  #text: vscode.TextEditor | undefined;
  #notebook: vscode.NotebookEditor | undefined;

  constructor() {
    const note = (): void => {
      const { activeTextEditor: text, activeNotebookEditor: notebook } = vscode.window;
      const own = text !== undefined && isOfUser(text.document.uri) ? text : undefined;
      if (own !== undefined || notebook !== undefined) [this.#text, this.#notebook] = [own, notebook];
    };
    note();
    this.#listening = vscode.Disposable.from(vscode.window.onDidChangeActiveTextEditor(note), vscode.window.onDidChangeActiveNotebookEditor(note));
  }

  /** With a file, or with a cell of a notebook; none while the user is in a notebook, but in none of its cells. */
  get text(): vscode.TextEditor | undefined {
    const [text, notebook] = this.#last;
    return text === undefined && notebook === undefined ? vscode.window.visibleTextEditors.find(({ document }) => isOfUser(document.uri)) : text;
  }

  /** With a notebook; none while the user is in a file. */
  get notebook(): vscode.NotebookEditor | undefined {
    const [text, notebook] = this.#last;
    return text === undefined && notebook === undefined && this.text === undefined ? vscode.window.visibleNotebookEditors[0] : notebook;
  }

  dispose(): void {
    this.#listening.dispose();
  }

  get #last(): readonly [vscode.TextEditor | undefined, vscode.NotebookEditor | undefined] {
    const uri = this.#notebook?.notebook.uri ?? this.#text?.document.uri;
    if (uri !== undefined && !isInTab(uri)) [this.#text, this.#notebook] = [undefined, undefined];
    return [this.#text, this.#notebook];
  }
}

/** Whether the user can have written what stands there: an old version of a file, for one, is only shown. */
function isOfUser({ scheme }: vscode.Uri): boolean {
  if (scheme.startsWith('assistants-')) return false;
  return ['file', 'untitled', 'vscode-notebook-cell'].includes(scheme) || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

function isInTab(uri: vscode.Uri): boolean {
  const address = uri.toString();
  const shown = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].some((editor) => editor?.document.uri.toString() === address);
  return shown || vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => urisOf(input).some((each) => each.toString() === address)));
}

/** What a tab shows of files. */
function urisOf(input: unknown): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff) return [input.original, input.modified];
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook ? [input.uri] : [];
}
