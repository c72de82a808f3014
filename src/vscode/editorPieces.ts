import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
import { textProblem } from '../core/readableText.ts';
import type { AttachmentKind } from '../shared/attachment.ts';
import { t } from '../shared/words.ts';

/** The addresses of a notebook's cells: VS Code opens the text of one by it. */
export const cellScheme = 'vscode-notebook-cell';

/** What was found to be attached, and a sentence for each thing that cannot be. */
export interface FoundPieces {
  readonly attachments: readonly NewAttachment[];
  readonly problems: readonly string[];
}

/** The selected code of an editor, each selection by itself, or the line of its cursor, as it stands in the editor, saved or not. */
export function selectedCode({ document, selections, selection }: vscode.TextEditor): FoundPieces {
  const selected = selections.filter(({ isEmpty }) => !isEmpty).toSorted((one, other) => one.start.compareTo(other.start));
  return pieces('selection', document, selected.length > 0 ? selected : [document.lineAt(document.validatePosition(selection.active).line).range]);
}

/** The lines of an editor that can be seen; folded ones between them are taken along. */
export function visibleCode({ document, visibleRanges: [first, ...others] }: vscode.TextEditor): FoundPieces {
  const last = others.at(-1) ?? first;
  return first === undefined || last === undefined ? { attachments: [], problems: [] } : pieces('visible', document, [wholeLines(document, first.start.line, last.end.line)]);
}

/** So many lines of a document, counted from 0, the last one included. */
export function wholeLines(document: vscode.TextDocument, first: number, last: number): vscode.Range {
  return document.validateRange(new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER));
}

/** Parts of a document, those left out in which nothing stands; none of them where one is no text to be sent. */
export function pieces(kind: AttachmentKind, document: vscode.TextDocument, ranges: readonly vscode.Range[]): FoundPieces {
  const attachments = ranges.map((range) => piece(kind, document, range)).filter(({ text }) => text !== '');
  const problem = attachments.map(({ path, text }) => textProblem(path, text, document.encoding)).find((words) => words !== undefined);
  return problem === undefined ? { attachments, problems: [] } : { attachments: [], problems: [problem] };
}

/** These cells of a notebook, each whole, given by their texts; none of them where one is no text to be sent. */
export function cellPieces(documents: readonly vscode.TextDocument[]): FoundPieces {
  const attachments = documents.map((document): NewAttachment => ({ kind: 'cell', ...described(document), text: document.getText(), address: document.uri.toString() })).filter(({ text }) => text !== '');
  const problem = attachments.map(({ path, text }) => textProblem(path, text, 'UTF-8')).find((words) => words !== undefined);
  return problem === undefined ? { attachments, problems: [] } : { attachments: [], problems: [problem] };
}

function piece(kind: AttachmentKind, document: vscode.TextDocument, range: vscode.Range): NewAttachment {
  // A range that ends at the beginning of a line does not take that line along.
  const last = range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
  return { kind, ...described(document), lines: [range.start.line + 1, last + 1], text: document.getText(range), ...(isKept(document) ? { address: document.uri.toString() } : {}) };
}

/** Whether the document can be read again by its address, and by its lines. */
function isKept({ isUntitled }: vscode.TextDocument): boolean {
  return !isUntitled;
}

/** What every attachment of a document says of it. */
export function described(document: vscode.TextDocument): Pick<NewAttachment, 'path' | 'language' | 'unsaved'> {
  const cell = cellOf(document);
  const { isDirty, isUntitled } = cell?.notebook ?? document;
  const path = cell === undefined ? shownPath(document.uri) : t('{0}, cell {1}', shownPath(cell.notebook.uri), String(cell.index + 1));
  return { path, language: document.languageId, ...(isDirty && !isUntitled ? { unsaved: true } : {}) };
}

/** The cell of a notebook that a document is the text of. */
export function cellOf(document: vscode.TextDocument): vscode.NotebookCell | undefined {
  if (document.uri.scheme !== cellScheme) return undefined;
  return vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells()).find((cell) => cell.document === document);
}

/** A path as it is shown and sent, in one line: with line breaks, a name could pass for text of the prompt. */
export function shownPath(uri: vscode.Uri): string {
  return inOneLine(vscode.workspace.asRelativePath(uri));
}

/** A name without line breaks and other letters that only steer. */
export function inOneLine(name: string): string {
  return name.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
