import assert from 'node:assert/strict';
import * as v from 'valibot';
import { connect, FailureError, serve, type Port } from '../../src/shared/rpc.ts';
import type { Wire } from '../../src/shared/wire.ts';
import { eventually } from '../support/eventually.ts';

interface Clock {
  add(ask: { readonly a: number; readonly b: number }): Promise<number>;
  now(): Promise<string>;
}

const wire: Wire<Clock> = {
  add: { ask: v.strictObject({ a: v.number(), b: v.number() }), reply: v.number() },
  now: { ask: v.undefined(), reply: v.string() },
};
const failure = { kind: 'internal', message: 'No.', action: 'openLog' } as const;

interface Stage {
  readonly clock: Clock;
  /** How many messages of the page were turned away. */
  readonly away: () => number;
  readonly heard: unknown[];
  readonly tell: (event: unknown) => void;
  readonly page: Port;
  readonly close: () => void;
}

const endOf = (port: MessagePort): Port => ({
  post: (message) => {
    port.postMessage(message);
  },
  listen: (receive) => {
    const listener = (event: MessageEvent): void => {
      receive(event.data);
    };
    port.addEventListener('message', listener);
    port.start();
    return { dispose: () => { port.removeEventListener('message', listener); } };
  },
});

const notPlayed = (): Promise<never> => Promise.reject(new Error('not played'));

/** The two ends of one MessageChannel, so that everything that crosses is a structured clone. */
function stage(api: Partial<Clock>): Stage {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  let away = 0;
  const server = serve<Clock>({ port: endOf(port1), channel: 'c', wire, api: { add: notPlayed, now: notPlayed, ...api }, explain: () => failure, turnedAway: (count) => { away = count; } });
  const page = endOf(port2);
  const client = connect<Clock, string>({ port: page, channel: 'c', wire, event: v.string(), hear: (event) => heard.push(event) });
  const close = (): void => {
    client.dispose();
  };
  opened.push(() => {
    close();
    server.dispose();
    port1.close();
  });
  return { clock: client.api, away: () => away, heard, tell: server.tell, page, close };
}

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

describe('the wire between host and page', () => {
  it('answers a question', async () => {
    const { clock } = stage({ add: async ({ a, b }) => a + b, now: async () => 'noon' });
    assert.deepEqual([await clock.add({ a: 2, b: 3 }), await clock.now()], [5, 'noon']);
  });

  it('answers a question whose handler throws with a failure', async () => {
    const { clock } = stage({ now: () => Promise.reject(new Error('secret details')) });
    await assert.rejects(clock.now(), (error) => error instanceof FailureError && error.failure.message === 'No.');
  });

  it('refuses a question of the wrong shape without asking the handler (case 103)', async () => {
    let asked = 0;
    const { clock } = stage({ add: async () => { asked += 1; return 0; } });
    // @ts-expect-error -- a page that does not keep to the contract
    await assert.rejects(clock.add({ a: 1, b: 'two', c: 3 }), /not sent/);
    assert.equal(asked, 0);
  });

  it('does not take an answer of the wrong shape for one', async () => {
    // @ts-expect-error -- a host that does not keep to the contract
    const { clock } = stage({ now: async () => 12 });
    await assert.rejects(clock.now(), /could not be read/);
  });

  it('passes events on, and drops those of no known shape', async () => {
    const { clock, heard, tell } = stage({ now: async () => 'noon' });
    tell('one');
    tell({ two: 2 });
    tell('three');
    await clock.now();
    assert.deepEqual(heard, ['one', 'three']);
  });

  it('drops what comes from another channel, from no method, or from nowhere, and counts it (case 103)', async () => {
    const { clock, page, away } = stage({ now: async () => 'noon' });
    const forged = [
      null, 'x', 7, [], {}, { kind: 'call' }, { kind: 'call', channel: 'other', id: 1, method: 'now' }, { kind: 'call', channel: 'c', id: 99, method: 'constructor', ask: {} },
      { kind: 'call', channel: 'c', id: 99, method: '__proto__' }, { kind: 'call', channel: 'c', id: 'x', method: 'now' }, { kind: 'call', channel: 'c', id: 1, method: 'now', path: '/etc/passwd' },
      { kind: 'execute', channel: 'c', id: 1, method: 'now' }, { kind: 'reply', channel: 'c', id: 1, reply: 'forged' }, { kind: 'call', channel: ['c'], id: 1, method: 'now' },
    ];
    for (const message of forged) page.post(message);
    assert.equal(await clock.now(), 'noon');
    assert.equal(away(), forged.length);
  });

  it('drops what is too much at once (case 103)', async () => {
    let asked = 0;
    const { page, away } = stage({ now: async () => { asked += 1; return 'noon'; } });
    for (let number = 0; number < 20_000; number += 1) page.post({ kind: 'call', channel: 'c', id: number, method: 'now' });
    await eventually(() => asked + away(), 20_000);
    assert.ok(asked < 10_000, String(asked));
  });

  it('is not asked too much at once: each question beyond that is answered at the page (case 103)', async () => {
    const { clock, away } = stage({ add: async () => 0 });
    const answers = await Promise.allSettled(Array.from({ length: 10_000 }, () => clock.add({ a: 1, b: 1 })));
    assert.ok(answers.some((answer) => answer.status === 'rejected' && answer.reason instanceof FailureError && answer.reason.failure.kind === 'busy'));
    assert.equal(away(), 0);
  });

  it('rejects what is pending when it is disposed', async () => {
    const { clock, close } = stage({ now: () => new Promise(() => undefined) });
    const pending = clock.now();
    close();
    await assert.rejects(pending, /closed/);
  });
});
