import assert from 'node:assert/strict';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { Engine, EngineEvent, Turn } from '../../src/core/engine.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import type { Bookmark, Failure, FailureKind, Message } from '../../src/shared/model.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { Fault } from '../server/faults.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';

/** One connection to the offline server, and what it takes to ask through it. */
export class EngineStage {
  readonly server: OfflineServer;
  readonly connection: Connection;
  readonly engine: Engine;

  constructor(server: OfflineServer, connection: Partial<Connection>, secret?: string) {
    this.server = server;
    this.connection = { id: 'c', name: 'Offline', baseUrl: server.url, api: 'responses', auth: secret === undefined ? 'none' : 'key', headers: {}, ...connection };
    this.engine = makeBackEnd(this.connection, async () => secret).engine;
  }

  turn(text: string, more: Partial<Turn> = {}): Turn {
    return { assistant: builtInAssistant, model: 'offline-large', history: [], prompt: { text, attachments: [] }, without: [], call: async () => ({ ok: true, output: 'Done.' }), ...more };
  }

  /** All events of an answer. */
  async events(text: string, more: Partial<Turn> = {}): Promise<EngineEvent[]> {
    const all: EngineEvent[] = [];
    for await (const event of this.engine.answer(this.turn(text, more), new AbortController().signal)) all.push(event);
    return all;
  }

