import * as vscode from 'vscode';
import { hostApi, named, type HostParts } from '../core/hostApi.ts';
import { DisposableStore, Emitter } from '../shared/lifetime.ts';
import type { Failure } from '../shared/model.ts';
import type { HostApi, ViewEvent } from '../shared/protocol.ts';
import { serve, type Port } from '../shared/rpc.ts';
import { hostWire } from '../shared/wire.ts';
import { chatPage, pageRoot, randomToken } from './chatPage.ts';
import type { LogChannel } from './log.ts';

/** The side bar's view “Chat”: shows the page, answers it, and tells it what happens while it is there. */
export class ChatView implements vscode.WebviewViewProvider {
  readonly #parts: HostParts;
  readonly #extension: vscode.Uri;
  readonly #log: Pick<LogChannel, 'error' | 'warn'>;
  readonly #statusChanged = new Emitter<null>();
  #tell: ((event: ViewEvent) => void) | undefined;
  #composeWanted = false;
  #view: vscode.WebviewView | undefined;
  readonly #visibility = new Emitter<null>();
  /** The view has come into sight, or has gone. */
  readonly onVisibility = this.#visibility.on;

  constructor(parts: HostParts, extension: vscode.Uri, log: Pick<LogChannel, 'error' | 'warn'>) {
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

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  /** Shows on the view that there are this many threads with an answer that nobody has seen; none for 0. */
  badge(unseen: number): void {
    if (this.#view === undefined) return;
    this.#view.badge = unseen === 0 ? undefined : { value: unseen, tooltip: unseen === 1 ? 'A thread has an answer that you have not seen' : `${String(unseen)} threads have answers that you have not seen` };
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;
    const channel = randomToken();
    webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [pageRoot(this.#extension)] };
    const page = new DisposableStore();
    this.#view = view;
    page.add(view.onDidChangeVisibility(() => { this.#visibility.fire(null); }));
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
      if (this.#view === view) this.#view = undefined;
      page.dispose();
    }));
    webview.html = chatPage(webview, this.#extension, channel);
  }

  #follow(page: DisposableStore, tell: (event: ViewEvent) => void, view: vscode.WebviewView): void {
    const { threads, desk, attachments, currentEditor, assistants, metering, status } = this.#parts;
    page.add(threads.onEvent(({ threadId, event }) => {
      if (threadId !== desk.threadId) return;
      tell({ type: 'thread', threadId, event });
      if ('at' in event) this.#entitle(view);
    }));
    page.add(desk.onShow((thread) => {
      tell({ type: 'opened', ...(thread === undefined ? {} : { thread }) });
      this.#entitle(view);
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
    // What the page gave up itself, nobody sees.
    else if (failure.kind !== 'interrupted') this.#log.warn('A question of the chat page was refused.', error);
    return failure;
  }
}

function portOf(webview: vscode.Webview): Port {
  return {
    post: (message) => void webview.postMessage(message),
    listen: (receive) => webview.onDidReceiveMessage(receive),
  };
}
