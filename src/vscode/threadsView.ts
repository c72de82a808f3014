import * as vscode from 'vscode';
import type { ThreadHead } from '../core/stores.ts';
import type { Threads } from '../core/threads.ts';

/** The side bar's view “Threads”: the list, the newest first. */
export class ThreadsView implements vscode.TreeDataProvider<ThreadHead>, vscode.Disposable {
  readonly #threads: Threads;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #listening: { dispose(): void };
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(threads: Threads) {
    this.#threads = threads;
    this.#listening = threads.onList(() => {
      this.#changed.fire(undefined);
    });
  }

  getChildren(parent?: ThreadHead): ThreadHead[] {
    return parent === undefined ? [...this.#threads.list()] : [];
  }

  getTreeItem(head: ThreadHead): vscode.TreeItem {
    const item = new vscode.TreeItem(titleOf(head));
    item.id = head.id;
    item.description = new Date(head.updatedAt).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
    item.iconPath = new vscode.ThemeIcon('comment-discussion');
    item.contextValue = 'thread';
    item.command = { command: 'assistants.thread.open', title: 'Open Thread', arguments: [head] };
    return item;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}

/** What a thread is called where it is listed. */
export function titleOf({ title }: Pick<ThreadHead, 'title'>): string {
  return title === '' ? 'New thread' : title;
}
