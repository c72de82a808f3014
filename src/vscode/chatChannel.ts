import type * as vscode from 'vscode';
import { shownFollowing } from '../core/currentEditor.ts';
import { hostApi, named } from '../core/hostApi.ts';
import type { HostParts } from '../core/hostParts.ts';
import { IssuedThreads } from '../core/issuedThreads.ts';
import { followThread, missedMeanwhile } from '../core/threadFollowing.ts';
import { windowOf } from '../core/threadWindow.ts';
import { ViewFrames } from '../core/viewFrames.ts';
import { chipOf } from '../shared/chip.ts';
import { DisposableStore, Emitter, type Disposable } from '../shared/lifetime.ts';
import type { Failure } from '../shared/failure.ts';
import type { Thread } from '../shared/thread.ts';
import type { HostApi } from '../shared/protocol.ts';
import type { ViewEvent } from '../shared/viewEvents.ts';
import { serve, type Port } from '../shared/rpc.ts';
import { hostWire } from '../shared/wire.ts';
import { chatPage, pageRoot, randomToken } from './chatPage.ts';
import type { LogChannel } from './log.ts';

/** What a page is shown in and with. */
export interface ChatChannelParts {
  readonly host: HostParts;
  readonly webview: vscode.Webview;
  readonly extension: vscode.Uri;
  readonly log: Pick<LogChannel, 'error' | 'warn'>;
  /** Takes the title of the thread on show; empty for a new one. */
  readonly entitle: (title: string) => void;
}

/** A page of the chat with its channel: shows it, answers it, and tells it what happens. */
export class ChatChannel implements Disposable {
  readonly #parts: ChatChannelParts;
  readonly #held = new DisposableStore();
  readonly #frames: ViewFrames;
  readonly #heard = new Emitter<null>();
  /** The page has said something, whatever it is. */
  readonly onHeard = this.#heard.on;
  #isReady = false;
  #composeWanted = false;
  #revealWanted: string | undefined;

