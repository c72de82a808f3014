import assert from 'node:assert/strict';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import { continuePrompt } from '../../src/core/saying.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { Failure, FailureKind } from '../../src/shared/failure.ts';
import type { Fault } from '../server/faults.ts';
import type { Features } from '../server/features.ts';
import { startOfflineServer } from '../server/offlineServer.ts';
import { eventually } from '../support/eventually.ts';
import { useOfflineServer } from '../support/useOfflineServer.ts';
import { bookmarkOf, EngineStage, type Outcome, past, textOf } from './engineStage.ts';

/** The server that an engine is to get along with, where it is not the usual one. */
export interface Circumstances {
  readonly features?: Partial<Features>;
  /** Whether answers arrive as they are written; true unless told. */
  readonly streams?: boolean;
  /** Whether an answer is to be had although its stream broke off; false unless told. */
  readonly recovers?: boolean;
  /** Whether a model is given its earlier answers as its own, so that it goes on with them; true unless told. */
  readonly toldAsItsOwn?: boolean;
}

/** What every engine promises, on whatever wire. */
export function describeEngine(name: string, connection: Partial<Connection>, { features = {}, streams = true, recovers = false, toldAsItsOwn = true }: Circumstances = {}): void {
  describe(`the engine contract on ${name}`, () => {
    const path = askPath[connection.api ?? 'responses'];
    const server = useOfflineServer({ features });
    let stage: EngineStage;
    beforeEach(() => {
      stage = new EngineStage(server(), connection);
    });

    it(`tells the text${streams ? ' as it arrives' : ''} and ends with the server`, async () => {
      const events = await stage.events('say Hello, wonderful world of streams');
      assert.equal(textOf(events), 'Hello, wonderful world of streams');
      assert.equal(events.filter(({ type }) => type === 'text').length > 1, streams);
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
      assert.equal(notes.findLast((note) => note.requestId !== undefined)?.requestId, server().requests.findLast((request) => request.path === path)?.requestId);
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

    it('recovers a bookmark that the server has forgotten (case 39)', async () => {
      const before = await stage.goesBefore('Blue is my colour.', 'Noted.');
      server().reset();
      const heard = textOf(await stage.events('what did I say', before));
      assert.match(heard, /Blue is my colour\./);
    });

    it('ignores a bookmark of another place', async () => {
      const bookmark = { place: 'elsewhere', kind: 'conversation', id: 'conv_elsewhere' } as const;
      assert.match(textOf(await stage.events('what did I say', { history: past('Red it is.', 'Noted.'), bookmark })), /Red it is\./);
    });

    it('stops at once on abort, and lets the server know (case 54)', async () => {
      const controller = new AbortController();
      let after = 0;
      for await (const event of stage.engine.answer(stage.turn('slow'), controller.signal)) {
        if (controller.signal.aborted && event.type === 'text') after += 1;
        if (event.type === 'text' || (!streams && event.type === 'note' && event.note.status === 'in_progress')) controller.abort();
      }
      assert.equal(after, 0);
      await eventually(() => server().requests.some((request) => (request.path === path && request.outcome === 'closedByClient') || request.path.endsWith('/cancel')), true);
    });

    if (toldAsItsOwn) {
      it('goes on where an answer broke off, and repeats none of it', async () => {
        const history = past('count to 6', '1\n2\n3\n');
        assert.equal((await stage.outcome(continuePrompt, { history })).text, '4\n5\n6');
      });
    }

    it('shows a refusal in the model’s words (case 25)', async () => {
      server().plan({ fault: 'refusal', path });
      const { text, end } = await stage.outcome('say hello');
      assert.ok(text.length > 0 && end === 'done', JSON.stringify(end));
    });

    it('never sends anything twice by itself (case 33)', async () => {
      server().plan({ fault: 'status', status: 500, path });
      await stage.outcome('say hello');
      assert.equal(server().requests.filter((request) => request.path === path).length, 1);
    });

    for (const [kind, action, when, fault] of failures) {
      it(`says what failed when ${when}`, async () => {
        server().plan({ ...fault, path, times: 2 });
        assertFailure(await stage.outcome(numbers), kind, action);
      });
    }

    if (streams) describeStreams();

    it('tells how long to wait after too many requests (case 28)', async () => {
      server().plan({ fault: 'status', status: 429, headers: { 'retry-after': '120' }, path });
      const { end } = await stage.outcome('say hello');
      assert.ok(typeof end === 'object' && end.retryAfter === 120);
    });

    it('says that a key was refused, and not which (case 36)', async () => {
      server().set({ apiKey: 'the-right-one' });
      const keyed = new EngineStage(server(), { ...connection, auth: 'key' }, 'sk-wrong-secret-key-12345');
      const { end } = await keyed.outcome('say hello');
      assert.deepEqual(end, { kind: 'keyRefused', message: `The key was refused by ${new URL(server().url).origin}.`, action: 'setKey' });
    });

    it('says that nobody answers (case 49)', async () => {
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

    function describeStreams(): void {
      it('reads a stream that comes byte by byte (cases 1, 22)', async () => {
        server().plan({ fault: 'byteByByte', path });
        assert.deepEqual(await stage.outcome('say Grüße 世界 🌍 fin'), { text: 'Grüße 世界 🌍 fin', end: 'done' });
      });

      it('leaves out one event that is no JSON, and goes on (case 14)', async () => {
        server().plan({ fault: 'garbage', after: 3, path });
        assert.deepEqual(await stage.outcome(numbers), { text: 'one two three four five six seven', end: 'done' });
      });

      it('says that an answer was cut short by its length (case 24)', async () => {
        server().plan({ fault: 'incomplete', path });
        const { end } = await stage.outcome(numbers);
        assert.ok(typeof end === 'object' && end.action === 'continue', JSON.stringify(end));
      });

      it('says what failed when an error comes in the midst of the answer (case 15)', async () => {
        server().plan({ fault: 'errorEvent', after: 3, path, times: 2 });
        assertFailure(await stage.outcome(numbers), 'serverError', 'retry');
      });

      for (const [kind, action, when, fault] of breaks) {
        it(`${recovers ? 'has the whole answer all the same' : 'says what failed'} when ${when}`, async () => {
          server().plan({ ...fault, path, times: 2 });
          const outcome = await stage.outcome(numbers);
          if (recovers) assert.deepEqual(outcome, { text: 'one two three four five six seven', end: 'done' });
          else if (kind === undefined) assert.ok(outcome.text.startsWith('one') && outcome.end === undefined, JSON.stringify(outcome));
          else assertFailure(outcome, kind, action);
        });
      }
    }
  });
}

const askPath: Readonly<Record<Connection['api'], string>> = {
  responses: '/v1/responses',
  chatCompletions: '/v1/chat/completions',
  assistants: '/v1/threads/runs',
  agents: '/v1/agents/sessions',
};

const numbers = 'say one two three four five six seven';

/** What keeps a server from answering. */
const failures: readonly (readonly [FailureKind, Failure['action'], string, Fault])[] = [
  ['keyRefused', 'openSettings', 'a key is wanted and none is sent (case 36)', { fault: 'status', status: 401 }],
  ['noCredit', 'chooseConnection', 'the account has no credit (case 30)', { fault: 'status', status: 429, code: 'insufficient_quota' }],
  ['rateLimited', 'retry', 'there were too many requests (case 28)', { fault: 'status', status: 429, headers: { 'retry-after': '7' } }],
  ['modelGone', 'chooseModel', 'the model is gone', { fault: 'status', status: 404, code: 'model_not_found' }],
  ['contextTooLong', 'newThread', 'the thread is too long', { fault: 'status', status: 400, code: 'context_length_exceeded' }],
  ['serverError', 'retry', 'the server has a problem (cases 33, 35)', { fault: 'status', status: 502 }],
  ['requestRefused', 'openLog', 'the request is refused (case 38)', { fault: 'status', status: 403 }],
  ['notThisApi', 'openSettings', 'a login page answers (cases 19, 40)', { fault: 'html' }],
  ['redirected', 'openSettings', 'the server sends the request elsewhere (case 41)', { fault: 'redirect', location: 'https://elsewhere.example/v1' }],
];

/** What breaks a stream off; without a kind, nobody says that it did. */
const breaks: readonly (readonly [FailureKind | undefined, Failure['action'], string, Fault])[] = [
  [undefined, 'retry', 'the stream ends before its terminal event (case 4)', { fault: 'endEarly', after: 4 }],
  ['offline', 'retry', 'the connection is lost midway (case 3)', { fault: 'cut', after: 3 }],
  ['notThisApi', 'retry', 'garbage comes in the midst of the answer (case 14)', { fault: 'garbage', after: 3, lines: 2 }],
  ['tooLarge', 'retry', 'one line does not end (case 16)', { fault: 'hugeLine', after: 3, megabytes: 24 }],
];

function assertFailure({ end }: Outcome, kind: FailureKind, action: Failure['action']): void {
  assert.ok(typeof end === 'object', JSON.stringify(end));
  assert.deepEqual([end.kind, end.action], [kind, action]);
  assert.match(end.message, /^[^<>{}\n]{10,300}\.$|: [^<>{}\n]+$/);
}
