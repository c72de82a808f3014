import * as vscode from 'vscode';
import { ageInWords } from '../core/ageInWords.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Chat } from '../core/chat.ts';
import type { Desk } from '../core/desk.ts';
import { forgetThreads, type StillKept } from '../core/forgetting.ts';
import type { LettingGo } from '../core/lettingGo.ts';
import type { Log, ThreadHead } from '../core/stores.ts';
import type { Threads } from '../core/threads.ts';
import { titleOf } from './threadsView.ts';
import { t } from '../shared/words.ts';

/** What deleting works with. */
export interface TrashParts {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly desk: Desk;
  readonly backEnds: BackEnds;
  readonly lettingGo: LettingGo;
  readonly log: Log;
}

/** Puts threads into the trash and offers to undo it, or to delete them for good, here and at the server. */
export async function deleteThreads(parts: TrashParts, threadIds: readonly string[]): Promise<void> {
  const { threads, chat, desk } = parts;
  const [first] = threadIds;
  if (first === undefined) return;
  const shown = desk.threadId;
  const title = titleOf(threads.peek(first));
  for (const threadId of threadIds) {
    await chat.stop(threadId);
    threads.remove(threadId);
  }
  if (shown !== undefined && threadIds.includes(shown)) desk.show(undefined);
  void forgetThreads(parts, threads.emptyTrash(Date.now()));
  const words = threadIds.length === 1 ? t('Deleted “{0}”. It can be had back for 30 days.', title) : t('Deleted {0} threads. They can be had back for 30 days.', String(threadIds.length));
  const choice = await vscode.window.showInformationMessage(words, t('Undo'), t('Delete for Good'));
  if (choice === t('Undo')) {
    for (const threadId of threadIds) threads.restore(threadId);
    if (threadIds.length === 1 || shown === first) desk.show(chat.open(first));
  } else if (choice === t('Delete for Good')) tellKept(await forgetThreads(parts, threadIds.flatMap((threadId) => threads.purge(threadId))));
}

/** Puts all archived threads into the trash, once the user has confirmed it. */
export async function deleteArchived(parts: TrashParts): Promise<void> {
  const archived = parts.threads.list().filter((head) => head.archived === true).map(({ id }) => id);
  if (archived.length === 0) {
    void vscode.window.showInformationMessage(t('There are no archived threads.'));
    return;
  }
  const words = archived.length === 1 ? t('Delete the archived thread?') : t('Delete all {0} archived threads?', String(archived.length));
  const picked = await vscode.window.showWarningMessage(words, { modal: true, detail: t('What is deleted can be had back for 30 days.') }, t('Delete'));
  if (picked === t('Delete')) await deleteThreads(parts, archived);
}

/** Lets the user pick what is to be had back out of the trash; a single thread is opened. */
export async function restoreDeleted({ threads, chat, desk }: TrashParts): Promise<void> {
  const trash = threads.trash();
  if (trash.length === 0) {
    void vscode.window.showInformationMessage(t('No deleted threads. What is deleted can be had back for 30 days.'));
    return;
  }
  const items = trash.map((head) => ({ label: titleOf(head), description: deletedWhen(head), id: head.id }));
  const picked = await vscode.window.showQuickPick(items, { title: t('Restore Deleted Threads'), placeHolder: t('Which threads do you want back?'), canPickMany: true, matchOnDescription: true });
  for (const { id } of picked ?? []) threads.restore(id);
  const [first, ...others] = picked ?? [];
  if (first !== undefined && others.length === 0) desk.show(chat.open(first.id));
}

/** Deletes for good what lies in the trash, here and at the server, once the user has confirmed it. */
export async function emptyTrash(parts: TrashParts): Promise<void> {
  const { threads } = parts;
  const trash = threads.trash();
  if (trash.length === 0) {
    void vscode.window.showInformationMessage(t('The trash is empty.'));
    return;
  }
  const words = trash.length === 1 ? t('Delete the thread in the trash for good?') : t('Delete all {0} threads in the trash for good?', String(trash.length));
  const picked = await vscode.window.showWarningMessage(words, { modal: true, detail: t('They cannot be had back after that. What the server keeps of them is deleted, too.') }, t('Delete for Good'));
  if (picked === t('Delete for Good')) tellKept(await forgetThreads(parts, trash.flatMap(({ id }) => threads.purge(id))));
}

function tellKept(kept: readonly StillKept[]): void {
  const [first] = kept;
  if (first === undefined) return;
  const hosts = [...new Set(kept.map(({ host }) => host))].join(', ');
  void vscode.window.showWarningMessage(t('Deleted here, but not at {0}: {1}', hosts, first.reason));
}

function deletedWhen({ deletedAt = 0 }: ThreadHead): string {
  return t('deleted {0}', ageInWords(deletedAt, Date.now(), vscode.env.language));
}
