import * as vscode from 'vscode';
import type { Assistants } from '../core/assistants.ts';
import { retirementWords, type ModelLists } from '../core/modelLists.ts';
import { DisposableStore } from '../shared/lifetime.ts';
import { assistantLanguage, definitionIn, rangeIn, stemOf } from './assistantDocuments.ts';
import { serverScheme } from './serverAssistantFiles.ts';
import { t } from '../shared/words.ts';

/** How long after the last key problems are looked for, in milliseconds. */
const pause = 150;

const severities = { error: vscode.DiagnosticSeverity.Error, warning: vscode.DiagnosticSeverity.Warning, information: vscode.DiagnosticSeverity.Information };

/** Marks, in each open file of an assistant, what is wrong with it, and offers another model for one that retires. */
export class AssistantProblems implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #assistants: Assistants;
  readonly #lists: ModelLists;
  readonly #lifetime = new DisposableStore();
  readonly #shown = this.#lifetime.add(vscode.languages.createDiagnosticCollection('assistants'));
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(assistants: Assistants, lists: ModelLists) {
    this.#assistants = assistants;
    this.#lists = lists;
    const all = (): void => {
      for (const document of vscode.workspace.textDocuments) this.#examineSoon(document);
    };
    for (const listening of [
      vscode.workspace.onDidOpenTextDocument((document) => { this.#examineSoon(document); }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => { this.#examineSoon(document); }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => { this.#shown.delete(uri); }),
      assistants.onChange(all),
      lists.onChange(all),
      vscode.languages.registerCodeActionsProvider(assistantLanguage, this, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    ]) this.#lifetime.add(listening);
    all();
  }

  async provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, { diagnostics }: vscode.CodeActionContext): Promise<vscode.CodeAction[]> {
    const diagnostic = diagnostics.find(({ code }) => code === 'model');
    const found = diagnostic === undefined ? undefined : await this.#retiring(document);
    if (diagnostic === undefined || found?.replacement === undefined) return [];
    const action = new vscode.CodeAction(t('Use {0}', found.replacement), vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, found.range, found.replacement);
    action.diagnostics = [diagnostic];
    action.isPreferred = true;
    return [action];
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#lifetime.dispose();
  }

  #examineSoon(document: vscode.TextDocument): void {
    if (document.languageId !== assistantLanguage) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(key, setTimeout(() => void this.#examine(document), pause));
  }

  async #examine(document: vscode.TextDocument): Promise<void> {
    this.#timers.delete(document.uri.toString());
    const { readAssistantFile } = await import('../core/assistantFile.ts');
    const { version } = document;
    const { problems } = readAssistantFile(document.getText(), { stem: stemOf(document.uri), kind: 'assistant' });
    const diagnostics = [
      ...problems.map(({ severity, message, ...place }) => problem(rangeIn(document, place), message, severities[severity])),
      ...(await this.#nameProblem(document)),
      ...(await this.#modelProblem(document)),
    ];
    if (!document.isClosed && document.version === version) this.#shown.set(document.uri, diagnostics);
  }

  async #nameProblem(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]> {
    const address = document.uri.toString();
    const entries = await this.#assistants.list();
    const { name } = await definitionIn(document, undefined);
    const other = entries.find((entry) => entry.address !== address && entry.assistant.name.toLowerCase() === name.toLowerCase());
    if (other === undefined || document.uri.scheme === serverScheme) return [];
    const { placeOfValue } = await import('../core/assistantFilePlaces.ts');
    const place = placeOfValue(document.getText(), 'name') ?? { from: 0, to: 3 };
    return [problem(rangeIn(document, place), t('Another assistant is called “{0}” too ({1}): rename one, so that @{2} is clear.', other.assistant.name, vscode.workspace.asRelativePath(vscode.Uri.parse(other.address)), name), vscode.DiagnosticSeverity.Warning)];
  }

  async #modelProblem(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]> {
    const found = await this.#retiring(document);
    if (found === undefined) return [];
    const diagnostic = problem(found.range, found.words, vscode.DiagnosticSeverity.Warning);
    diagnostic.code = 'model';
    return [diagnostic];
  }

  async #retiring(document: vscode.TextDocument): Promise<{ readonly range: vscode.Range; readonly words: string; readonly replacement?: string } | undefined> {
    const entries = await this.#assistants.list();
    const definition = await definitionIn(document, entries.find(({ address }) => address === document.uri.toString()));
    const retirement = this.#lists.retirement(definition);
    const { placeOfValue } = await import('../core/assistantFilePlaces.ts');
    const place = placeOfValue(document.getText(), 'model');
    if (retirement === undefined || place === undefined || definition.model === undefined) return undefined;
    const { replacement } = retirement;
    return { range: rangeIn(document, place), words: retirementWords(definition.model, retirement), ...(replacement === undefined ? {} : { replacement }) };
  }
}

function problem(range: vscode.Range, message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = 'Assistants';
  return diagnostic;
}
