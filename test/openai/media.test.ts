import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Connection } from '../../src/core/connections.ts';
import type { Turn } from '../../src/core/engine.ts';
import type { Attachment } from '../../src/shared/attachment.ts';
import type { Message } from '../../src/shared/message.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { UploadedFile } from '../server/upload.ts';
import { KeptBytes } from '../support/fakes.ts';
import { samplePdf, samplePng } from '../support/sampleImages.ts';
import { bookmarkOf, EngineStage, textOf } from './engineStage.ts';

const png = samplePng();
const pngUrl = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
const pdfUrl = `data:application/pdf;base64,${Buffer.from(samplePdf).toString('base64')}`;

const record = v.record(v.string(), v.unknown());
const upload = v.object({ purpose: v.string(), file: v.instance(UploadedFile) });
const earlier = (...attachments: readonly Attachment[]): readonly Message[] => [
  { role: 'user', id: 'p', at: 1, text: 'Look.', attachments },
  { role: 'assistant', id: 'x', parentId: 'p', at: 2, assistantId: 'a', assistantName: 'A', connectionName: 'C', model: 'm', text: 'I see.', state: 'complete' },
];

describe('What goes with a prompt besides text', () => {
  let server: OfflineServer;
  let image: Attachment;
  let document: Attachment;
  const store = new KeptBytes();
  const bytesOf: Turn['bytesOf'] = ({ hash }) => store.read(hash);
  before(async () => {
    server = await startOfflineServer();
    image = { id: 'i', kind: 'file', path: 'docs/shot.png', language: '', text: '', media: { mediaType: 'image/png', bytes: png.length, hash: await store.keep(png) } };
    document = { id: 'd', kind: 'file', path: 'docs/plan.pdf', language: '', text: '', media: { mediaType: 'application/pdf', bytes: samplePdf.length, hash: await store.keep(samplePdf) } };
  });
  after(() => server.close());
  beforeEach(() => { server.reset(); });
  const stage = (api: Connection['api'], more: Partial<Connection> = {}): EngineStage => new EngineStage(server, { api, ...more });
  const asking = (...attachments: readonly Attachment[]): Partial<Turn> => ({ prompt: { text: 'say seen', attachments }, bytesOf });
  const bodies = (path: string): readonly unknown[] => server.requests.filter((request) => request.method === 'POST' && request.path === path).map(({ body }) => body);
  const body = (path: string): unknown => JSON.parse(JSON.stringify(bodies(path).at(-1)));
  const told = (path: string, key: string): unknown => v.parse(record, body(path))[key];

  it('is parts of one message in the Responses API: an image as its URL, a document with its name', async () => {
    assert.equal(textOf(await stage('responses').events('', asking(image, document))), 'seen\n\n[input_image]\n\n[input_file]');
    assert.deepEqual(told('/v1/responses', 'input'), [{
      role: 'user',
      content: [{ type: 'input_text', text: 'say seen' }, { type: 'input_image', image_url: pngUrl, detail: 'auto' }, { type: 'input_file', filename: 'plan.pdf', file_data: pdfUrl }],
    }]);
  });

  it('is sent by itself, without a word', async () => {
    await stage('responses').events('', { prompt: { text: '', attachments: [image] }, bytesOf });
    assert.deepEqual(told('/v1/responses', 'input'), [{ role: 'user', content: [{ type: 'input_image', image_url: pngUrl, detail: 'auto' }] }]);
  });

  it('is sent again with a history that no server keeps', async () => {
    await stage('responses', { history: 'local' }).events('', { ...asking(), history: earlier(image) });
    assert.deepEqual(told('/v1/responses', 'input'), [
      { role: 'user', content: [{ type: 'input_text', text: 'Look.' }, { type: 'input_image', image_url: pngUrl, detail: 'auto' }] },
      { role: 'assistant', content: 'I see.' },
      { role: 'user', content: 'say seen' },
    ]);
  });

  it('is parts of one message in the Chat Completions API', async () => {
    await stage('chatCompletions').events('', asking(image, document));
    assert.deepEqual([told('/v1/chat/completions', 'messages')].flat().slice(1), [
      { role: 'user', content: [{ type: 'text', text: 'say seen' }, { type: 'image_url', image_url: { url: pngUrl } }, { type: 'file', file: { filename: 'plan.pdf', file_data: pdfUrl } }] },
    ]);
  });

  it('is a file of the server in the Assistants API, which is uploaded once', async () => {
    const one = stage('assistants');
    const bookmark = bookmarkOf(await one.events('', asking(image)));
    assert.ok(bookmark !== undefined);
    await one.events('', { ...asking(image), history: earlier(image), bookmark });
    const uploads = bodies('/v1/files').map((sent) => {
      const { file, purpose } = v.parse(upload, sent);
      return [purpose, file.filename, Buffer.from(file.content()).equals(png)];
    });
    const id = /file-\w+/.exec(JSON.stringify(body(`/v1/threads/${bookmark.id}/messages`)))?.[0];
    assert.deepEqual([uploads, body(`/v1/threads/${bookmark.id}/messages`)], [
      [['vision', 'shot.png', true]],
      { role: 'user', content: [{ type: 'text', text: 'say seen' }, { type: 'image_file', image_file: { file_id: id } }] },
    ]);
  });

  it('is uploaded anew when the server has forgotten it (case 130)', async () => {
    const one = stage('assistants');
    await one.events('', asking(image));
    server.reset();
    assert.match(textOf(await one.events('', asking(image))), /^seen/);
    assert.equal(bodies('/v1/files').length, 1);
  });

  it('is an image of a message to an agent, and of what was said before', async () => {
    await stage('agents').events('', { ...asking(image), history: earlier(image) });
    const part = { type: 'input_image', image_url: pngUrl };
    assert.deepEqual(told('/v1/agents/sessions', 'input'), [
      { role: 'user', content: [{ type: 'input_text', text: 'What was said before in this conversation:\n\nThe user: Look.\n\nYou: I see.' }, part] },
      { role: 'user', content: [{ type: 'input_text', text: 'say seen' }, part] },
    ]);
  });

  for (const api of ['assistants', 'agents'] as const) {
    it(`is refused where it cannot be sent, before anything is: a document with ${api}`, async () => {
      const { end } = await stage(api).outcome('', asking(document));
      assert.deepEqual(end, { kind: 'notSupported', message: 'docs/plan.pdf is not sent. This connection takes no PDF files: take it off, or choose another connection.', action: 'chooseConnection' });
    });
  }

  it('is refused by a server of the Assistants API’s first version, whose messages are texts', async () => {
    server.set({ assistantsShape: 'v1' });
    const { end } = await stage('assistants').outcome('', asking(image));
    assert.ok(typeof end === 'object' && end.kind === 'notSupported' && /takes no images/.test(end.message), JSON.stringify(end));
    server.set({ assistantsShape: 'v2' });
  });

  it('is named in the history where it cannot be sent, or is lost', async () => {
    const lost: Attachment = { ...image, path: 'lost.png', media: { mediaType: 'image/png', bytes: 1, hash: 'f'.repeat(64) } };
    await stage('agents').events('', { ...asking(), history: earlier(document, lost) });
    assert.match(JSON.stringify(told('/v1/agents/sessions', 'input')), /Look\.\\n\\n\[docs\/plan\.pdf is not sent\. This connection takes no PDF files\.\]\\n\\n\[lost\.png is not kept any more\.\]/);
  });
});
