import * as vscode from 'vscode';
import { ageInWords } from '../core/ageInWords.ts';
import type { Chat } from '../core/chat.ts';
import type { Desk } from '../core/desk.ts';
import type { Found } from '../core/said.ts';
import type { Threads } from '../core/threads.ts';
import { branch } from '../shared/messageTree.ts';
import type { ShownChat } from './chats.ts';
import { titleOf } from './threadsView.ts';
import { t } from '../shared/words.ts';

/** What searching works with. */
export interface SearchParts {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly desk: Desk;
  readonly view: Pick<ShownChat, 'compose' | 'reveal'>;
}

interface Item extends vscode.QuickPickItem {
  readonly found?: Pick<Found, 'threadId' | 'messageId'>;
}

/** The most places that are listed. */
const most = 200;

/** Lets the user search all threads by titles and contents, and opens what they pick at the message. */
export async function searchThreads(parts: SearchParts): Promise<void> {
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = t('Search Threads');
  picker.placeholder = t('Words, or parts of words, in titles and messages');
  picker.matchOnDetail = true;
  const hidden = new Promise<undefined>((resolve) => picker.onDidHide(() => { resolve(undefined); }));
  const chosen = new Promise<Item | undefined>((resolve) => picker.onDidAccept(() => { resolve(picker.selectedItems[0]); }));
  const fill = (): void => { picker.items = itemsFor(parts.threads, picker.value); };
  picker.onDidChangeValue(fill);
  fill();
  picker.show();
  const item = await Promise.race([chosen, hidden]);
  picker.dispose();
  if (item?.found !== undefined) await openAt(parts, item.found);
}

/** Shows a thread, and of it this message, on whichever branch it stands. */
async function openAt({ threads, chat, desk, view }: SearchParts, { threadId, messageId }: Pick<Found, 'threadId' | 'messageId'>): Promise<void> {
  const { messages, leafId } = chat.open(threadId);
  const there = messages.some(({ id }) => id === messageId);
  if (messageId !== undefined && there && !branch(messages, leafId).some(({ id }) => id === messageId)) threads.apply(threadId, [{ type: 'selected', messageId }], { durable: false });
  desk.show(threads.open(threadId));
  if (messageId === undefined || !there) await view.compose();
  else await view.reveal(messageId);
}

function itemsFor(threads: Threads, query: string): readonly Item[] {
  if (query.trim() === '') return threads.list().slice(0, most).map((head) => ({ label: titleOf(head), description: age(head.updatedAt), found: { threadId: head.id } }));
  const found = threads.search(query, most);
  if (found.length === 0) return [{ label: t('Nothing found'), alwaysShow: true }];
  return found.map(({ threadId, messageId, title, updatedAt, snippet }) => ({
    label: titleOf({ title }), description: age(updatedAt), alwaysShow: true,
    ...(messageId === undefined ? { found: { threadId } } : { detail: snippet, found: { threadId, messageId } }),
  }));
}

function age(at: number): string {
  return ageInWords(at, Date.now(), vscode.env.language);
}
