import * as vscode from 'vscode';
import type { Assistants } from '../core/assistants.ts';
import type { Chat } from '../core/chat.ts';
import type { Desk } from '../core/desk.ts';
import { outputName } from '../core/outputNames.ts';
import type { FileShelves } from '../core/threadFile.ts';
import type { Threads } from '../core/threads.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Thread } from '../shared/thread.ts';
import { titleOf } from './threadsView.ts';
import { t } from '../shared/words.ts';

/** What export and import work with. */
export interface ThreadPortingParts extends FileShelves {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly desk: Desk;
  readonly assistants: Assistants;
  readonly workspace: string;
}

/** The most that is read of one file, in bytes. */
const sizeLimit = 300_000_000;

/** Saves threads as Markdown, one file each, or all in one file that can be imported again. */
export async function exportThreads(parts: ThreadPortingParts, threadIds: readonly [string, ...string[]]): Promise<void> {
  const what = threadIds.length === 1 ? t('Export “{0}”', titleOf(parts.threads.peek(threadIds[0]))) : t('Export {0} Threads', String(threadIds.length));
  const markdown = { label: t('$(markdown) As Markdown'), detail: t('To read: the branch on show, with its sources, and the names of its files') };
  const json = { label: t('$(json) As JSON'), detail: t('To keep and to import again: all branches, with attachments and files') };
  const picked = await vscode.window.showQuickPick([markdown, json], { title: what });
  if (picked === undefined) return;
  const threads = await cleared(threadIds.map((id) => parts.threads.peek(id)));
  if (threads === undefined) return;
  await parts.assistants.list();
  if (picked === json) await saveJson(parts, threads, what);
  else await saveMarkdown(parts, threads, what);
}

/** Makes threads of files that were exported here or from ChatGPT; a single one is opened. */
export async function importThreadFiles(parts: ThreadPortingParts): Promise<void> {
  const sources = await vscode.window.showOpenDialog({ title: t('Import Threads'), openLabel: t('Import'), canSelectMany: true, filters: { [t('Exported threads, or ChatGPT’s conversations.json')]: ['json'], [t('All files')]: ['*'] } });
  if (sources === undefined || sources.length === 0) return;
  const ids: string[] = [];
  const problems: string[] = [];
  for (const source of sources) {
    try {
      ids.push(...await importFile(parts, source));
    } catch (error) {
      problems.push(error instanceof FailureError ? error.failure.message : t('{0} cannot be read: {1}', nameOf(source), error instanceof Error ? error.message : String(error)));
    }
  }
  for (const problem of problems) void vscode.window.showWarningMessage(problem);
  const [first, ...others] = ids;
  if (first === undefined) return;
  if (others.length === 0) parts.desk.show(parts.chat.open(first));
  void vscode.window.showInformationMessage(others.length === 0 ? t('Imported “{0}”.', titleOf(parts.threads.peek(first))) : t('Imported {0} threads.', String(ids.length)));
}

/** The threads as they may be saved, on the user's word where they hold what looks like secrets; undefined if nothing is to be. */
async function cleared(threads: readonly Thread[]): Promise<readonly Thread[] | undefined> {
  const { secretTexts, withoutSecrets } = await import('../core/threadSecrets.ts');
  const found = secretTexts(threads);
  if (found === 0) return threads;
  const words = found === 1 ? t('One message or attachment holds what looks like a secret.') : t('{0} messages or attachments hold what look like secrets.', found.toLocaleString(vscode.env.language));
  const detail = t('With placeholders, ‹secret 1: …› stands in the place of each. What is in images and files is not looked into.');
  const picked = await vscode.window.showWarningMessage(words, { modal: true, detail }, t('Export with Placeholders'), t('Export as It Is'));
  if (picked === undefined) return undefined;
  return picked === t('Export as It Is') ? threads : withoutSecrets(threads);
}

async function saveJson(parts: ThreadPortingParts, threads: readonly Thread[], title: string): Promise<void> {
  const [first] = threads;
  const name = threads.length === 1 && first !== undefined ? `${titleOf(first)}.json` : t('Threads {0}.json', new Date().toISOString().slice(0, 10));
  const target = await vscode.window.showSaveDialog({ title, filters: { JSON: ['json'] }, ...placed(name) });
  if (target === undefined) return;
  const { writeThreads } = await import('../core/threadFile.ts');
  const { text, missing } = await writeThreads(threads, parts, Date.now());
  await save(target, text);
  if (missing > 0) void vscode.window.showWarningMessage(t('Exported without {0} of the attached or made files: they are too large, or not there any more.', String(missing)));
  else await told(threads, target);
}

async function saveMarkdown({ assistants }: ThreadPortingParts, threads: readonly Thread[], title: string): Promise<void> {
  const { threadMarkdown } = await import('../core/threadMarkdown.ts');
  const [first, ...others] = threads;
  if (first === undefined) return;
  const textOf = (thread: Thread): string => threadMarkdown(thread, assistants.peek(thread.assistantId).name);
  if (others.length === 0) {
    const target = await vscode.window.showSaveDialog({ title, filters: { Markdown: ['md'] }, ...placed(`${titleOf(first)}.md`) });
    if (target === undefined) return;
    await save(target, textOf(first));
    await told(threads, target);
    return;
  }
  const [folder] = await vscode.window.showOpenDialog({ title, openLabel: t('Export Here'), canSelectFiles: false, canSelectFolders: true }) ?? [];
  if (folder === undefined) return;
  for (const thread of threads) await save(await freeFile(folder, titleOf(thread)), textOf(thread));
  await told(threads, folder);
}

/** A file of this folder that is not there yet. */
async function freeFile(folder: vscode.Uri, title: string): Promise<vscode.Uri> {
  for (let number = 1; ; number += 1) {
    const uri = vscode.Uri.joinPath(folder, fileName(number === 1 ? `${title}.md` : `${title} (${String(number)}).md`));
    if (await vscode.workspace.fs.stat(uri).then(() => false, () => true)) return uri;
  }
}

async function importFile(parts: ThreadPortingParts, source: vscode.Uri): Promise<readonly string[]> {
  const { size } = await vscode.workspace.fs.stat(source);
  if (size > sizeLimit) throw new FailureError({ kind: 'tooLarge', message: t('{0} is larger than 300 MB.', nameOf(source)), action: 'openLog' });
  const { importThreads } = await import('../core/threadImport.ts');
  return importThreads(new TextDecoder().decode(await vscode.workspace.fs.readFile(source)), nameOf(source), parts);
}

async function save(target: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}

async function told(threads: readonly Thread[], target: vscode.Uri): Promise<void> {
  const [first] = threads;
  const words = threads.length === 1 && first !== undefined ? t('Exported “{0}”.', titleOf(first)) : t('Exported {0} threads.', String(threads.length));
  const isFile = /\.(?:json|md)$/.test(target.path);
  const picked = await vscode.window.showInformationMessage(words, ...(isFile ? [t('Open')] : []));
  if (picked === t('Open')) await vscode.commands.executeCommand('vscode.open', target);
}

function placed(name: string): { readonly defaultUri?: vscode.Uri } {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, fileName(name)) };
}

function fileName(name: string): string {
  return outputName(name.replaceAll(/[\\/]/g, '-'));
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? '';
}
