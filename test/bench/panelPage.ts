import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { Thread } from '../../src/shared/thread.ts';
import { chatChannel, serveChat } from '../support/chatServer.ts';
import { sampleStatus } from '../support/chatSamples.ts';
import { launchChromium } from '../support/chromium.ts';

/** The chat's page in a real browser, without a host beyond itself. */
export interface Panel {
  /** Opens the page with this thread on show. */
  readonly open: (thread?: Thread) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Answers each question of the page at once, so that nothing but the page is measured. */
function host({ channel, snapshot }: { readonly channel: string; readonly snapshot: unknown }): void {
  const answer = ({ id, method }: { readonly id: number; readonly method: string }): void => {
    window.postMessage({ kind: 'reply', channel, id, reply: method === 'hello' ? snapshot : null }, window.origin);
  };
  Object.assign(window, { acquireVsCodeApi: () => ({ postMessage: answer, getState: () => undefined, setState: (state: unknown) => state }) });
}

/** Starts the browser and serves the page as it is built from its sources. */
export async function openPanel(): Promise<Panel> {
  const [browser, server] = await Promise.all([launchChromium(), serveChat()]);
  return {
    open: async (thread) => {
      const page = await browser.newPage({ viewport: { width: 420, height: 900 } });
      const snapshot = { attachments: [], currentEditor: { following: 'off' }, status: sampleStatus, assistants: [], ...(thread === undefined ? {} : { thread }) };
      await page.addInitScript(host, { channel: chatChannel, snapshot });
      await page.goto(server.address);
      await page.getByText(sampleStatus.assistantName, { exact: true }).first().waitFor();
      return page;
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Makes what this file of the folder exports known in the page as `bench`. */
export async function bring(page: Page, file: string): Promise<void> {
  const entry = fileURLToPath(new URL(file, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, minify: true, platform: 'browser', target: 'chrome142', format: 'iife', globalName: 'bench' });
  await page.evaluate(`${outputFiles[0]?.text ?? ''}; globalThis.bench = bench;`);
}
