import type { Page } from 'playwright-core';
import { chatChannel } from '../support/chatServer.ts';
import { answered } from '../support/chatSamples.ts';
import { bring, type Panel } from './panelPage.ts';
import { panelTexts } from './panelTexts.ts';
import type { Way } from './panelWays.ts';
import { median, printTable, quantile } from './table.ts';

/** Characters in 60 KB, in one delta, and in one flush of 16 deltas, as at 1,000 a second and 60 frames. */
const [whole, delta, flush] = [60_000, 4, 64] as const;
const rounds = 3;

/** The ways that only add what is new. */
const drawnAlong = ['ours', 'streaming-markdown'] as const;

/** What draws all anew is only timed at each flush of so many. */
const sampled = 16;

/** What `bring` makes known in the page. */
declare const bench: typeof import('./panelWays.ts') & typeof import('./panelPace.ts');

function flushesOf(page: Page, way: Way, text: string, size: number = flush): Promise<readonly number[]> {
  return page.evaluate(([name, source, letters]) => bench.flushes(name, source, letters), [way, text, size] as const);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How an answer is drawn while it streams: each way with its layout, in one page and one run. */
export async function streaming(panel: Panel): Promise<void> {
  const page = await panel.open(answered(''));
  await bring(page, 'panelWays.ts');
  const texts = { 'mixed, 60 KB': panelTexts.mixed(whole), 'mixed, 120 KB': panelTexts.mixed(2 * whole), 'one list': panelTexts.list(whole), 'one table': panelTexts.table(whole), 'one fence': panelTexts.code(whole), 'one paragraph': panelTexts.paragraph(whole) };
  const mixed = texts['mixed, 60 KB'];
  const runs = new Map<string, (readonly number[])[]>();
  const run = async (way: Way, name: string, text: string): Promise<void> => {
    runs.set(`${name} | ${way}`, [...(runs.get(`${name} | ${way}`) ?? []), await flushesOf(page, way, text)]);
  };
  for (const way of drawnAlong) await flushesOf(page, way, mixed.slice(0, 10_000));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, text] of Object.entries(texts)) for (const way of drawnAlong) await run(way, name, text);
  }
  const anew = await flushesOf(page, 'markdown-it, all anew', mixed, flush * sampled);
  runs.set('mixed, 60 KB | markdown-it, all anew', [anew.flatMap((each) => Array.from({ length: sampled }, () => each))]);
  const base = median((runs.get('mixed, 60 KB | ours') ?? []).map(sum));
  printTable(`Panel: an answer that streams, ${String(flush)} characters a flush (script and layout)`, ['answer', 'way', 'n', 'total ms', 'p95 of a flush, ms', 'longest flush, ms', 'times ours, mixed'], [...runs].map(([name, all]) => {
    const total = median(all.map(sum));
    const middle = (part: number): string => median(all.map((each) => quantile(each, part))).toFixed(2);
    return [...name.split(' | '), String(all.length), total.toFixed(0), middle(0.95), middle(1), (total / base).toFixed(2)];
  }));
  await page.close();
}

/** The whole page under 15,000 deltas at 1,000 a second. */
export async function paced(panel: Panel): Promise<void> {
  const rows: (readonly string[])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await panel.open(answered('', { state: 'running' }));
    await bring(page, 'panelPace.ts');
    const { seconds, drawings, tasks } = await page.evaluate((pace) => bench.deltas(pace), { text: panelTexts.mixed(whole), size: delta, channel: chatChannel });
    if ((await page.getByRole('article').last().locator('p').count()) === 0) throw new Error('The page drew nothing of the answer.');
    const over = tasks.filter((duration) => duration > 50).length;
    rows.push([String(round + 1), seconds.toFixed(1), String(drawings.length), sum(drawings).toFixed(0), quantile(drawings, 0.95).toFixed(2), Math.max(...drawings).toFixed(1), String(over), Math.max(0, ...tasks).toFixed(0)]);
    await page.close();
  }
  printTable('Panel: 15,000 deltas at 1,000 a second into the whole page', ['round', 'seconds', 'drawings', 'ms in all', 'p95 of a drawing, ms', 'longest drawing, ms', 'tasks over 50 ms', 'longest of them, ms'], rows);
}
