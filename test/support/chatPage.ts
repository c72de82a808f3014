import { deepEqual } from 'node:assert/strict';
import { after, afterEach, beforeEach } from 'mocha';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Emitter } from '../../src/shared/lifetime.ts';
import { shownFollowing, type Following } from '../../src/core/currentEditor.ts';
import type { Attachment } from '../../src/shared/attachment.ts';
import { chipOf } from '../../src/shared/chip.ts';
import type { Draft } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import type { HostApi } from '../../src/shared/protocol.ts';
import type { Status } from '../../src/shared/status.ts';
import type { ViewEvent } from '../../src/shared/viewEvents.ts';
import { FailureError, serve } from '../../src/shared/rpc.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { hostWire } from '../../src/shared/wire.ts';
import { sampleStatus, sampleThreadId } from './chatSamples.ts';
import { chatChannel, serveChat, type ChatTheme } from './chatServer.ts';
import { launchChromium } from './chromium.ts';
import { takeStrays, tellRequest } from './strays.ts';

/** What the test sets before the page opens. */
export interface ChatStage {
  readonly thread?: Thread;
  readonly attachments?: readonly Attachment[];
  readonly currentEditor?: Following;
  readonly status?: Status;
  readonly draft?: Draft;
  /** How the host answers where it should not just agree. */
  readonly host?: Partial<HostApi>;
  readonly theme?: ChatTheme;
  /** As VS Code names it; English, if it is missing. */
  readonly language?: string;
  readonly width?: number;
  readonly height?: number;
}

/** The chat's page in a real browser, with the test in the place of the extension host. */
export interface ChatPage {
  readonly page: Page;
  /** What the page asked after its hello, each with its method. */
  readonly asked: readonly (readonly [method: string, ask: unknown])[];
  /** The drafts that the page gave the host to keep. */
  readonly drafts: readonly string[];
  /** Everything that the page fetched beyond its own files. */
  readonly fetched: readonly string[];
  /** What the browser complained of: errors, refused scripts and styles. */
  readonly complaints: readonly string[];
  /** Tells the page something and waits until it is drawn. */
  readonly tell: (event: ViewEvent) => Promise<void>;
  /** Tells it what happens in the sample thread. */
  readonly happens: (event: ThreadEvent) => Promise<void>;
  /** Waits until the page has drawn. */
  readonly drawn: () => Promise<void>;
}

/** What VS Code gives a page; the state lives as long as the page's tab. */
const fakeVsCode = `window.acquireVsCodeApi = () => ({
  postMessage: (message) => { void window.toHost(message); },
  getState: () => JSON.parse(sessionStorage.getItem('state')) ?? undefined,
  setState: (state) => { sessionStorage.setItem('state', JSON.stringify(state)); return state; },
});`;

/** What all pages of a run share. */
interface Started {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly address: string;
  readonly close: () => void;
}

const opened: { readonly page: Page; readonly complaints: readonly string[] }[] = [];
let started: Promise<Started> | undefined;

async function start(): Promise<Started> {
  const [browser, server] = await Promise.all([launchChromium(['--process-per-site']), serveChat()]);
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  // Stays open, and so does the process that it shares with all the others: each would have to be started anew.
  const first = await context.newPage();
  await first.goto(server.address);
  return { browser, context, ...server };
}

/** How long a test with a browser may take, in milliseconds. */
const patience = 30_000;

beforeEach('there is time for a browser', function () {
  this.currentTest?.timeout(patience);
});

afterEach('no page has anything to complain of', async () => {
  const closing = opened.splice(0);
  await Promise.all(closing.map(({ page }) => page.close()));
  deepEqual([...closing.flatMap(({ complaints }) => complaints), ...takeStrays()], []);
});

after('the browser is closed', async () => {
  if (started === undefined) return;
  const { browser, close } = await started;
  await browser.close();
  close();
});

/** Opens the chat; `host` answers what is not agreed to at once. */
export async function openChatPage(stage: ChatStage = {}): Promise<ChatPage> {
  started ??= start();
  const { context, address } = await started;
  const { width = 360, height = 640, theme = 'dark', language = 'en' } = stage;
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  const asked: (readonly [string, unknown])[] = [];
  const drafts: string[] = [];
  const fetched: string[] = [];
  const complaints: string[] = [];
  opened.push({ page, complaints });
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => { complaints.push(String(error)); });
  page.on('request', tellRequest);
  page.on('request', (request) => { if (!request.url().startsWith(address)) fetched.push(request.url()); });
  const { tell } = await standIn(page, agreeingHost(stage, asked, drafts));
  await page.goto(`${address}?theme=${theme}&language=${language}`);
  const frame = (): Promise<void> => page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => { resolve(); }); }));
  const drawn = async (): Promise<void> => {
    await frame();
    await frame();
  };
  await page.getByText(stage.status?.assistantName ?? sampleStatus.assistantName, { exact: true }).first().waitFor();
  await drawn();
  const tellAndDraw = async (event: ViewEvent): Promise<void> => {
    await tell(event);
    await drawn();
  };
  const happens = (event: ThreadEvent): Promise<void> => tellAndDraw({ type: 'thread', threadId: sampleThreadId, event });
  return { page, asked, drafts, fetched, complaints, drawn, tell: tellAndDraw, happens };
}

