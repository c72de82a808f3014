import * as vscode from 'vscode';
import type { HostParts } from '../core/hostApi.ts';
import type { Log } from '../core/stores.ts';
import { ChatChannel } from './chatChannel.ts';
import type { ShownChat } from './chats.ts';

/** The side bar's view “Chat”. */
export class ChatView implements vscode.WebviewViewProvider, ShownChat {
  readonly host: HostParts;
  readonly #extension: vscode.Uri;
  readonly #log: Log;
  #channel: ChatChannel | undefined;
  #composeWanted = false;

  constructor(host: (chat: ShownChat) => HostParts, extension: vscode.Uri, log: Log) {
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

  refreshStatus(): void {
    this.#channel?.refreshStatus();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const entitle = (title: string): void => { view.description = title; };
    const channel = new ChatChannel({ host: this.host, webview: view.webview, extension: this.#extension, log: this.#log, entitle });
    this.#channel = channel;
    view.onDidDispose(() => {
      if (this.#channel === channel) this.#channel = undefined;
      channel.dispose();
    });
    this.#composeIfThere();
  }

  #composeIfThere(): void {
    if (!this.#composeWanted || this.#channel === undefined) return;
    this.#composeWanted = false;
    this.#channel.compose();
  }
}
