import { flipped, oneOf, twisted } from './mutations.ts';

/** A stream of events whose events have been damaged, and how many were. */
export interface MutatedStream {
  readonly body: string;
  readonly mutations: number;
}

/** How likely it is for an event to be damaged. */
const share = 0.4;

type Damage = (events: string[], at: number, random: () => number) => void;

const damages: readonly [Damage, ...Damage[]] = [
  (events, at, random) => { events[at] = flipped(events[at] ?? '', random); },
  (events, at) => { events[at] = ''; },
  (events, at) => { events[at] = `${events[at] ?? ''}\n\n${events[at] ?? ''}`; },
  (events, at, random) => {
    const other = Math.floor(random() * events.length);
    [events[at], events[other]] = [events[other] ?? '', events[at] ?? ''];
  },
  (events, at, random) => { events[at] = (events[at] ?? '').slice(0, Math.floor(random() * (events[at] ?? '').length)); },
  withData, withData, withData, withData,
];

/** The same stream with some of its events flipped, dropped, doubled, swapped, cut or twisted. */
export function mutatedStream(body: string, random: () => number): MutatedStream {
  const events = body.split('\n\n');
  let mutations = 0;
  for (let at = 0; at < events.length - 1; at += 1) {
    if (random() >= share) continue;
    mutations += 1;
    oneOf(random, damages)(events, at, random);
  }
  const whole = events.join(oneOf(random, ['\n\n', '\n\n', '\r\n\r\n', '\r\r']));
  if (random() >= 0.05) return { body: whole, mutations };
  return { body: whole.slice(0, Math.floor(random() * whole.length)), mutations: mutations + 1 };
}

function withData(events: string[], at: number, random: () => number): void {
  const found = /^(?<head>[\s\S]*?data: )(?<data>.*)$/.exec(events[at] ?? '');
  const { head = '', data = '' } = found?.groups ?? {};
  try {
    events[at] = head + JSON.stringify(twisted(JSON.parse(data), random));
  } catch {
    events[at] = flipped(events[at] ?? '', random);
  }
}
