import * as vscode from 'vscode';
import type { HostParts } from '../core/hostParts.ts';
import { Emitter } from '../shared/lifetime.ts';
import { ChatChannel } from './chatChannel.ts';
import type { ShownChat } from './chats.ts';
import { LivingPage } from './livingPage.ts';
import type { LogChannel } from './log.ts';
import { t } from '../shared/words.ts';

/** The side bar's view “Chat”. */
export class ChatView implements vscode.WebviewViewProvider, ShownChat {
  readonly host: HostParts;
  readonly #extension: vscode.Uri;
  readonly #log: Pick<LogChannel, 'error' | 'warn'>;
  readonly #seen = new Emitter<null>();
  readonly onSight = this.#seen.on;
  #page: LivingPage | undefined;
  #composeWanted = false;
  #revealWanted: string | undefined;
  #view: vscode.WebviewView | undefined;

  constructor(host: (chat: ShownChat) => HostParts, extension: vscode.Uri, log: Pick<LogChannel, 'error' | 'warn'>) {
    this.host = host(this);
    this.#extension = extension;
    this.#log = log;
  }

  /** Brings the view to the front and puts the cursor into its composer. */
  async compose(): Promise<void> {
    this.#composeWanted = true;
    await vscode.commands.executeCommand('assistants.chat.focus');
    this.#composeIfThere();
  }

  async reveal(messageId: string): Promise<void> {
    this.#revealWanted = messageId;
    await vscode.commands.executeCommand('assistants.chat.focus');
    this.#revealIfThere();
  }

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  refreshStatus(): void {
    this.#page?.channel.refreshStatus();
  }

  /** Shows on the view that there are this many threads with an answer that nobody has seen; none for 0. */
  badge(unseen: number): void {
    if (this.#view === undefined) return;
    this.#view.badge = unseen === 0 ? undefined : { value: unseen, tooltip: unseen === 1 ? t('A thread has an answer that you have not seen') : t('{0} threads have answers that you have not seen', String(unseen)) };
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const entitle = (title: string): void => { view.description = title; };
    const page = new LivingPage({
      make: () => new ChatChannel({ host: this.host, webview: view.webview, extension: this.#extension, log: this.#log, entitle }),
      isVisible: () => view.visible,
      onSight: view.onDidChangeVisibility,
      remake,
      log: this.#log,
    });
    this.#page = page;
    this.#view = view;
    this.#seen.fire(null);
    view.onDidChangeVisibility(() => { this.#seen.fire(null); });
    view.onDidDispose(() => {
      if (this.#page === page) this.#page = undefined;
      if (this.#view === view) this.#view = undefined;
      page.dispose();
    });
    this.#composeIfThere();
    this.#revealIfThere();
  }

  #composeIfThere(): void {
    if (!this.#composeWanted || this.#page === undefined) return;
    this.#composeWanted = false;
    this.#page.channel.compose();
  }

  #revealIfThere(): void {
    if (this.#revealWanted === undefined || this.#page === undefined) return;
    this.#page.channel.reveal(this.#revealWanted);
    this.#revealWanted = undefined;
  }
}

/** Takes the view away and shows it again: VS Code makes it anew. */
async function remake(): Promise<void> {
  await vscode.commands.executeCommand('assistants.chat.removeView');
  await vscode.commands.executeCommand('assistants.chat.focus');
}
