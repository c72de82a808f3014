// Runs in the page: an answer that comes at the pace of a fast model.
import { ViewFrames } from '../../src/core/viewFrames.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { sampleThreadId } from '../support/chatSamples.ts';

/** What the page told of itself while an answer came at the pace of a fast model. */
export interface Paced {
  readonly seconds: number;
  readonly drawings: readonly number[];
  readonly tasks: readonly number[];
}

/** Says deltas of so many characters, a thousand a second, in the messages that the host would make of them. */
export function deltas({ text, size, channel }: { readonly text: string; readonly size: number; readonly channel: string }): Promise<Paced> {
  const [drawings, tasks]: [number[], number[]] = [[], []];
  const observer = new PerformanceObserver((list) => { tasks.push(...list.getEntries().map(({ duration }) => duration)); });
  observer.observe({ type: 'longtask' });
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => frame((time) => {
    const start = performance.now();
    draw(time);
    void document.body.offsetHeight;
    drawings.push(performance.now() - start);
  });
  const frames = new ViewFrames((events) => { window.postMessage({ kind: 'events', channel, events }, window.origin); });
  const say = (event: ThreadEvent): void => { frames.tell({ type: 'thread', threadId: sampleThreadId, event }); };
  const begun = performance.now();
  return new Promise((resolve) => {
    let at = 0;
    const timer = setInterval(() => {
      for (const due = (performance.now() - begun) * size; at < due && at < text.length; at += size) say({ type: 'text', messageId: 'answer', text: text.slice(at, at + size) });
      if (at < text.length) return;
      clearInterval(timer);
      setTimeout(() => {
        observer.disconnect();
        resolve({ seconds: (performance.now() - begun) / 1000, drawings, tasks });
      }, 500);
    }, 4);
  });
}
