import type { CDPSession, Page } from 'playwright-core';
import * as v from 'valibot';
import { earlierMessages } from '../../src/core/threadWindow.ts';
import type { Thread } from '../../src/shared/model.ts';
import type { Snapshot, ViewEvent } from '../../src/shared/protocol.ts';
import { sampleStatus } from '../support/chatSamples.ts';
import { chatChannel, serveChat } from '../support/chatServer.ts';
import { launchChromium } from '../support/chromium.ts';

/** The chat's page in a browser, to be measured. */
export interface BenchPage {
  readonly page: Page;
  /** Tells the page this and answers how long it took until it was painted, in milliseconds. */
  readonly paint: (events: readonly ViewEvent[]) => Promise<number>;
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
  return {
    page,
    paint: (events) => page.evaluate(painted, { kind: 'events', channel: chatChannel, events }),
    heap: () => heapOf(session),
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

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics: all } = v.parse(metrics, await session.send('Performance.getMetrics'));
  return (all.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1_000_000;
}
