import * as vscode from 'vscode';
import type { Chat } from '../core/chat.ts';
import type { Threads } from '../core/threads.ts';
import { UnseenAnswers, type AnswerNews } from '../core/unseenAnswers.ts';
import type { Chats } from './chats.ts';
import { t } from '../shared/words.ts';

/** What news of answers is told with. */
export interface AnswerNewsParts {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly chats: Chats;
}

/** Tells of answers that took long and arrived out of sight: a badge on the view and a notification, unless the user wants neither. */
export function watchAnswers({ threads, chat, chats }: AnswerNewsParts): vscode.Disposable {
  const { sideBar } = chats;
  const show = async (threadId: string): Promise<void> => {
    if (!threads.has(threadId)) return;
    sideBar.host.desk.show(chat.open(threadId));
    await sideBar.compose();
  };
  const tell = async ({ threadId, words, isFailure }: AnswerNews): Promise<void> => {
    if (!isWanted()) return;
    const picked = await (isFailure ? vscode.window.showWarningMessage(words, t('Show')) : vscode.window.showInformationMessage(words, t('Show')));
    if (picked === t('Show')) await show(threadId);
  };
  const unseen = new UnseenAnswers({
    threads,
    isSeen: (threadId) => chats.inSight.includes(threadId) && vscode.window.state.focused,
    tell: (news) => void tell(news),
    count: (number) => { sideBar.badge(isWanted() ? number : 0); },
    now: () => Date.now(),
  });
  const look = (): void => { unseen.look(); };
  return vscode.Disposable.from(unseen, chats.onSight(look), vscode.window.onDidChangeWindowState(look));
}

function isWanted(): boolean {
  return vscode.workspace.getConfiguration('assistants').get<unknown>('notify') !== false;
}
