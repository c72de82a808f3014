import type { CDPSession, Page } from 'playwright-core';
import * as v from 'valibot';
import { earlierMessages } from '../../src/core/threadWindow.ts';
import type { Thread } from '../../src/shared/thread.ts';
import type { Snapshot } from '../../src/shared/snapshot.ts';
import type { ViewEvent } from '../../src/shared/viewEvents.ts';
import { sampleStatus } from '../support/chatSamples.ts';
import { chatChannel, serveChat } from '../support/chatServer.ts';
import { launchChromium } from '../support/chromium.ts';

/** The chat's page in a browser, to be measured. */
export interface BenchPage {
  readonly page: Page;
  /** Tells the page this and answers how long it took until it was painted, in milliseconds. */
  readonly paint: (events: readonly ViewEvent[]) => Promise<number>;
  /** Tells the page this and answers how long its main thread was busy until it was painted, in milliseconds. */
  readonly busy: (events: readonly ViewEvent[]) => Promise<number>;
  /** What the page's script holds after a collection, in megabytes. */
  readonly heap: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const call = v.looseObject({ id: v.number(), method: v.string(), ask: v.optional(v.unknown()) });
const wanted = v.object({ beforeId: v.string(), count: v.number() });
const metrics = v.object({ metrics: v.array(v.object({ name: v.string(), value: v.number() })) });

const begin = `window.acquireVsCodeApi = () => ({ postMessage: (message) => { void window.toHost(message); }, getState: () => undefined, setState: (state) => state });`;

/** Opens the page; what is earlier in a thread is loaded from the one that `truth` answers. */
export async function openBenchPage(truth: () => Thread): Promise<BenchPage> {
  const [browser, server] = await Promise.all([launchChromium(), serveChat()]);
  const page = await browser.newPage({ viewport: { width: 400, height: 800 } });
  const snapshot: Snapshot = { attachments: [], currentEditor: { following: 'off' }, status: sampleStatus, assistants: [] };
  const replyTo = (method: string, ask: unknown): unknown => {
    if (method === 'hello') return snapshot;
    if (method !== 'loadEarlier') return null;
    const { beforeId, count } = v.parse(wanted, ask);
    return earlierMessages(truth(), beforeId, count);
  };
  const post = (message: object): Promise<void> => page.evaluate((data) => { window.postMessage(data, window.origin); }, { channel: chatChannel, ...message });
  await page.exposeFunction('toHost', (message: unknown) => {
    const { id, method, ask } = v.parse(call, message);
    void post({ kind: 'reply', id, reply: replyTo(method, ask) });
  });
  await page.addInitScript({ content: begin });
  await page.goto(server.address);
  await page.getByText(sampleStatus.assistantName, { exact: true }).first().waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const paint: BenchPage['paint'] = (events) => page.evaluate(painted, { kind: 'events', channel: chatChannel, events });
  return {
    page,
    paint,
    busy: async (events) => {
      const before = await metric(session, 'TaskDuration');
      await paint(events);
      return ((await metric(session, 'TaskDuration')) - before) * 1000;
    },
    heap: async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await metric(session, 'JSHeapUsedSize')) / 1_000_000;
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Runs in the page: the frame after the one in which it is drawn begins when that one is painted. */
async function painted(data: object): Promise<number> {
  await new Promise(requestAnimationFrame);
  const start = performance.now();
  window.postMessage(data, window.origin);
  await new Promise((resolve) => { setTimeout(resolve); });
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}

async function metric(session: CDPSession, wantedName: string): Promise<number> {
  const { metrics: all } = v.parse(metrics, await session.send('Performance.getMetrics'));
  return all.find(({ name }) => name === wantedName)?.value ?? Number.NaN;
}
