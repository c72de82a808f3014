import { deepEqual, ok } from 'node:assert/strict';
import * as v from 'valibot';
import type { Connection } from '../../src/core/connections.ts';
import { threadEvent } from '../../src/shared/schemas.ts';
import { startOfflineServer } from '../server/offlineServer.ts';
import { EngineChat } from './engineChat.ts';
import { mutatedStream } from './mutatedStream.ts';
import { numbersFrom } from './mutations.ts';
import { instead, recorded, RecordedServer, type RecordedAnswer } from './recordedServer.ts';

/** How many mutated events are read, and from which seed on; a failure names the seed of its turn. */
const wanted = Number(process.env['FAULT_SERVER_EVENTS'] ?? 2000);
const firstSeed = Number(process.env['FAULT_SEED'] ?? 1);

/** How many turns go on at once, and how many turns a chat lives. */
const lanes = 16;
const turnsOfChat = 40;

const patience = { first: 20_000, next: 20_000 };
const prompts = ['count to 60', 'say Grüße 世界 🌍 one two three', 'call weather {"city":"Oslo"}', 'compute 6 * 7', 'make file squares.csv 1 4 9', 'fail refusal', 'fail incomplete', 'fail failed'];
const wires: readonly Partial<Connection>[] = [{ api: 'responses', history: 'conversation' }, { api: 'responses', history: 'local' }, { api: 'chatCompletions' }, { api: 'assistants' }, { api: 'agents' }];

interface Recording {
  readonly wire: Partial<Connection>;
  readonly prompt: string;
  readonly answers: readonly RecordedAnswer[];
}

function connectionTo(baseUrl: string, wire: Partial<Connection>): Connection {
  return { id: 'c', name: 'Here', baseUrl, api: 'responses', auth: 'none', headers: {}, ...wire };
}

/** What the offline server says to each prompt on each wire. */
async function recordings(): Promise<readonly Recording[]> {
  const server = await startOfflineServer({ contract: false });
  const all: Recording[] = [];
  try {
    for (const wire of wires) for (const prompt of prompts) {
      server.reset();
      all.push({ wire, prompt, answers: await recorded(() => new EngineChat(connectionTo(server.url, wire), patience).say(prompt)) });
    }
  } finally {
    await server.close();
  }
  return all;
}

function heapAfterCollection(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

describe('a server whose events are damaged at random', () => {
  it(`leaves every prompt and every thread intact, ${String(wanted)} damaged events on (cases 5, 10, 11, 12, 13, 14, 23, 58)`, async function fuzz() {
    this.timeout(0);
    const all = await recordings();
    const servers = new Map<string, RecordedServer>();
    const restore = instead((asked, url) => servers.get(url.pathname.split('/')[1] ?? '')?.answer(asked) ?? Response.error());
    const before = { ...Object.getOwnPropertyDescriptors(Object.prototype) };
    const begun = performance.now();
    let read = 0;
    let seed = firstSeed;
    let turns = 0;
    let startHeap = 0;
    let failed = false;
    const goesOn = (): boolean => read < wanted && !failed;
    const turn = async (lane: string, chats: Map<Partial<Connection>, EngineChat>): Promise<void> => {
      const own = seed;
      seed += 1;
      const random = numbersFrom(own);
      const recording = all[Math.floor(random() * all.length)];
      if (recording === undefined) return;
      servers.set(lane, new RecordedServer(recording.answers, (body) => {
        const mutated = mutatedStream(body, random);
        read += mutated.mutations;
        return mutated.body;
      }));
      const chat = chats.get(recording.wire) ?? new EngineChat(connectionTo(`http://127.0.0.1:9/${lane}/v1`, recording.wire), patience);
      chats.set(recording.wire, chat);
      const from = chat.events.length;
      const [said, answer] = chat.messages(await chat.say(recording.prompt));
      const kind = answer?.role === 'assistant' ? answer.failure?.kind : 'no answer';
      const unsound = chat.events.slice(from).filter((event) => !v.is(threadEvent, event));
      deepEqual([said?.text, kind === 'internal' || kind === 'stalled' ? kind : 'told', unsound], [recording.prompt, 'told', []], `seed ${String(own)}: ${recording.wire.api ?? ''}, “${recording.prompt}”`);
      turns += 1;
    };
    const lane = async (name: string): Promise<void> => {
      while (goesOn()) {
        const chats = new Map<Partial<Connection>, EngineChat>();
        for (let count = 0; count < turnsOfChat && goesOn(); count += 1) await turn(name, chats);
        if (startHeap === 0 && read > wanted / 10) startHeap = heapAfterCollection();
      }
    };
    try {
      await Promise.all(Array.from({ length: lanes }, (_, index) => lane(`lane${String(index)}`).catch((error: unknown) => {
        failed = true;
        throw error;
      })));
    } finally {
      restore();
    }
    const growth = heapAfterCollection() / startHeap;
    const seconds = (performance.now() - begun) / 1000;
    if (wanted >= 10_000) console.log(`      ${String(read)} damaged events in ${String(turns)} turns, ${seconds.toFixed(0)} s, ${(read / seconds).toFixed(0)} a second; heap × ${growth.toFixed(2)}`);
    deepEqual(Object.getOwnPropertyDescriptors(Object.prototype), before);
    // Without `--expose-gc` the heap is not what is in use.
    if (globalThis.gc !== undefined) ok(growth < 1.5, `The heap grew to ${growth.toFixed(2)} times its size.`);
  });
});
