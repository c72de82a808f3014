import * as vscode from 'vscode';
import type { BackEnds } from '../core/backEnds.ts';
import type { Chat } from '../core/chat.ts';
import type { Desk } from '../core/desk.ts';
import type { Log } from '../core/stores.ts';
import type { Threads } from '../core/threads.ts';
import type { Bookmark } from '../shared/model.ts';
import { titleOf } from './threadsView.ts';

/** What the commands on threads work with. */
export interface ThreadCommandParts {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly desk: Desk;
  readonly backEnds: BackEnds;
  readonly log: Log;
}

export async function renameThread({ threads }: ThreadCommandParts, threadId: string): Promise<void> {
  const value = titleOf(threads.open(threadId));
  const title = await vscode.window.showInputBox({ title: 'Rename Thread', value, validateInput: (text) => (text.trim() === '' ? 'Enter a title.' : undefined) });
  if (title !== undefined && title.trim() !== value) threads.rename(threadId, title.trim());
}

/** Puts a thread into the trash and offers to undo it, or to delete it for good, here and at the server. */
export async function deleteThread(parts: ThreadCommandParts, threadId: string): Promise<void> {
  const { threads, chat, desk, log } = parts;
  await chat.stop(threadId);
  const title = titleOf(threads.open(threadId));
  threads.remove(threadId);
  forget(parts, threads.emptyTrash(Date.now())).catch((error: unknown) => {
    log.error('Old threads of the trash could not be removed from the server.', error);
  });
  const choice = await vscode.window.showInformationMessage(`Deleted “${title}”. It can be had back for 30 days.`, 'Undo', 'Delete for Good');
  if (choice === 'Undo') {
    threads.restore(threadId);
    desk.show(chat.open(threadId));
  } else if (choice === 'Delete for Good') await forget(parts, threads.purge(threadId));
}

async function forget({ backEnds, log }: ThreadCommandParts, bookmarks: readonly Bookmark[]): Promise<void> {
  if (bookmarks.length === 0) return;
  const { backEnd } = await backEnds.active();
  const unique = [...new Map(bookmarks.map((bookmark) => [`${bookmark.place} ${bookmark.id}`, bookmark])).values()];
  for (const bookmark of unique) {
    await backEnd.engine.forget(bookmark, AbortSignal.timeout(20_000)).catch((error: unknown) => {
      log.error(`The server did not delete ${bookmark.kind} ${bookmark.id}.`, error);
    });
  }
}
