import * as vscode from 'vscode';
import type { CodeText } from '../core/codeBlocks.ts';
import { placeCode } from '../core/codePlacement.ts';
import { namedTarget } from '../core/codeTarget.ts';
import type { CodeSurface } from '../core/codeUses.ts';
import type { Refill } from '../core/lostPlaceholders.ts';
import type { WorkspaceFiles } from '../core/workspaceFiles.ts';
import { insertCode, lastEditor } from './insertCode.ts';
import { pickTarget } from './pickTarget.ts';
import { refilledFor } from './placeholderQuestion.ts';
import type { Proposals } from './proposals.ts';
import type { RealPath } from './askAboutTarget.ts';
import type { WorkspacePlaces } from './workspacePlaces.ts';
import { t } from '../shared/words.ts';

/** What applying works with. */
export interface ApplyParts {
  readonly proposals: Proposals;
  readonly places: WorkspacePlaces;
  readonly workspaceFiles: WorkspaceFiles;
  readonly realPath: RealPath;
}

/** Shows code as a change of its file: the one that it names, else the one that went with the prompt, else the one in front of the user. */
export async function applyCode(parts: ApplyParts, code: CodeText, { paths, ask, refill }: Parameters<CodeSurface['apply']>[1]): Promise<void> {
  const named = namedTarget(code);
  const known = await knownTargets(parts, named?.path, paths);
  const [first] = known;
  const isPlain = named !== undefined || known.length === 1 || paths.length === 0;
  const target = first === undefined || ask || !isPlain ? await pickTarget(parts.workspaceFiles, known) : first;
  if (target !== undefined) await proposeChange(parts, target, { text: code.text, rest: named?.rest ?? code.text, refill });
}

/** What comes to mind first, each file once. */
async function knownTargets({ places }: ApplyParts, named: string | undefined, paths: readonly string[]): Promise<readonly vscode.Uri[]> {
  const wanted = await Promise.all([...(named === undefined ? [] : [named]), ...paths].map((path) => places.target(path)));
  const active = lastEditor()?.document.uri;
  const uris = [...wanted, active].filter((uri) => uri !== undefined);
  return uris.filter((uri, at) => uris.findIndex((other) => other.toString() === uri.toString()) === at);
}

/** Code that is to go into a file; `rest` is the text without the comment that names the file. */
interface Change {
  readonly text: string;
  readonly rest: string;
  readonly refill: Refill;
}

async function proposeChange(parts: ApplyParts, target: vscode.Uri, { text, rest, refill }: Change): Promise<void> {
  const document = await vscode.workspace.openTextDocument(target).then((opened) => opened, () => undefined);
  if (document === undefined && (await vscode.workspace.fs.stat(target).then(() => true, () => false))) {
    void vscode.window.showWarningMessage(t('{0} is no text file: code cannot be put into it.', vscode.workspace.asRelativePath(target)));
    return;
  }
  const original = document?.getText();
  const written = original !== undefined && text !== rest && original.startsWith(text.slice(0, text.length - rest.length)) ? text : rest;
  const code = await refilledFor(original ?? '', written, refill);
  if (code === undefined) return;
  if (document === undefined || original === undefined) {
    await parts.proposals.show(target, undefined, `${code}\n`);
    return;
  }
  const placed = placeCode(original, code);
  if (placed === undefined) void offerOtherPlaces(parts, document, code);
  else if (placed === original.replaceAll('\r\n', '\n')) void vscode.window.showInformationMessage(t('{0} already says this.', vscode.workspace.asRelativePath(target)));
  else await parts.proposals.show(target, original, withLineEnds(placed, document));
}

async function offerOtherPlaces(parts: ApplyParts, document: vscode.TextDocument, code: string): Promise<void> {
  const [insert, whole] = [t('Insert at Cursor'), t('Replace the Whole File…')];
  const message = t('Where this code belongs in {0} was not found: its first and last lines do not stand there.', vscode.workspace.asRelativePath(document.uri));
  const picked = await vscode.window.showWarningMessage(message, insert, whole);
  if (picked === insert) {
    await vscode.window.showTextDocument(document);
    await insertCode(code, parts.realPath, (text) => ({ text, left: [] }));
  } else if (picked === whole) await parts.proposals.show(document.uri, document.getText(), withLineEnds(`${code}\n`, document));
}

function withLineEnds(text: string, { eol }: vscode.TextDocument): string {
  return eol === vscode.EndOfLine.CRLF ? text.replaceAll(/\r?\n/g, '\r\n') : text;
}
