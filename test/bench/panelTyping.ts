import Mocha from 'mocha';
import type { openChatPage } from '../support/chatPage.ts';
import { answered, sampleThreadId } from '../support/chatSamples.ts';
import { printTable, quantile } from './table.ts';

/** How fast an answer arrives while somebody types, in deltas a second, and how many of them come in one message. */
const deltas = 500;
const atOnce = 10;

const keys = 60;

/** Types into the composer's page and answers, for each key, the milliseconds from the press to the first frame after it. */
async function latencies(open: typeof openChatPage, isStreaming: boolean): Promise<readonly number[]> {
  const chat = await open({ thread: answered('So', { state: 'running' }) });
  const stop = new AbortController();
  const streaming = isStreaming ? stream(chat.tell, stop.signal) : Promise.resolve();
  const area = chat.page.getByRole('textbox', { name: 'Message' });
  await area.focus();
  await area.evaluate((element) => {
    const measured: number[] = [];
    element.addEventListener('keydown', (event) => {
      requestAnimationFrame(() => { setTimeout(() => { measured.push(performance.now() - event.timeStamp); }); });
    });
    Object.assign(window, { measured });
  });
  for (let key = 0; key < keys; key += 1) {
    await chat.page.keyboard.press(key % 6 === 5 ? 'Space' : 'a');
    await new Promise((resolve) => { setTimeout(resolve, 40); });
  }
  stop.abort();
  await streaming;
  const measured: unknown = await chat.page.evaluate('window.measured');
  return Array.isArray(measured) ? measured.filter((value) => typeof value === 'number') : [];
}

/** Has an answer grow at the given speed. */
async function stream(tell: Awaited<ReturnType<typeof openChatPage>>['tell'], signal: AbortSignal): Promise<void> {
  const begun = performance.now();
  for (let sent = 0; !signal.aborted; sent += atOnce) {
    const text = Array.from({ length: atOnce }, (_, index) => ((sent + index) % 40 === 39 ? '.\n\n' : ' word')).join('');
    void tell({ type: 'thread', threadId: sampleThreadId, event: { type: 'text', messageId: 'answer', text } });
    const wait = begun + ((sent + atOnce) / deltas) * 1000 - performance.now();
    if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait); });
  }
}

function row(what: string, values: readonly number[]): readonly string[] {
  return [what, String(values.length), ...[0.5, 0.95, 1].map((part) => quantile(values, part).toFixed(1))];
}

/** Prints how long it takes from a key to the frame that shows it, while an answer arrives and while none does. */
export async function panelTyping(): Promise<void> {
  // The pages of the tests close themselves at the end of a run of mocha.
  const mocha = new Mocha({ reporter: Mocha.reporters.Base, timeout: 60_000 });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  const { openChatPage: open } = await import('../support/chatPage.ts');
  const measured: (readonly number[])[] = [];
  const test = new Mocha.Test('typing', async () => {
    for (const isStreaming of [false, true]) measured.push(await latencies(open, isStreaming));
  });
  mocha.suite.addTest(test);
  const failures = await new Promise<number>((resolve) => { mocha.run(resolve); });
  const [quiet, streaming] = measured;
  if (failures > 0 || quiet === undefined || streaming === undefined) throw new Error('Typing could not be measured.', { cause: test.err });
  printTable('Typing into the composer, from the key to the frame after it', ['while', 'keys', 'median ms', 'p95 ms', 'max ms'], [row('nothing arrives', quiet), row(`an answer arrives at ${String(deltas)} deltas a second`, streaming)]);
}
