import * as vscode from 'vscode';
import { type Attachments, type NewAttachment } from '../core/attachments.ts';
import type { AttachmentStore } from '../core/stores.ts';
import { readFiles } from './attachedFiles.ts';
import { fileProblems, pickSymbol, selectedCells, terminalSelection } from './attachSources.ts';
import { cellPieces, selectedCode, visibleCode, type FoundPieces } from './editorPieces.ts';
import type { FrontEditor } from './frontEditor.ts';
import { filesOf } from './attachedFolders.ts';
import type { GlobalIgnore } from './fileListing.ts';
import { gitChanges } from './gitChanges.ts';
import { tellProblems } from './problemNotice.ts';
import type { Reports } from './reports.ts';
import { askOutside, isNamedInside, outside, withTarget, type RealPath } from './strayLinks.ts';
import { t } from '../shared/words.ts';

/** What the commands that attach work with. */
export interface AttachParts {
  readonly attachments: Attachments;
  readonly attachmentStore: AttachmentStore;
  readonly realPath: RealPath;
  readonly globalIgnore: GlobalIgnore;
  readonly reports: Pick<Reports, 'show'>;
  readonly frontEditor: FrontEditor;
  /** Brings the chat to the front. */
  readonly compose: () => Promise<void>;
}

/** What a source has now; `from` is what a menu hands over. */
type Source = (front: FrontEditor, from: unknown) => Promise<FoundPieces | undefined>;

const one = (piece: NewAttachment | undefined): FoundPieces => ({ attachments: piece === undefined ? [] : [piece], problems: [] });
const ofText = (read: (editor: vscode.TextEditor) => FoundPieces | undefined | Promise<FoundPieces | undefined>): Source => async ({ text }) => (text === undefined ? one(undefined) : read(text));

/** What can be attached besides files: how it is called, what says that there is nothing of it, and what it is; undefined where the user has picked nothing. */
export const sources = {
  selection: { label: t('$(selection) Selection'), nothing: t('Open a file and select the code to send.'), read: ofText(selectedCode) },
  visible: { label: t('$(eye) Visible Code'), nothing: t('Open a file whose visible code is to be sent.'), read: ofText(visibleCode) },
  symbol: { label: t('$(symbol-method) Symbol…'), nothing: t('Open the file of which a symbol is to be sent.'), read: ofText(({ document }) => pickSymbol(document)) },
  problems: { label: t('$(warning) Problems of the File'), nothing: t('No problems are known in the file in front of you.'), read: ofText(({ document }) => one(fileProblems(document))) },
  changes: { label: t('$(diff) Changes of the Working Tree'), nothing: t('No file of the working tree is changed.'), read: (_front, from) => gitChanges(false, repositoryOf(from)) },
  staged: { label: t('$(git-commit) Staged Changes'), nothing: t('Nothing is staged.'), read: (_front, from) => gitChanges(true, repositoryOf(from)) },
  terminal: { label: t('$(terminal) Selection of the Terminal'), nothing: t('Select something in a terminal first.'), read: async () => one(await terminalSelection()) },
  cells: { label: t('$(notebook) Selected Notebook Cells'), nothing: t('Open a notebook and select the cells to send.'), read: async ({ notebook }, from) => cellPieces((isCell(from) ? [from] : notebook === undefined ? [] : selectedCells(notebook)).map(({ document }) => document)) },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly nothing: string; readonly read: Source }>>;

/** Those that are pieces of the file in front of the user. */
const ofEditor: ReadonlySet<keyof typeof sources> = new Set(['selection', 'visible', 'symbol']);

/** Attaches what one of the sources has now; `from` is what a menu hands over: a repository, or a cell. */
export async function attachFrom(parts: AttachParts, name: keyof typeof sources, from?: unknown): Promise<void> {
  const { nothing, read } = sources[name];
  const found = await read(parts.frontEditor, from);
  if (found === undefined) return;
  const uri = parts.frontEditor.text?.document.uri;
  const attachments = uri === undefined || !ofEditor.has(name) ? found.attachments : await withTarget(found.attachments, uri, parts.realPath);
  if (attachments.length + found.problems.length > 0) await attach(parts, attachments, found.problems);
  else void vscode.window.showInformationMessage(nothing);
}

/** Attaches files and folders: those that a menu hands over, else the file in front of the user. */
export async function attachFiles(parts: AttachParts, argument: unknown, selected: unknown): Promise<void> {
  const uris = urisOf(selected).length > 0 ? urisOf(selected) : urisOf([argument ?? parts.frontEditor.text?.document.uri]);
  if (uris.length === 0) {
    void vscode.window.showInformationMessage(t('Open the file that is to be sent, or pick it in the Explorer.'));
    return;
  }
  await attachUris(parts, uris);
}

/** Attaches these files, and what lies in these folders; says which of them it cannot, and asks about links that lead out of the workspace. */
export async function attachUris(parts: AttachParts, uris: readonly vscode.Uri[]): Promise<void> {
  const { files, problems: inFolders } = await filesOf(uris, parts.globalIgnore);
  const stray = await outside(files.filter(isNamedInside), parts.realPath);
  const answer = stray.length === 0 ? t('Attach') : await askOutside(stray.map(({ real }) => real), t('Attach'), t('Leave Out What Lies Outside'));
  if (answer === undefined) return;
  const wanted = answer === t('Attach') ? files : files.filter((file) => stray.every(({ uri }) => uri !== file));
  const { attachments, problems } = await readFiles(wanted, parts);
  await attach(parts, attachments, [...inFolders, ...problems]);
}

async function attach({ attachments, compose, reports }: AttachParts, pieces: readonly NewAttachment[], before: readonly string[]): Promise<void> {
  const problems = [...before, ...attachments.addAll(pieces)];
  if (problems.length > 0) tellProblems(reports, problems, 'attached');
  if (problems.length < pieces.length + before.length) await compose();
}

/** The folder of the repository whose title was clicked. */
function repositoryOf(from: unknown): vscode.Uri | undefined {
  return typeof from === 'object' && from !== null && 'rootUri' in from && from.rootUri instanceof vscode.Uri ? from.rootUri : undefined;
}

function isCell(from: unknown): from is vscode.NotebookCell {
  return typeof from === 'object' && from !== null && 'notebook' in from && 'document' in from && 'index' in from;
}

function urisOf(argument: unknown): readonly vscode.Uri[] {
  return Array.isArray(argument) ? argument.filter((item) => item instanceof vscode.Uri) : [];
}
