import assert from 'node:assert/strict';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { BackEnd, Engine, EngineEvent, Turn } from '../../src/core/engine.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import type { Bookmark } from '../../src/shared/bookmark.ts';
import type { Failure } from '../../src/shared/failure.ts';
import type { Message } from '../../src/shared/message.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { OfflineServer } from '../server/offlineServer.ts';

/** The text that arrived, and how the answer ended: its terminal event, a failure, or neither. */
export interface Outcome {
  readonly text: string;
  readonly end?: 'done' | Failure;
}

/** One connection to the offline server, and what it takes to ask through it. */
export class EngineStage {
  readonly server: OfflineServer;
  readonly connection: Connection;
  readonly backEnd: BackEnd;
  readonly engine: Engine;

  constructor(server: OfflineServer, connection: Partial<Connection>, secret?: string) {
    this.server = server;
    this.connection = { id: 'c', name: 'Offline', baseUrl: server.url, api: 'responses', auth: secret === undefined ? 'none' : 'key', headers: {}, ...connection };
    this.backEnd = makeBackEnd(this.connection, async () => secret);
    this.engine = this.backEnd.engine;
  }

  turn(text: string, more: Partial<Turn> = {}): Turn {
    return { assistant: builtInAssistant, model: 'offline-large', history: [], prompt: { text, attachments: [] }, without: [], call: async () => ({ ok: true, output: 'Done.' }), bytesOf: async () => undefined, ...more };
  }

  /** All events of an answer. */
  async events(text: string, more: Partial<Turn> = {}): Promise<EngineEvent[]> {
    const all: EngineEvent[] = [];
    for await (const event of this.engine.answer(this.turn(text, more), new AbortController().signal)) all.push(event);
    return all;
  }

  /** Has this said first: what goes before the next turn, if it was answered so. */
  async goesBefore(said: string, answered: string): Promise<Pick<Turn, 'bookmark' | 'history'>> {
    const bookmark = bookmarkOf(await this.events(said));
    return { history: past(said, answered), ...(bookmark === undefined ? {} : { bookmark }) };
  }

  /** What an answer came to. */
  async outcome(text: string, more: Partial<Turn> = {}): Promise<Outcome> {
    let words = '';
    try {
      for await (const event of this.engine.answer(this.turn(text, more), new AbortController().signal)) {
        if (event.type === 'text') words += event.text;
        if (event.type === 'done') return { text: words, end: event.incomplete ?? 'done' };
      }
      return { text: words };
    } catch (error) {
      assert.ok(error instanceof FailureError, String(error));
      return { text: words, end: error.failure };
    }
  }
}

/** An exchange that lies in the past. */
export function past(said: string, answered: string): readonly Message[] {
  return [
    { role: 'user', id: 'p', at: 1, text: said, attachments: [] },
    { role: 'assistant', id: 'x', parentId: 'p', at: 2, assistantId: 'a', assistantName: 'A', connectionName: 'C', model: 'm', text: answered, state: 'complete' },
  ];
}

export const textOf = (events: readonly EngineEvent[]): string => events.map((event) => (event.type === 'text' ? event.text : '')).join('');
export const bookmarkOf = (events: readonly EngineEvent[]): Bookmark | undefined => events.flatMap((event) => (event.type === 'note' && event.note.bookmark !== undefined ? [event.note.bookmark] : [])).at(-1);
