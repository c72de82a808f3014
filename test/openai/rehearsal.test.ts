import assert from 'node:assert/strict';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { EngineEvent, Turn } from '../../src/core/engine.ts';
import type { SentRequest } from '../../src/core/sentRequest.ts';
import type { Attachment } from '../../src/shared/attachment.ts';
import type { Message } from '../../src/shared/message.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { assistantWith, weather } from './toolStage.ts';
import { bookmarkOf, EngineStage, past } from './engineStage.ts';

const file: Attachment = { id: 'f', kind: 'file', path: 'src/grüße.ts', lines: [1, 2], language: 'typescript', text: 'const a = "\u{1F600}";\n```\n' };
const prompt = { text: 'say yes', attachments: [file] };
const left = (requests: readonly SentRequest[]): readonly unknown[] => requests.map(({ method, address, body }) => [method, new URL(address).pathname, body]);
const continued = (bookmark: Turn['bookmark']): Partial<Turn> => ({ history: past('First', 'Yes.'), ...(bookmark === undefined ? {} : { bookmark }) });

describe('What would be sent', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
  });
  /** What the server received besides questions that tell it nothing. */
  const received = (): readonly unknown[] => server.requests.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path, JSON.stringify(body)]);
  /** What was shown, what was noted as sent, and what the server received, of a turn. */
  const compared = async (stage: EngineStage, more: Partial<Turn>): Promise<{ readonly shown: readonly SentRequest[]; readonly noted: readonly SentRequest[]; readonly events: readonly EngineEvent[] }> => {
    const noted: SentRequest[] = [];
    const before = server.requests.length;
    const shown = await stage.backEnd.preview(stage.turn('', { prompt, ...more }));
    assert.equal(server.requests.length, before);
    const events = await stage.events('', { prompt, ...more, sent: (request) => { noted.push(request); } });
    return { shown, noted, events };
  };

  const exact: Readonly<Record<string, Partial<Connection>>> = {
    'Chat Completions': { api: 'chatCompletions' }, 'Responses with stored responses': { api: 'responses', history: 'response' }, 'Responses with nothing stored': { api: 'responses', history: 'local' },
  };
  for (const [name, connection] of Object.entries(exact)) {
    it(`is, byte for byte, what is sent on ${name}: with the first turn, and with the second`, async () => {
      const stage = new EngineStage(server, connection, 'a-long-secret');
      const first = await compared(stage, { assistant: assistantWith([weather], { instructions: 'Be “brief”.', parameters: { temperature: 0.5, logit_bias: { 50256: -100 } } }) });
      const second = await compared(stage, continued(bookmarkOf(first.events)));
      assert.deepEqual([first.shown, second.shown], [first.noted, second.noted]);
      assert.deepEqual(left([...first.shown, ...second.shown]), received());
    });
  }

  it('is the same in Responses with conversations but for the id of a conversation that is yet to be made', async () => {
    const stage = new EngineStage(server, {});
    const first = await compared(stage, {});
    const bookmark = bookmarkOf(first.events);
    const second = await compared(stage, continued(bookmark));
    assert.deepEqual(first.shown, first.noted.map((request) => ({ ...request, body: request.body.replace(bookmark?.id ?? '?', '…') })));
    assert.deepEqual(second.shown, second.noted);
    assert.deepEqual(left([...first.noted, ...second.noted]), received());
  });

  it('knows what an engine has learnt of its server', async () => {
    server.set({ conversations: false, responses: false });
    const stage = new EngineStage(server, {});
    await stage.events('say yes');
    const { shown, noted } = await compared(stage, {});
    assert.deepEqual(shown, noted);
    assert.deepEqual(shown.map(({ address }) => address), [`${server.url}/chat/completions`]);
  });

  it('tells the Assistants API of the assistant, as if there were none yet, and of a thread and a run in one', async () => {
    const stage = new EngineStage(server, { api: 'assistants' });
    const first = await compared(stage, {});
    assert.deepEqual(first.shown.map(({ method, address }) => [method, address]), [['POST', `${server.url}/assistants`], ['POST', `${server.url}/threads/runs`]]);
    assert.deepEqual(first.shown[0], first.noted[0]);
    assert.deepEqual(first.shown[1]?.body, first.noted[1]?.body.replace(/"asst_[^"]+"/, '"…"'));
    const second = await compared(stage, continued(bookmarkOf(first.events)));
    assert.deepEqual(second.shown, second.noted);
    assert.deepEqual(second.shown.map(({ address }) => address.replace(/thread_\w+/, 'T')), [`${server.url}/threads/T`, `${server.url}/threads/T/messages`, `${server.url}/threads/T/runs`]);
  });

  for (const [name, connection] of Object.entries({
    ...exact, 'Responses with conversations': {}, 'the Assistants API': { api: 'assistants' },
  } satisfies Readonly<Record<string, Partial<Connection>>>)) {
    it(`goes on from an answer that is still arriving on ${name}, whose id is not known yet`, async () => {
      const stage = new EngineStage(server, connection);
      const bookmark = bookmarkOf(await stage.events('First'));
      const shown = await stage.backEnd.preview(stage.turn('', { prompt, history: past('First', 'Yes.') }), true);
      const { noted } = await compared(stage, continued(bookmark));
      assert.deepEqual(shown, noted.map(({ address, body, ...request }) => ({ ...request, address: address.replace(bookmark?.id ?? '?', '…'), body: body.replace(bookmark?.id ?? '?', '…') })));
    });
  }

  it('goes on from an answer that is still arriving where it is known that its conversation, or thread, goes on', async () => {
    for (const connection of [{}, { api: 'assistants' }] as const) {
      const stage = new EngineStage(server, connection);
      const before = continued(bookmarkOf(await stage.events('First')));
      assert.deepEqual(await stage.backEnd.preview(stage.turn('', { prompt, ...before }), true), (await compared(stage, before)).noted);
    }
  });

  it('is a history of its own where nothing is to be kept, whatever arrives', async () => {
    const stage = new EngineStage(server, {});
    const shown = await stage.backEnd.preview(stage.turn('', { prompt, history: past('First', 'Yes.'), unstored: true }), true);
    assert.match(shown.at(-1)?.body ?? '', /First/);
    assert.doesNotMatch(shown.at(-1)?.body ?? '', /"conversation"|"previous_response_id"/);
  });

  it('uploads an image to the Assistants API as often as it is rehearsed, each time once, and remembers no made-up id', async () => {
    const stage = new EngineStage(server, { api: 'assistants' });
    const bytes = new Uint8Array(5000).fill(7);
    const image: Attachment = { id: 'i', kind: 'file', path: 'shot.png', language: '', text: '', media: { mediaType: 'image/png', bytes: bytes.length, hash: 'a'.repeat(64) } };
    const history: readonly Message[] = [{ role: 'user', id: 'p', at: 1, text: 'Look.', attachments: [image] }];
    const more = { prompt: { text: 'say yes', attachments: [image] }, history, bytesOf: async () => bytes };
    const paths = async (): Promise<readonly string[]> => (await stage.backEnd.preview(stage.turn('', more))).map(({ address }) => new URL(address).pathname);
    const first = await paths();
    const { noted } = await compared(stage, more);
    assert.deepEqual([first, noted.map(({ address }) => new URL(address).pathname)], [['/v1/assistants', '/v1/files', '/v1/threads/runs'], first]);
    assert.deepEqual(server.requests.filter(({ path, status }) => path.includes('unknown') || status === 404), []);
    assert.deepEqual(await paths(), ['/v1/threads/runs']);
  });

  it('tells an agent’s session what it is told in truth, and forgets what it made up', async () => {
    const stage = new EngineStage(server, { api: 'agents' });
    const first = await compared(stage, {});
    assert.deepEqual(first.shown.map(({ address }) => address), [`${server.url}/agents`, `${server.url}/agents/sessions`]);
    assert.deepEqual(first.shown.map(({ body }) => body), first.noted.map(({ body }) => body.replace(/"agent_id":"[^"]+"/, '"agent_id":"…"')));
    const second = await compared(stage, continued(bookmarkOf(first.events)));
    assert.deepEqual(second.shown, second.noted);
  });

  it('is noted for each turn by itself, however many are under way', async () => {
    const stage = new EngineStage(server, { api: 'chatCompletions' });
    const sent = await Promise.all(['one', 'two', 'three'].map(async (word) => {
      const noted: string[] = [];
      await stage.events(`say ${word}`, { sent: ({ body }) => { noted.push(...[...body.matchAll(/"say (\w+)"/g)].map(([, said = '']) => said)); } });
      return noted;
    }));
    assert.deepEqual(sent, [['one'], ['two'], ['three']]);
  });

  it('names the headers and never what they hold', async () => {
    const stage = new EngineStage(server, { api: 'chatCompletions', headers: { 'X-Team': 'a-team-secret' } }, 'a-long-secret');
    const { shown, noted } = await compared(stage, {});
    assert.deepEqual(noted[0]?.headers, ['accept', 'authorization', 'content-type', 'user-agent', 'x-team']);
    assert.doesNotMatch(JSON.stringify([shown, noted]), /secret/);
  });

  it('needs no key, and a history of another engine is seeded', async () => {
    const history: readonly Message[] = past('First', 'Yes.');
    const stage = new EngineStage(server, { api: 'agents', auth: 'none' });
    const shown = await stage.backEnd.preview(stage.turn('', { prompt, history, bookmark: { place: 'elsewhere', kind: 'thread', id: 'x' }, assistant: { ...builtInAssistant, id: 'other' } }));
    assert.match(shown.at(-1)?.body ?? '', /What was said before.*The user: First.*You: Yes\./);
    assert.equal(server.requests.length, 0);
  });
});
