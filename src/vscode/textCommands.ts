import * as vscode from 'vscode';
import type { Assistants } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Completion, Embedding } from '../core/engine.ts';
import { billedText } from '../core/billedText.ts';
import { Gate } from '../core/gate.ts';
import type { Spending } from '../core/spending.ts';
import { FailureError } from '../shared/rpc.ts';
import { withProgress } from './cancellation.ts';
import { t } from '../shared/words.ts';

/** What the commands on a text work with. */
export interface TextCommandParts {
  readonly assistants: Assistants;
  readonly backEnds: BackEnds;
  readonly gate: Gate;
  readonly spending: Pick<Spending, 'allow'>;
  /** How many tokens a text is, about, counted on this machine. */
  readonly countTokens: (text: string) => Promise<number>;
}

/** A gate that asks nobody: what may hold a secret does not leave. */
const silentGate = new Gate(async () => undefined);

/** Says how many tokens the selection is, or the file: as the server counts if it does, else about. What may hold a secret is counted here. */
export async function countTokens({ backEnds, countTokens: estimate }: TextCommandParts): Promise<void> {
  const found = textInEditor();
  if (found === undefined) return;
  const { part: { text }, what, isSelection } = found;
  const counted = await withProgress(t('Counting the tokens of {0}…', what), async (signal) => {
    const tokens = await serverCount(backEnds, found.part, signal);
    return tokens ?? { tokens: await estimate(text), by: t('estimated on this machine') };
  });
  if (counted === undefined) return;
  const { tokens, by } = counted;
  void vscode.window.showInformationMessage(isSelection ? t('The selection is {0} {0|token|tokens} ({1}).', tokens, by) : t('The file is {0} {0|token|tokens} ({1}).', tokens, by));
}

/** Turns the selection into a vector and saves it as JSON. */
export async function createEmbedding({ backEnds, gate, spending }: TextCommandParts): Promise<void> {
  const found = textInEditor();
  if (found === undefined) return;
  const { what } = found;
  const { backEnd, connection } = await backEnds.active();
  const passed = await gate.passText(connection, found.part);
  if (passed === undefined) return;
  const { text } = passed;
  const ask = (): Promise<Embedding | undefined> => withProgress(t('{0} makes an embedding of {1}…', connection.name, what), (signal) => backEnd.embed(text, signal));
  const embedding = await billedText(spending, connection, text, ask, (bill, made) => { bill.used({ inputTokens: made.tokens, outputTokens: 0 }); });
  if (embedding === undefined) return;
  const { model, vector, tokens } = embedding;
  const json = `${JSON.stringify({ model, dimensions: vector.length, tokens, text, embedding: vector }, null, 2)}\n`;
  const words = t('{0} dimensions, by {1} ({2} tokens)', vector.length, model, tokens);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({ title: t('Save the Embedding: {0}', words), filters: { JSON: ['json'] }, ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, 'embedding.json') }) });
  if (target === undefined) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content: json }));
    void vscode.window.showInformationMessage(t('The embedding has {0}. It is not saved yet.', words));
    return;
  }
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(json));
  const picked = await vscode.window.showInformationMessage(t('Saved the embedding: {0}.', words), t('Open'));
  if (picked === t('Open')) await vscode.window.showTextDocument(target);
}

/** Has a model of the legacy Completions API go on after the selection, with the default assistant’s parameters, and puts what it writes there. */
export async function completeSelection({ assistants, backEnds, gate, spending }: TextCommandParts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty) {
    void vscode.window.showInformationMessage(t('Select the text that is to be completed.'));
    return;
  }
  const { document, selection } = editor;
  const { version } = document;
  const { backEnd, connection } = await backEnds.active();
  const passed = await gate.passText(connection, partOf(document, selection));
  if (passed === undefined) return;
  await assistants.list();
  const { parameters } = assistants.peek(assistants.defaultId);
  const ask = (): Promise<Completion | undefined> => withProgress(t('{0} completes the selection…', connection.name), (signal) => backEnd.complete(passed.text, parameters, signal));
  const completion = await billedText(spending, connection, passed.text, ask, (bill, { texts: written }) => { bill.heard(written.join('')); });
  if (completion === undefined) return;
  const { texts, model, cut } = completion;
  const picked = await pickText(texts);
  if (picked === undefined) return;
  const text = passed.restore(picked);
  const edit = new vscode.WorkspaceEdit();
  if (document.version === version) {
    edit.insert(document.uri, selection.end, text);
    await vscode.workspace.applyEdit(edit);
  } else await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: document.languageId, content: text }));
  if (cut) void vscode.window.showInformationMessage(t('{0} stopped at the most that one completion holds. Run the command again to go on.', model));
}

/** The only text, or the one that the user picks. */
async function pickText(texts: readonly string[]): Promise<string | undefined> {
  if (texts.length < 2) return texts[0];
  const items = texts.map((text) => ({ label: text.replaceAll(/\s+/g, ' ').trim().slice(0, 200), text }));
  return (await vscode.window.showQuickPick(items, { title: t('Complete Selection'), placeHolder: t('Which text is to be put in?') }))?.text;
}

async function serverCount(backEnds: BackEnds, part: EditorText, signal: AbortSignal): Promise<{ readonly tokens: number; readonly by: string } | undefined> {
  try {
    const { backEnd, connection } = await backEnds.active();
    const model = await backEnd.defaultModel(signal);
    const passed = await silentGate.passText(connection, part);
    const tokens = passed === undefined ? undefined : await backEnd.countTokens(passed.text, model, signal);
    return tokens === undefined ? undefined : { tokens, by: t('counted by {0} for {1}', connection.name, model) };
  } catch (error) {
    // Without a key, a model or a net the text is counted here.
    if (error instanceof FailureError && !signal.aborted) return undefined;
    throw error;
  }
}

/** A text and where it stands. */
type EditorText = Parameters<Gate['passText']>[1];

function partOf(document: vscode.TextDocument, range?: vscode.Range): EditorText {
  const path = vscode.workspace.asRelativePath(document.uri);
  return { name: path, path, startLine: (range?.start.line ?? 0) + 1, text: document.getText(range) };
}

function textInEditor(): { readonly part: EditorText; readonly what: string; readonly isSelection: boolean } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage(t('Open the file that is meant.'));
    return undefined;
  }
  const { document, selection } = editor;
  return selection.isEmpty ? { part: partOf(document), what: t('the file'), isSelection: false } : { part: partOf(document, selection), what: t('the selection'), isSelection: true };
}
