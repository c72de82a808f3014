import * as vscode from 'vscode';
import type { Attachments } from '../core/attachments.ts';
import type { Desk } from '../core/desk.ts';
import type { HostParts } from '../core/hostParts.ts';
import type { DeskStore } from '../core/stores.ts';
import { threadDesk } from '../core/threadDesk.ts';
import type { Threads } from '../core/threads.ts';
import { Emitter } from '../shared/lifetime.ts';
import { shownThread } from '../shared/tabState.ts';
import { ChatTab } from './chatTab.ts';
import { ChatView } from './chatView.ts';
import type { LogChannel } from './log.ts';

/** A chat that the user sees, in the side bar or in a tab. */
export interface ShownChat {
  readonly host: HostParts;
  /** Brings it to the front and puts the cursor into its composer. */
  compose(): Promise<void>;
  /** Brings it to the front, and a message of the thread on show into sight. */
  reveal(messageId: string): Promise<void>;
  /** Whether the user sees it. */
  readonly isVisible: boolean;
}

/** What chats are made of. */
export interface ChatsParts {
  readonly threads: Threads;
  readonly desk: Desk;
  readonly deskStore: DeskStore;
  readonly workspace: string;
  readonly extension: vscode.Uri;
  readonly log: Pick<LogChannel, 'error' | 'warn'>;
  /** What one page is answered with; each has a desk of its own. */
  readonly host: (desk: Desk, chat: ShownChat) => HostParts;
}

/** The kind of the tabs, by which VS Code brings them back. */
const tabType = 'assistants.thread';

/** All chats on show: the side bar's, and any number of tabs with a thread each. */
export class Chats implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly sideBar: ChatView;
  readonly #parts: ChatsParts;
  readonly #tabs = new Set<ChatTab>();
  readonly #held: vscode.Disposable;
  readonly #seen = new Emitter<null>();
  /** A chat came into sight or went out of it, or shows another thread. */
  readonly onSight = this.#seen.on;
  #current: ShownChat;

  constructor(parts: ChatsParts) {
    this.#parts = parts;
    this.sideBar = new ChatView((chat) => parts.host(parts.desk, chat), parts.extension, parts.log);
    this.#current = this.sideBar;
    this.#held = vscode.Disposable.from(
      this.sideBar.onSight(() => { this.#seen.fire(null); }),
      parts.desk.onShow(() => { this.#seen.fire(null); }),
      vscode.window.registerWebviewViewProvider('assistants.chat', this.sideBar),
      vscode.window.registerWebviewPanelSerializer(tabType, this),
      parts.threads.onEvent(({ threadId, event }) => {
        if (event.type === 'deleted') this.#leave(threadId);
      }),
    );
  }

  /** The chat that the user turned to last. */
  get current(): ShownChat {
    return this.#current;
  }

  /** What any of them takes along with its next prompt. */
  get attachments(): readonly Attachments[] {
    return [this.sideBar, ...this.#tabs].map(({ host }) => host.attachments);
  }

  /** The threads that the user sees. */
  get inSight(): readonly string[] {
    return [this.sideBar, ...this.#tabs].flatMap(({ host, isVisible }) => (isVisible && host.desk.threadId !== undefined ? [host.desk.threadId] : []));
  }

  use(chat: ShownChat): void {
    this.#current = chat;
  }

  /** Shows a thread, or a new one, in a tab of its own; the tab that shows it already comes to the front. */
  async openTab(threadId: string | undefined): Promise<void> {
    const there = [...this.#tabs].find(({ host }) => host.desk.threadId === threadId);
    const tab = there ?? this.#tab(vscode.window.createWebviewPanel(tabType, '', vscode.ViewColumn.Active), threadId);
    this.use(tab);
    await tab.compose();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const threadId = shownThread(state);
    if (threadId === undefined || this.#parts.threads.has(threadId)) this.#tab(panel, threadId);
    else panel.dispose();
  }

  refreshStatus(): void {
    for (const chat of [this.sideBar, ...this.#tabs]) chat.refreshStatus();
  }

  dispose(): void {
    this.#held.dispose();
  }

  #tab(panel: vscode.WebviewPanel, threadId: string | undefined): ChatTab {
    const { host, deskStore, workspace, extension, log } = this.#parts;
    const tab: ChatTab = new ChatTab(panel, (chat) => host(threadDesk(deskStore, workspace, threadId), chat), extension, log, () => this.openTab(tab.host.desk.threadId));
    this.#tabs.add(tab);
    tab.onSight(() => { this.#seen.fire(null); });
    tab.host.desk.onShow(() => { this.#seen.fire(null); });
    this.#seen.fire(null);
    tab.onClose(() => {
      this.#tabs.delete(tab);
      if (this.#current === tab) this.#current = this.sideBar;
    });
    return tab;
  }

  /** A thread in the trash is not shown any more. */
  #leave(threadId: string): void {
    const { desk } = this.sideBar.host;
    if (desk.threadId === threadId) desk.show(undefined);
    for (const tab of [...this.#tabs].filter(({ host }) => host.desk.threadId === threadId)) tab.close();
  }
}