/** Puts this host behind the page. */
async function standIn(page: Page, api: HostApi): Promise<{ readonly tell: (event: ViewEvent) => Promise<void> }> {
  const arrived = new Emitter<unknown>();
  let posted = Promise.resolve();
  const { tell } = serve<HostApi>({
    port: {
      post: (message) => {
        posted = posted.then(() => page.evaluate((data) => { window.postMessage(data, window.origin); }, message)).catch(() => undefined);
      },
      listen: arrived.on,
    },
    channel: chatChannel,
    wire: hostWire,
    api,
    explain: (error) => (error instanceof FailureError ? error.failure : { kind: 'internal', message: String(error), action: 'openLog' }),
  });
  await page.exposeFunction('toHost', (message: unknown) => { arrived.fire(message); });
  await page.addInitScript({ content: fakeVsCode });
  return {
    tell: async (event) => {
      tell(event);
      await posted;
    },
  };
}

/** A host that agrees to everything it is not told to answer otherwise. */
function agreeingHost(stage: ChatStage, asked: (readonly [string, unknown])[], drafts: string[]): HostApi {
  const { thread, attachments = [], currentEditor = { following: 'off' as const }, status = sampleStatus, draft, host = {} } = stage;
  const snapshot = { attachments: attachments.map(chipOf), currentEditor: shownFollowing(currentEditor), status, assistants: [], ...(thread === undefined ? {} : { thread }), ...(draft === undefined ? {} : { draft }) };
  const record = <Reply>(method: string, reply: Reply) => (ask?: unknown): Promise<Reply> => {
    asked.push([method, ask]);
    return Promise.resolve(reply);
  };
  const agreeing: HostApi = {
    hello: () => Promise.resolve(snapshot),
    here: record('here', null),
    use: () => Promise.resolve(null),
    keepDraft: ({ text }) => {
      drafts.push(text);
      return Promise.resolve(null);
    },
    send: record('send', { threadId: thread?.id ?? 'thread' }),
    pastPrompts: () => Promise.resolve([]),
    listPrompts: () => Promise.resolve([]),
    fillPrompt: record('fillPrompt', { text: '', gaps: [] }),
    runCommand: record('runCommand', null),
    editQueued: record('editQueued', null),
    moveQueued: record('moveQueued', null),
    removeQueued: record('removeQueued', null),
    sendQueued: record('sendQueued', null),
    makeRoom: record('makeRoom', null),
    showRequest: record('showRequest', null),
    showSent: record('showSent', null),
    stop: record('stop', null),
    keepWaiting: record('keepWaiting', null),
    askServer: record('askServer', null),
    retry: record('retry', null),
    sumUp: record('sumUp', null),
    retryWithout: record('retryWithout', null),
    regenerate: record('regenerate', null),
    edit: record('edit', null),
    fork: record('fork', null),
    remove: record('remove', null),
    copy: record('copy', null),
    compare: record('compare', null),
    answerCall: record('answerCall', null),
    readImage: record('readImage', { data: '' }),
    saveOutput: record('saveOutput', null),
    openOutput: record('openOutput', null),
    retryOutput: record('retryOutput', null),
    openCitation: record('openCitation', null),
    useCode: record('useCode', null),
    openAnswer: record('openAnswer', null),
    findPlaces: ({ names }) => Promise.resolve({ ids: names.map(() => null) }),
    openPlace: record('openPlace', null),
    openSymbol: record('openSymbol', null),
    openLink: record('openLink', null),
    resume: record('resume', null),
    select: record('select', null),
    loadEarlier: record('loadEarlier', { messages: [], before: 0 }),
    newThread: record('newThread', null),
    attach: record('attach', null),
    followEditor: record('followEditor', null),
    beginUpload: record('beginUpload', { uploadId: 'upload' }),
    uploadPiece: record('uploadPiece', null),
    drop: record('drop', null),
    openAttachment: record('openAttachment', null),
    preview: record('preview', null),
    travel: record('travel', null),
    detach: record('detach', null),
    findFiles: () => Promise.resolve({ found: [] }),
    attachFound: record('attachFound', null),
    act: record('act', null),
  };
  return { ...agreeing, ...host };
}
