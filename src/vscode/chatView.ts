import * as vscode from 'vscode';
import { hostApi, named, type HostParts } from '../core/hostApi.ts';
import type { Log } from '../core/stores.ts';
import { DisposableStore, Emitter } from '../shared/lifetime.ts';
import type { Failure } from '../shared/model.ts';
import type { HostApi, ViewEvent } from '../shared/protocol.ts';
import { serve, type Port } from '../shared/rpc.ts';
import { hostWire } from '../shared/wire.ts';
import { chatPage, pageRoot, randomToken } from './chatPage.ts';

/** The side bar's view “Chat”: shows the page, answers it, and tells it what happens while it is there. */
export class ChatView implements vscode.WebviewViewProvider {
  readonly #parts: HostParts;
  readonly #extension: vscode.Uri;
  readonly #log: Log;
  readonly #statusChanged = new Emitter<null>();
  #tell: ((event: ViewEvent) => void) | undefined;
  #composeWanted = false;

  constructor(parts: HostParts, extension: vscode.Uri, log: Log) {
    this.#parts = parts;
    this.#extension = extension;
    this.#log = log;
  }

  /** Brings the view to the front and puts the cursor into its composer. */
  async compose(): Promise<void> {
    this.#composeWanted = true;
    await vscode.commands.executeCommand('assistants.chat.focus');
    this.#composeIfReady();
  }

  /** Lets the page know that another connection, key or model is in use. */
  refreshStatus(): void {
    this.#statusChanged.fire(null);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;
    const channel = randomToken();
    webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [pageRoot(this.#extension)] };
    const page = new DisposableStore();
    const api = hostApi(this.#parts);
    const hello: HostApi['hello'] = async () => {
      const snapshot = await api.hello();
      // After the answer, so that the page is ready for it.
      setTimeout(() => {
        this.#tell = tell;
        this.#parts.metering.touch();
        this.#composeIfReady();
      });
      return snapshot;
    };
    const explain = (error: unknown): Failure => this.#explain(error);
    const server = page.add(serve<HostApi>({ port: portOf(webview), channel, wire: hostWire, api: { ...api, hello }, explain }));
    const tell = (event: ViewEvent): void => {
      server.tell(event);
    };
    this.#follow(page, tell, view);
    page.add(view.onDidDispose(() => {
      if (this.#tell === tell) this.#tell = undefined;
      page.dispose();
    }));
    webview.html = chatPage(webview, this.#extension, channel);
  }

  #follow(page: DisposableStore, tell: (event: ViewEvent) => void, view: vscode.WebviewView): void {
    const { threads, desk, queue, attachments, currentEditor, assistants, metering, status } = this.#parts;
    page.add(threads.onEvent(({ threadId, event }) => {
      if (threadId !== desk.threadId) return;
      tell({ type: 'thread', threadId, event });
      if ('at' in event) this.#entitle(view);
    }));
    page.add(desk.onShow((thread) => {
      tell({ type: 'opened', ...(thread === undefined ? {} : { thread }), ...(desk.goesAlong ? {} : { draft: desk.draft ?? { text: '', at: 0 } }) });
      tell({ type: 'queue', queue: queue.view(desk.threadId) });
      this.#entitle(view);
    }));
    page.add(queue.onChange((threadId) => {
      if (threadId === desk.threadId) tell({ type: 'queue', queue: queue.view(threadId) });
    }));
    page.add(attachments.onChange((held) => {
      tell({ type: 'attachments', attachments: held });
    }));
    page.add(desk.onPut((draft) => {
      tell({ type: 'draft', draft });
    }));
    page.add(metering.follow((meter) => {
      tell({ type: 'meter', meter });
    }));
    page.add(currentEditor.onChange((current) => {
      tell({ type: 'currentEditor', currentEditor: current });
    }));
    const tellStatus = async (): Promise<void> => {
      tell({ type: 'status', status: await status() });
    };
    page.add(this.#statusChanged.on(() => void tellStatus()));
    page.add(assistants.onChange(() => {
      tell({ type: 'assistants', assistants: named(assistants) });
    }));
  }

  #composeIfReady(): void {
    if (!this.#composeWanted || this.#tell === undefined) return;
    this.#tell({ type: 'compose' });
    this.#composeWanted = false;
  }

  #entitle(view: vscode.WebviewView): void {
    const { desk, threads } = this.#parts;
    const { threadId } = desk;
    view.description = threadId === undefined ? '' : threads.open(threadId).title;
  }

  #explain(error: unknown): Failure {
    const failure = this.#parts.explain(error);
    if (failure.kind === 'internal' || failure.kind === 'storage') this.#log.error('A question of the chat page failed.', error);
    return failure;
  }
}

function portOf(webview: vscode.Webview): Port {
  return {
    post: (message) => void webview.postMessage(message),
    listen: (receive) => webview.onDidReceiveMessage(receive),
  };
}
