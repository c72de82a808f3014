import * as vscode from 'vscode';
import type { HostParts } from '../core/hostParts.ts';
import { Emitter } from '../shared/lifetime.ts';
import { ChatChannel } from './chatChannel.ts';
import type { ShownChat } from './chats.ts';
import type { LogChannel } from './log.ts';
import { t } from '../shared/words.ts';

/** The side bar's view “Chat”. */
export class ChatView implements vscode.WebviewViewProvider, ShownChat {
  readonly host: HostParts;
  readonly #extension: vscode.Uri;
  readonly #log: Pick<LogChannel, 'error' | 'warn'>;
  readonly #seen = new Emitter<null>();
  readonly onSight = this.#seen.on;
  #channel: ChatChannel | undefined;
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
    this.#channel?.refreshStatus();
  }

  /** Shows on the view that there are this many threads with an answer that nobody has seen; none for 0. */
  badge(unseen: number): void {
    if (this.#view === undefined) return;
    this.#view.badge = unseen === 0 ? undefined : { value: unseen, tooltip: unseen === 1 ? t('A thread has an answer that you have not seen') : t('{0} threads have answers that you have not seen', String(unseen)) };
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const entitle = (title: string): void => { view.description = title; };
    const channel = new ChatChannel({ host: this.host, webview: view.webview, extension: this.#extension, log: this.#log, entitle });
    this.#channel = channel;
    this.#view = view;
    this.#seen.fire(null);
    view.onDidChangeVisibility(() => { this.#seen.fire(null); });
    view.onDidDispose(() => {
      if (this.#channel === channel) this.#channel = undefined;
      if (this.#view === view) this.#view = undefined;
      channel.dispose();
    });
    this.#composeIfThere();
    this.#revealIfThere();
  }

  #composeIfThere(): void {
    if (!this.#composeWanted || this.#channel === undefined) return;
    this.#composeWanted = false;
    this.#channel.compose();
  }

  #revealIfThere(): void {
    if (this.#revealWanted === undefined || this.#channel === undefined) return;
    this.#channel.reveal(this.#revealWanted);
    this.#revealWanted = undefined;
  }
}
