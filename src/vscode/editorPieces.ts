import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
import type { AttachmentKind } from '../shared/attachment.ts';

/** The selected code of an editor, or the line of its cursor, as it stands in the editor, saved or not. */
export function selectedCode(editor: vscode.TextEditor | undefined): NewAttachment | undefined {
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  return piece('selection', document, selection.isEmpty ? document.lineAt(selection.active.line).range : selection);
}

/** The lines of an editor that can be seen; folded ones between them are taken along. */
export function visibleCode(editor: vscode.TextEditor | undefined): NewAttachment | undefined {
  const [first, ...others] = editor?.visibleRanges ?? [];
  if (editor === undefined || first === undefined) return undefined;
  const last = others.at(-1) ?? first;
  return piece('visible', editor.document, new vscode.Range(first.start.line, 0, last.end.line, editor.document.lineAt(last.end.line).range.end.character));
}

/** A part of a document, by its lines. */
export function piece(kind: AttachmentKind, document: vscode.TextDocument, range: vscode.Range): NewAttachment {
  // A range that ends at the beginning of a line does not take that line along.
  const last = range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
  return { kind, ...described(document), lines: [range.start.line + 1, last + 1], text: document.getText(range) };
}

/** What every attachment of a document says of it. */
export function described(document: vscode.TextDocument): Pick<NewAttachment, 'path' | 'language' | 'unsaved'> {
  // A name with line breaks could pass for text of the prompt.
  const path = vscode.workspace.asRelativePath(document.uri).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return { path, language: document.languageId, ...(document.isDirty && !document.isUntitled ? { unsaved: true } : {}) };
}
