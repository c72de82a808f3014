import * as vscode from 'vscode';
import type { HostParts } from '../core/hostParts.ts';
import { ChatChannel } from './chatChannel.ts';
import type { ShownChat } from './chats.ts';
import { LivingPage } from './livingPage.ts';
import type { LogChannel } from './log.ts';
import { titleOf } from './threadsView.ts';

/** A thread in an editor's tab, which bears its title. */
export class ChatTab implements ShownChat {
  readonly host: HostParts;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: LivingPage;
  /** Called once the tab is closed. */
  readonly onClose: vscode.Event<void>;
  readonly onSight: vscode.Event<unknown>;

  /** `remake` shows its thread in another tab. */
  constructor(panel: vscode.WebviewPanel, host: (chat: ShownChat) => HostParts, extension: vscode.Uri, log: Pick<LogChannel, 'error' | 'warn'>, remake: () => Promise<void>) {
    this.#panel = panel;
    this.host = host(this);
    this.onClose = panel.onDidDispose;
    this.onSight = panel.onDidChangeViewState;
    panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'chat.svg');
    const entitle = (title: string): void => { panel.title = titleOf({ title }); };
    const page = new LivingPage({
      make: () => new ChatChannel({ host: this.host, webview: panel.webview, extension, log, entitle }),
      isVisible: () => panel.visible,
      onSight: panel.onDidChangeViewState,
      remake: async () => {
        this.close();
        await remake();
      },
      log,
    });
    this.#page = page;
    panel.onDidDispose(() => { page.dispose(); });
  }

  /** Brings the tab to the front and puts the cursor into its composer. */
  async compose(): Promise<void> {
    this.#panel.reveal();
    this.#page.channel.compose();
  }

  async reveal(messageId: string): Promise<void> {
    this.#panel.reveal();
    this.#page.channel.reveal(messageId);
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  refreshStatus(): void {
    this.#page.channel.refreshStatus();
  }

  close(): void {
    this.#panel.dispose();
  }
}