  constructor(parts: ChatChannelParts) {
    this.#parts = parts;
    const { webview, extension, host } = parts;
    const channel = randomToken();
    webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [pageRoot(extension)] };
    const api = this.#held.add(new IssuedThreads(host.desk)).guard(hostApi(host));
    const hello: HostApi['hello'] = async () => {
      const snapshot = await api.hello();
      // After the answer, so that the page is ready for it.
      setTimeout(() => { this.#greeted(snapshot.thread); });
      return snapshot;
    };
    const port = portOf(webview, () => { this.#frames.flush(); }, () => { this.#heard.fire(null); });
    const server = this.#held.add(serve<HostApi>({ port, channel, wire: hostWire, api: { ...api, hello }, explain: (error) => this.#explain(error), turnedAway: (count) => { this.#noteTurnedAway(count); } }));
    this.#frames = this.#held.add(new ViewFrames((events) => { server.tell(...events); }));
    this.#follow();
    this.#entitle();
    webview.html = chatPage(webview, extension, channel);
  }

  /** Puts the cursor into the composer as soon as the page is there. */
  compose(): void {
    this.#composeWanted = true;
    this.#composeIfReady();
  }

  /** Brings a message of the thread on show into sight as soon as the page is there. */
  reveal(messageId: string): void {
    this.#revealWanted = messageId;
    this.#revealIfReady();
  }

  /** Asks the page to say something. */
  ping(): void {
    this.#tell({ type: 'ping' });
  }

  /** Lets the page know that another connection, key or model is in use. */
  refreshStatus(): void {
    void this.#tellStatus();
    this.#parts.host.metering.touch();
  }

  dispose(): void {
    this.#isReady = false;
    this.#held.dispose();
  }

  #follow(): void {
    const { threads, desk, queue, attachments, codeTheme, currentEditor, assistants, metering } = this.#parts.host;
    this.#held.add(followThread({ threads, desk }, (event) => { this.#tell(event); }));
    this.#held.add(threads.onEvent(({ threadId, event }) => {
      if (threadId === desk.threadId && 'at' in event) this.#entitle();
    }));
    this.#held.add(desk.onShow((thread) => {
      this.#tell({ type: 'opened', ...(thread === undefined ? {} : { thread: windowOf(thread) }), ...(desk.isTemporary ? { temporary: true } : {}), ...(desk.goesAlong ? {} : { draft: desk.draft ?? { text: '', at: 0 } }) });
      this.#tell({ type: 'queue', queue: queue.view(desk.threadId) });
      this.#entitle();
      this.refreshStatus();
    }));
    this.#held.add(queue.onChange((threadId) => {
      if (threadId === desk.threadId) this.#tell({ type: 'queue', queue: queue.view(threadId) });
    }));
    this.#held.add(attachments.onChange((held) => {
      this.#tell({ type: 'attachments', attachments: held.map(chipOf) });
    }));
    this.#held.add(desk.onPut((draft) => {
      this.#tell({ type: 'draft', draft });
    }));
    this.#held.add(metering.follow((meter) => {
      this.#tell({ type: 'meter', meter });
    }));
    this.#held.add(currentEditor.onChange((current) => {
      this.#tell({ type: 'currentEditor', currentEditor: shownFollowing(current) });
    }));
    this.#held.add(codeTheme.onChange(() => void this.#tellColors()));
    this.#held.add(assistants.onChange(() => {
      this.#tell({ type: 'assistants', assistants: named(assistants) });
    }));
  }

  #tell(event: ViewEvent): void {
    this.#frames.tell(event);
  }

  /** `thread`: what the page was told. What arrived while the answer was on its way did not reach it. */
  #greeted(thread: Thread | undefined): void {
    const { host } = this.#parts;
    this.#isReady = true;
    const missed = missedMeanwhile(thread, host);
    if (missed !== undefined) this.#tell(missed);
    host.metering.touch();
    this.#composeIfReady();
    this.#revealIfReady();
  }

  async #tellColors(): Promise<void> {
    this.#tell({ type: 'codeColors', codeColors: await this.#parts.host.codeTheme.colors() });
  }

  async #tellStatus(): Promise<void> {
    this.#tell({ type: 'status', status: await this.#parts.host.status() });
  }

  #composeIfReady(): void {
    if (!this.#composeWanted || !this.#isReady) return;
    this.#tell({ type: 'compose' });
    this.#composeWanted = false;
  }

  #revealIfReady(): void {
    if (this.#revealWanted === undefined || !this.#isReady) return;
    this.#tell({ type: 'reveal', messageId: this.#revealWanted });
    this.#revealWanted = undefined;
  }

  #entitle(): void {
    const { desk, threads } = this.#parts.host;
    this.#parts.entitle(desk.threadId === undefined ? '' : threads.open(desk.threadId).title);
  }

  /** Says so in the log with the first, the tenth, the hundredth… */
  #noteTurnedAway(count: number): void {
    if (/^10*$/.test(String(count))) this.#parts.log.warn(`Messages of the chat page that are not understood, or too many or too large: ${String(count)}.`);
  }

  #explain(error: unknown): Failure {
    const failure = this.#parts.host.explain(error);
    if (failure.kind === 'internal' || failure.kind === 'storage') this.#parts.log.error('A question of the chat page failed.', error);
    // What the page gave up itself, nobody sees.
    else if (failure.kind !== 'interrupted') this.#parts.log.warn('A question of the chat page was refused.', error);
    return failure;
  }
}

/** `before` is called before each message: what waits to be told comes first. `heard` is called with each that arrives. */
function portOf(webview: vscode.Webview, before: () => void, heard: () => void): Port {
  return {
    post: (message) => {
      before();
      void webview.postMessage(message);
    },
    listen: (receive) => webview.onDidReceiveMessage((message) => {
      heard();
      receive(message);
    }),
  };
}
