import { deepEqual, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../src/core/connections.ts';
import { branch } from '../../src/shared/messageTree.ts';
import type { Fault } from '../server/faults.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { EngineChat } from './engineChat.ts';
import { numbersFrom } from './mutations.ts';

/** How long it goes on: a few seconds, unless told. */
const minutes = Number(process.env['FAULT_SOAK_MINUTES'] ?? 0.1);
const seed = Number(process.env['FAULT_SEED'] ?? 1);

const patience = { first: 400, next: 400 };
const turnsOfThread = 8;
const threadsOfChat = 10;
const mostTries = 8;

/** How long the server keeps a connection that nobody uses, and then some. */
const idle = 6000;

const wires: readonly (Partial<Connection> & { readonly asks: string })[] = [
  { api: 'responses', history: 'conversation', asks: '/v1/responses' },
  { api: 'responses', history: 'local', asks: '/v1/responses' },
  { api: 'chatCompletions', asks: '/v1/chat/completions' },
];

/** Each of these happens to one turn in a hundred: cases 3, 6, 28 and 32. */
const faults: readonly Fault[] = [
  { fault: 'cut', after: 4 }, { fault: 'stall', after: 4 }, { fault: 'status', status: 429, headers: { 'retry-after': '1' } }, { fault: 'status', status: 503 },
];
const share = 0.01;

interface Sample {
  readonly at: number;
  readonly memory: number;
}

function median(samples: readonly Sample[], from: number, to: number): number {
  const sorted = samples.filter(({ at }) => at >= from && at <= to).map(({ memory }) => memory).toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

/** Answers a whole thread, faults or none, and checks that everything stands in it once. */
async function talk(chat: EngineChat, server: OfflineServer, asks: string, random: () => number): Promise<number> {
  const said: string[] = [];
  const heard: string[] = [];
  let threadId: string | undefined;
  let tries = 0;
  for (let turn = 0; turn < turnsOfThread; turn += 1) {
    for (const fault of faults) if (random() < share) server.plan({ ...fault, path: asks });
    const length = 5 + Math.floor(random() * 20);
    said.push(`count to ${String(length)}`);
    heard.push(Array.from({ length }, (_, index) => String(index + 1)).join('\n'));
    threadId = await chat.say(said.at(-1) ?? '', threadId);
    tries += 1;
    for (let again = 0; again < mostTries && chat.last(threadId)?.state !== 'complete'; again += 1) {
      await chat.retry(threadId);
      tries += 1;
    }
  }
  const { messages, leafId } = chat.threads.open(threadId ?? '');
  const shown = branch(messages, leafId);
  deepEqual([shown.filter(({ role }) => role === 'user'), shown.filter(({ role }) => role === 'assistant')].map((all) => all.map(({ text }) => text)), [said, heard]);
  // One that is given up before it has left does not arrive.
  const arrived = server.requests.filter(({ method, path }) => method === 'POST' && path === asks).length;
  ok(arrived <= tries, `Of ${String(tries)} requests, ${String(arrived)} arrived.`);
  return tries - turnsOfThread;
}

describe('turns without end against a server that fails now and then', () => {
  it(`lose nothing, double nothing and leave nothing open in ${String(minutes)} minutes (cases 3, 6, 28, 32, 135)`, async function soak() {
    this.timeout(0);
    const server = await startOfflineServer({ contract: false });
    const random = numbersFrom(seed);
    const samples: Sample[] = [];
    const begun = performance.now();
    const end = begun + minutes * 60_000;
    let threads = 0;
    let repeated = 0;
    let socketsThen = 0;
    try {
      while (performance.now() < end) {
        for (const { asks, ...wire } of wires) {
          const chat = new EngineChat({ id: 'c', name: 'Here', baseUrl: server.url, api: 'responses', auth: 'none', headers: {}, ...wire }, patience);
          for (let thread = 0; thread < threadsOfChat && performance.now() < end; thread += 1) {
            repeated += await talk(chat, server, asks, random);
            threads += 1;
            server.reset();
          }
        }
        globalThis.gc?.();
        samples.push({ at: performance.now(), memory: process.memoryUsage().rss });
        if (socketsThen === 0 && performance.now() > begun + (end - begun) / 5) {
          await sleep(idle);
          socketsThen = sockets();
        }
      }
      await sleep(idle);
    } finally {
      await server.close();
    }
    const fifth = (end - begun) / 5;
    const [then, now] = [median(samples, begun + fifth * 0.5, begun + fifth * 1.5), median(samples, end - fifth, end + fifth)];
    if (minutes >= 1) {
      const growth = ((now / then - 1) * 100).toFixed(1);
      console.log(`      ${String(threads * turnsOfThread)} turns, ${String(repeated)} of them repeated; memory ${(then / 1e6).toFixed(0)} → ${(now / 1e6).toFixed(0)} MB (${growth} %), sockets ${String(socketsThen)} → ${String(sockets())}`);
      ok(now <= then * 1.05, `The memory grew by ${growth} %.`);
    }
    ok(sockets() <= socketsThen, `There were ${String(socketsThen)} sockets, and are ${String(sockets())}.`);
  });
});
