import * as vscode from 'vscode';
import type { EditorLook, Editors } from '../core/currentEditor.ts';
import { textProblem } from '../core/readableText.ts';
import { DisposableStore, Emitter } from '../shared/lifetime.ts';
import { readFiles, type ReadParts } from './attachedFiles.ts';
import { selectedCells } from './attachSources.ts';
import { cellOf, described, pieces } from './editorPieces.ts';
import type { FrontEditor } from './frontEditor.ts';
import { strayProblem, withTarget } from './strayLinks.ts';
import { t } from '../shared/words.ts';

/** How long after the last change the editors are looked at again, in milliseconds. */
const pause = 150;

/** The text editors of VS Code's window. */
export class WindowEditors implements Editors, vscode.Disposable {
  readonly #parts: ReadParts;
  readonly #front: FrontEditor;
  readonly #changed = new Emitter<null>();
  readonly #held = new DisposableStore();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly onChange = this.#changed.on;

  constructor(parts: ReadParts, front: FrontEditor) {
    this.#parts = parts;
    this.#front = front;
    const soon = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => { this.#changed.fire(null); }, pause);
    };
    for (const event of [
      vscode.window.onDidChangeActiveTextEditor, vscode.window.onDidChangeTextEditorSelection, vscode.workspace.onDidChangeTextDocument,
      vscode.window.onDidChangeNotebookEditorSelection, vscode.window.onDidChangeActiveNotebookEditor, vscode.window.tabGroups.onDidChangeTabs, vscode.workspace.onDidSaveTextDocument, vscode.workspace.onDidDeleteFiles, vscode.workspace.onDidGrantWorkspaceTrust,
    ]) this.#held.add((event as vscode.Event<unknown>)(soon));
  }

  async active(): Promise<EditorLook | undefined> {
    const { text: editor, notebook } = this.#front;
    if (editor === undefined) return notebook === undefined ? undefined : firstCell(notebook);
    const { document, selection } = editor;
    if (selection.isEmpty) return this.#inside(document.uri, whole(document));
    const { attachments: [found], problems: [problem] } = pieces('selection', document, [selection]);
    return this.#inside(document.uri, { address: document.uri.toString(), ...(found === undefined ? {} : { piece: found }), ...(problem === undefined ? {} : { problem }) });
  }

  async at(address: string): Promise<EditorLook> {
    const { attachments: [found], problems: [problem] } = await readFiles([vscode.Uri.parse(address)], this.#parts);
    return this.#inside(vscode.Uri.parse(address), { address, ...(found === undefined ? {} : { piece: found }), ...(problem === undefined ? {} : { problem }) });
  }

  isTrusted(): boolean {
    return vscode.workspace.isTrusted;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#held.dispose();
  }

  /** What was found in a file, unless that leads out of the workspace; with the file that its path leads to over links. */
  async #inside(uri: vscode.Uri, { address, piece: found, problem }: EditorLook): Promise<EditorLook> {
    const { realPath } = this.#parts;
    const stray = found === undefined ? undefined : await strayProblem(uri, realPath);
    if (stray !== undefined) return { address, problem: stray };
    const [targeted] = found === undefined ? [] : await withTarget([found], uri, realPath);
    return { address, ...(targeted === undefined ? {} : { piece: targeted }), ...(problem === undefined ? {} : { problem }) };
  }
}

function firstCell(editor: vscode.NotebookEditor): EditorLook | undefined {
  const [cell] = selectedCells(editor);
  return cell === undefined ? undefined : whole(cell.document);
}

function whole(document: vscode.TextDocument): EditorLook {
  const address = document.uri.toString();
  const about = described(document);
  const text = document.getText();
  const problem = text === '' ? t('{0} is empty.', about.path) : textProblem(about.path, text, document.encoding);
  return problem === undefined ? { address, piece: { kind: cellOf(document) === undefined ? 'file' : 'cell', ...about, text } } : { address, problem };
}
