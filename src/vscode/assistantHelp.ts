import * as vscode from 'vscode';
import type { Assistants } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { ModelLists } from '../core/modelLists.ts';
import { assistantLanguage, definitionIn, rangeIn } from './assistantDocuments.ts';
import { t } from '../shared/words.ts';

/** How long proposals wait for a server's list of models, in milliseconds. */
const patience = 1500;

/** What help in the editor is made of. */
export interface HelpParts {
  readonly assistants: Assistants;
  readonly backEnds: BackEnds;
  readonly lists: ModelLists;
  /** How many tokens a text is, about, counted on this machine. */
  readonly countTokens: (text: string) => Promise<number>;
}

/** Proposals, explanations and the count of tokens in the files of assistants. */
export function assistantHelp(parts: HelpParts): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(assistantLanguage, { provideCompletionItems: (document, position) => complete(parts, document, position) }, ':', ' ', '-'),
    vscode.languages.registerHoverProvider(assistantLanguage, { provideHover: hover }),
    vscode.languages.registerCodeLensProvider(assistantLanguage, { provideCodeLenses: (document) => lenses(parts, document) }),
  );
}

async function complete(parts: HelpParts, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
  const { completionsAt } = await import('../core/assistantFileCompletion.ts');
  const connections = parts.backEnds.connections.map(({ id, name }) => ({ id, name }));
  const isModel = /^model\s*:/.test(document.lineAt(position).text);
  const models = isModel ? await modelsFor(parts, document) : [];
  const { from, to, items } = completionsAt(document.getText(), document.offsetAt(position), { models, connections });
  const range = rangeIn(document, { from, to });
  return items.map(({ label, insert, snippet, detail, documentation }) => {
    const item = new vscode.CompletionItem({ label, description: detail }, isModel ? vscode.CompletionItemKind.EnumMember : vscode.CompletionItemKind.Property);
    item.insertText = snippet === true ? new vscode.SnippetString(insert) : insert;
    item.range = range;
    item.documentation = new vscode.MarkdownString(documentation);
    if (insert.endsWith(': ')) item.command = { command: 'editor.action.triggerSuggest', title: t('Propose Values') };
    return item;
  });
}

async function modelsFor({ assistants, backEnds, lists }: HelpParts, document: vscode.TextDocument): Promise<readonly { readonly id: string; readonly detail?: string }[]> {
  try {
    const entry = (await assistants.list()).find(({ address }) => address === document.uri.toString());
    const connection = backEnds.connectionOf(await definitionIn(document, entry));
    const late = new Promise<undefined>((resolve) => { setTimeout(resolve, patience, undefined); });
    const models = (await Promise.race([lists.renew(connection), late])) ?? lists.known(connection);
    return models.map(({ id, shutdownDate }) => ({ id, detail: shutdownDate === undefined ? connection.name : t('{0}, switched off on {1}', connection.name, shutdownDate) }));
  } catch {
    return [];
  }
}

async function hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
  const { hoverAt } = await import('../core/assistantFileHover.ts');
  const found = hoverAt(document.getText(), document.offsetAt(position));
  return found === undefined ? undefined : new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeIn(document, found));
}

async function lenses({ assistants, countTokens, lists }: HelpParts, document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const entry = (await assistants.list()).find(({ address }) => address === document.uri.toString());
  const { instructions, model, connection } = await definitionIn(document, entry);
  const tokens = await countTokens(instructions).catch(() => undefined);
  const first = new vscode.Range(0, 0, 0, 0);
  const retirement = lists.retirement({ ...(model === undefined ? {} : { model }), ...(connection === undefined ? {} : { connection }) });
  return [
    ...(entry === undefined ? [] : [new vscode.CodeLens(first, { title: t('$(comment) Start Chat'), command: 'assistants.assistant.startChat', arguments: [entry] })]),
    ...(tokens === undefined ? [] : [new vscode.CodeLens(first, { title: tokens === 1 ? t('about 1 token of instructions') : t('about {0} tokens of instructions', tokens), command: '' })]),
    ...(entry === undefined || retirement?.replacement === undefined ? [] : [new vscode.CodeLens(first, { title: t('$(warning) Use {0} instead of {1}', retirement.replacement, model ?? ''), command: 'assistants.assistant.replaceModel', arguments: [entry] })]),
  ];
}
