import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { windowOf } from '../../src/core/threadWindow.ts';
import { ViewFrames } from '../../src/core/viewFrames.ts';
import type { Thread } from '../../src/shared/thread.ts';
import type { ViewEvent } from '../../src/shared/viewEvents.ts';
import { applyThreadEvent, foldThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { eventually } from '../support/eventually.ts';
import { sampleAnswer, samplePrompt, sampleThread } from '../support/chatSamples.ts';
import { openBenchPage, type BenchPage } from './benchPage.ts';
import { median, printTable, timed } from './table.ts';

const rounds = 9;
const lengths = [100, 1000, 10_000] as const;

const paragraph = 'Steep it for **three minutes** at `80 °C`, and pour it off.\n\n- one cup\n- one spoon\n\n';

function threadOf(length: number): Thread {
  const messages = Array.from({ length: length / 2 }, (_, index) => {
    const prompt = samplePrompt(`p${String(index)}`, `How long, and how hot, for tea number ${String(index)}?`, index === 0 ? {} : { parentId: `a${String(index - 1)}` });
    return [prompt, sampleAnswer(`a${String(index)}`, prompt.id, paragraph)];
  });
  return sampleThread(messages.flat(), { id: `thread ${String(length)}` });
}

const opened = (thread: Thread): ViewEvent => ({ type: 'opened', thread });
const happened = (thread: Thread, event: ThreadEvent): ViewEvent => ({ type: 'thread', threadId: thread.id, event });

/** The events that add an exchange to the end of a thread. */
function exchange(thread: Thread, number: number): readonly ThreadEvent[] {
  const prompt = samplePrompt(`q${String(number)}`, 'And then?', thread.leafId === undefined ? {} : { parentId: thread.leafId });
  return [{ type: 'prompted', at: number, message: prompt }, { type: 'answering', at: number, message: sampleAnswer(`b${String(number)}`, prompt.id, paragraph) }];
}

function ratios(measured: ReadonlyMap<string, readonly number[]>, base: string): readonly (readonly string[])[] {
  const baseline = median(measured.get(base) ?? []);
  return [...measured].map(([what, values]) => [what, median(values).toFixed(1), Math.min(...values).toFixed(1), Math.max(...values).toFixed(1), (median(values) / baseline).toFixed(2)]);
}

const columns = ['ms', 'median', 'least', 'most', 'ratio'];

function record(measured: Map<string, number[]>, what: string, value: number): void {
  measured.set(what, [...(measured.get(what) ?? []), value]);
}

/** Opening a thread: the host cuts the window, and the page is told and painted. */
async function opening(bench: BenchPage): Promise<void> {
  const threads = lengths.map((length) => threadOf(length));
  const measured = new Map<string, number[]>();
  const cuttings = new Map<string, number[]>();
  for (let round = -1; round < rounds; round += 1) {
    for (const thread of threads) {
      await bench.paint([{ type: 'opened' }]);
      let window = thread;
      const cutting = timed(() => { window = windowOf(thread); });
      const painting = await bench.paint([opened(window)]);
      if (round < 0) continue;
      record(cuttings, `${thread.messages.length.toLocaleString('en')} messages`, cutting);
      record(measured, `${thread.messages.length.toLocaleString('en')} messages`, cutting + painting);
    }
  }
  printTable('(c) Cutting the window, at the host', columns, ratios(cuttings, '100 messages'));
  printTable('(c) Opening a thread, to its first paint', columns, ratios(measured, '100 messages'));
}

/** Adding an exchange: at the host, and in the page, with a window and with everything loaded. */
async function adding(bench: BenchPage, show: (thread: Thread) => void): Promise<void> {
  const hosts = new Map<string, number[]>();
  const pages = new Map<string, number[]>();
  const heaps: (readonly string[])[] = [];
  for (const length of lengths) {
    const name = `${length.toLocaleString('en')} messages`;
    for (const whole of length === 100 ? [false] : [false, true]) {
      let truth = threadOf(length);
      show(truth);
      await bench.paint([{ type: 'opened' }]);
      await bench.paint([opened(whole ? truth : windowOf(truth))]);
      if (whole) await eventually(() => bench.page.getByRole('article').count(), length);
      heaps.push([whole ? `${name}, all loaded` : name, (await bench.heap()).toFixed(1), String(await bench.page.evaluate(() => document.querySelectorAll('*').length))]);
      for (let round = 0; round < rounds; round += 1) {
        const events = exchange(truth, round);
        const before = truth;
        record(hosts, name, timed(() => { truth = events.reduce(applyThreadEvent, truth); }));
        record(pages, whole ? `${name}, all loaded` : name, await bench.busy(events.map((event) => happened(before, event))));
      }
    }
  }
  printTable('(c) Adding an exchange, at the host', ['ms', 'median', 'least', 'most', 'ratio'], [...hosts].map(([what, values]) => [what, ...[median(values), Math.min(...values), Math.max(...values)].map((value) => value.toFixed(3)), (median(values) / median(hosts.get('1,000 messages') ?? [])).toFixed(2)]));
  printTable('(c) Adding an exchange, in the page: how long its main thread is busy', columns, ratios(pages, '1,000 messages'));
  printTable('(c) What the page holds', ['of', 'heap, MB', 'elements'], heaps);
}

/** Reading a thread from its log, in which each answer came in fifty pieces. */
function reading(): void {
  const rows = lengths.map((length) => {
    const { messages } = threadOf(length);
    const log = messages.flatMap((message): readonly ThreadEvent[] => {
      if (message.role === 'user') return [{ type: 'prompted', at: message.at, message }];
      const pieces = Array.from({ length: 50 }, (): ThreadEvent => ({ type: 'text', messageId: message.id, text: 'tea ' }));
      return [{ type: 'answering', at: message.at, message: { ...message, text: '', state: 'running' } }, ...pieces, { type: 'settled', at: message.at, messageId: message.id, outcome: { state: 'complete' } }];
    });
    const times = Array.from({ length: 3 }, () => timed(() => foldThread(log)));
    return [`${length.toLocaleString('en')} messages`, log.length.toLocaleString('en'), median(times).toFixed(1), (median(times) / (log.length / 1000)).toFixed(2)];
  });
  printTable('(c) Folding a log', ['of', 'events', 'ms', 'ms for 1,000 events'], rows);
}

/** How many messages a page is posted while an answer arrives at this many pieces a second. */
async function posting(): Promise<void> {
  const rows: (readonly string[])[] = [];
  for (const perSecond of [100, 1000]) {
    let posts = 0;
    let letters = 0;
    const frames = new ViewFrames((events) => {
      posts += 1;
      for (const event of events) if (event.type === 'thread' && event.event.type === 'text') letters += event.event.text.length;
    });
    const start = performance.now();
    let told = 0;
    while (performance.now() - start < 2000) {
      const due = ((performance.now() - start) / 1000) * perSecond;
      for (; told < due; told += 1) frames.tell({ type: 'thread', threadId: 't', event: { type: 'text', messageId: 'a', text: 'x' } });
      await new Promise((resolve) => { setTimeout(resolve, 1); });
    }
    frames.flush();
    const seconds = (performance.now() - start) / 1000;
    frames.dispose();
    rows.push([perSecond.toLocaleString('en'), told.toLocaleString('en'), letters.toLocaleString('en'), (posts / seconds).toFixed(1)]);
  }
  printTable('(c) Messages from the host to a page', ['pieces a second', 'told', 'posted', 'messages a second'], rows);
}

/** The page's script and styles as they are shipped, and what is loaded later. */
async function bundle(): Promise<void> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { outputFiles } = await build({
    absWorkingDir: root, entryPoints: ['webview/main.ts', 'webview/chat.css'], outdir: 'dist/webview', bundle: true, minify: true, splitting: true, format: 'esm', platform: 'browser', target: 'chrome142', write: false, logLevel: 'warning',
  });
  const rows = outputFiles.map(({ path, contents }) => [path.slice(root.length), (contents.length / 1000).toFixed(1), (gzipSync(contents).length / 1000).toFixed(1)]);
  printTable('(e) The page, minified (main.js is loaded first, other scripts when they are needed)', ['file', 'KB', 'KB, gzipped'], rows);
}

/** Measures long threads in the panel, and prints the tables. */
export async function panelThreads(): Promise<void> {
  let truth = threadOf(100);
  const bench = await openBenchPage(() => truth);
  try {
    await opening(bench);
    await adding(bench, (thread) => { truth = thread; });
  } finally {
    await bench.close();
  }
  reading();
  await posting();
  await bundle();
}