  /** The text that arrived, and how the answer ended: its terminal event, a failure, or neither. */
  async outcome(text: string, more: Partial<Turn> = {}): Promise<{ readonly text: string; readonly end?: 'done' | Failure }> {
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

/** What every engine promises, on whatever wire. */
export function describeEngine(name: string, connection: Partial<Connection>): void {
  describe(`the engine contract on ${name}`, () => {
    let server: OfflineServer;
    let stage: EngineStage;
    before(async () => {
      server = await startOfflineServer();
    });
    after(() => server.close());
    beforeEach(() => {
      server.reset();
      stage = new EngineStage(server, connection);
    });

    it('streams text and ends with the server', async () => {
      const events = await stage.events('say Hello, wonderful world of streams');
      assert.equal(textOf(events), 'Hello, wonderful world of streams');
      assert.ok(events.filter(({ type }) => type === 'text').length > 1);
      assert.deepEqual(events.at(-1), { type: 'done' });
    });

    it('gives the model its instructions', async () => {
      const assistant = { ...builtInAssistant, id: 'p', name: 'Pirate', instructions: 'Talk like a pirate.' };
      assert.match(textOf(await stage.events('Who are you?', { assistant })), /Talk like a pirate\./);
    });

    it('tells usage and the request’s id', async () => {
      const notes = (await stage.events('say one two three')).flatMap((event) => (event.type === 'note' ? [event.note] : []));
      const usage = notes.findLast((note) => note.usage !== undefined)?.usage;
      assert.ok(usage !== undefined && usage.inputTokens > 0 && usage.outputTokens > 0);
      assert.equal(notes.findLast((note) => note.requestId !== undefined)?.requestId, server.requests.at(-1)?.requestId);
    });

    it('lets the model know what was said before', async () => {
      const heard = textOf(await stage.events('what did I say', { history: past('My dog is called Rex.', 'Noted.') }));
      assert.match(heard, /My dog is called Rex\./);
    });

    it('continues from its bookmark, if it gives one, and says each thing once', async () => {
      const first = await stage.events('Blue is my colour.');
      const bookmark = bookmarkOf(first);
      const heard = textOf(await stage.events('what did I say', { history: past('Blue is my colour.', textOf(first)), ...(bookmark === undefined ? {} : { bookmark }) }));
      assert.equal(heard.split('Blue is my colour.').length - 1, 1, heard);
    });

    it('recovers a bookmark that the server has forgotten', async () => {
      const bookmark = bookmarkOf(await stage.events('Blue is my colour.'));
      server.reset();
      const heard = textOf(await stage.events('what did I say', { history: past('Blue is my colour.', 'Noted.'), ...(bookmark === undefined ? {} : { bookmark }) }));
      assert.match(heard, /Blue is my colour\./);
    });

    it('ignores a bookmark of another place', async () => {
      const bookmark = { place: 'elsewhere', kind: 'conversation', id: 'conv_elsewhere' } as const;
      assert.match(textOf(await stage.events('what did I say', { history: past('Red it is.', 'Noted.'), bookmark })), /Red it is\./);
    });

    it('stops at once on abort, and lets the server know', async () => {
      const controller = new AbortController();
      const seen: string[] = [];
      for await (const event of stage.engine.answer(stage.turn('slow'), controller.signal)) {
        if (event.type === 'text') seen.push(event.text);
        if (seen.length === 3) controller.abort();
      }
      await server.settled();
      assert.equal(seen.length, 3);
      assert.equal(server.requests.at(-1)?.outcome, 'closedByClient');
    });

    it('ends without “done” when the stream ends before its terminal event', async () => {
      server.plan({ fault: 'endEarly', after: 4, path: pathOf(stage.connection) });
      const { text, end } = await stage.outcome('say one two three four five six seven');
      assert.ok(text.startsWith('one') && end === undefined, JSON.stringify(end));
    });

    it('reads a stream that comes byte by byte', async () => {
      server.plan({ fault: 'byteByByte', path: pathOf(stage.connection) });
      assert.deepEqual(await stage.outcome('say Grüße 世界 🌍 fin'), { text: 'Grüße 世界 🌍 fin', end: 'done' });
    });

    it('says that an answer was cut short by its length', async () => {
      server.plan({ fault: 'incomplete', path: pathOf(stage.connection) });
      const { end } = await stage.outcome('say one two three four five six seven');
      assert.ok(typeof end === 'object' && end.action === 'continue', JSON.stringify(end));
    });

    it('shows a refusal in the model’s words', async () => {
      server.plan({ fault: 'refusal', path: pathOf(stage.connection) });
      const { text, end } = await stage.outcome('say hello');
      assert.ok(text.length > 0 && end === 'done', JSON.stringify(end));
    });

    it('never sends anything twice by itself', async () => {
      server.plan({ fault: 'status', status: 500, path: pathOf(stage.connection) });
      await stage.outcome('say hello');
      assert.equal(server.requests.filter(({ path }) => path === pathOf(stage.connection)).length, 1);
    });

    const failures: readonly (readonly [FailureKind, Failure['action'], string, Fault])[] = [
      ['keyRefused', 'openSettings', 'a key is wanted and none is sent', { fault: 'status', status: 401 }],
      ['noCredit', 'chooseConnection', 'the account has no credit', { fault: 'status', status: 429, code: 'insufficient_quota' }],
      ['rateLimited', 'retry', 'there were too many requests', { fault: 'status', status: 429, headers: { 'retry-after': '7' } }],
      ['modelGone', 'chooseModel', 'the model is gone', { fault: 'status', status: 404, code: 'model_not_found' }],
      ['contextTooLong', 'newThread', 'the thread is too long', { fault: 'status', status: 400, code: 'context_length_exceeded' }],
      ['serverError', 'retry', 'the server has a problem', { fault: 'status', status: 502 }],
      ['requestRefused', 'openLog', 'the request is refused', { fault: 'status', status: 403 }],
      ['notThisApi', 'openSettings', 'a login page answers', { fault: 'html' }],
      ['redirected', 'openSettings', 'the server sends the request elsewhere', { fault: 'redirect', location: 'https://elsewhere.example/v1' }],
      ['offline', 'retry', 'the connection is lost midway', { fault: 'cut', after: 3 }],
      ['serverError', 'retry', 'an error comes in the midst of the answer', { fault: 'errorEvent', after: 3 }],
      ['notThisApi', 'retry', 'garbage comes in the midst of the answer', { fault: 'garbage', after: 3 }],
      ['tooLarge', 'retry', 'one line does not end', { fault: 'hugeLine', after: 3, megabytes: 24 }],
    ];
    for (const [kind, action, when, fault] of failures) {
      it(`says what failed when ${when}`, async () => {
        server.plan({ ...fault, path: pathOf(stage.connection), times: 2 });
        const { end } = await stage.outcome('say one two three four five six seven');
        assert.ok(typeof end === 'object', JSON.stringify(end));
        assert.deepEqual([end.kind, end.action], [kind, action]);
        assert.match(end.message, /^[^<>{}\n]{10,300}\.$|: [^<>{}\n]+$/);
      });
    }

    it('tells how long to wait after too many requests', async () => {
      server.plan({ fault: 'status', status: 429, headers: { 'retry-after': '120' }, path: pathOf(stage.connection) });
      const { end } = await stage.outcome('say hello');
      assert.ok(typeof end === 'object' && end.retryAfter === 120);
    });

    it('says that a key was refused, and not which', async () => {
      server.set({ apiKey: 'the-right-one' });
      const keyed = new EngineStage(server, { ...connection, auth: 'key' }, 'sk-wrong-secret-key-12345');
      const { end } = await keyed.outcome('say hello');
      assert.deepEqual(end, { kind: 'keyRefused', message: `The key was refused by ${new URL(server.url).origin}.`, action: 'setKey' });
    });

    it('says that nobody answers', async () => {
      const alone = await startOfflineServer();
      const away = new EngineStage(alone, connection);
      await alone.close();
      const { end } = await away.outcome('say hello');
      assert.ok(typeof end === 'object' && end.kind === 'offline' && /Nothing answers at 127\.0\.0\.1/.test(end.message), JSON.stringify(end));
    });

    it('forgets what it may, and does not mind when it is gone already', async () => {
      const bookmark = bookmarkOf(await stage.events('say hello')) ?? { place: 'none', kind: 'response', id: 'resp_none' } as const;
      await stage.engine.forget(bookmark, new AbortController().signal);
      await stage.engine.forget(bookmark, new AbortController().signal);
    });
  });
}

function pathOf({ api }: Connection): string {
  return api === 'responses' ? '/v1/responses' : '/v1/chat/completions';
}
