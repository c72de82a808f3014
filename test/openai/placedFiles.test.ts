import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Connection } from '../../src/core/connections.ts';
import type { EngineEvent, Turn, UploadMemory } from '../../src/core/engine.ts';
import { emptyDefinition, type Tool } from '../../src/core/assistant.ts';
import type { Attachment } from '../../src/shared/attachment.ts';
import type { Bookmark } from '../../src/shared/bookmark.ts';
import type { Message } from '../../src/shared/message.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { UploadedFile } from '../server/upload.ts';
import { EngineStage, textOf } from './engineStage.ts';

const table: Attachment = { id: 't', kind: 'file', path: 'data/table.csv', language: 'csv', text: 'a,b\n1,2\n', use: 'code' };
const log: Attachment = { id: 'l', kind: 'file', path: 'logs/run.log', language: 'log', text: 'Dogs have two ears.\n', use: 'search' };
const upload = v.object({ purpose: v.string(), file: v.instance(UploadedFile), expires_after: v.exactOptional(v.unknown()) });
const record = v.record(v.string(), v.unknown());
const asking = (...attachments: readonly Attachment[]): Partial<Turn> => ({ prompt: { text: 'say seen', attachments } });
const placedIn = (events: readonly EngineEvent[]): readonly Bookmark[] => events.flatMap((event) => (event.type === 'note' && event.note.placed !== undefined ? [event.note.placed] : [])).at(-1) ?? [];
const heard = (attachment: Attachment, placed: readonly Bookmark[]): readonly Message[] => [
  { role: 'user', id: 'p', at: 1, text: 'Look.', attachments: [attachment] },
  { role: 'assistant', id: 'x', parentId: 'p', at: 2, assistantId: 'a', assistantName: 'A', connectionName: 'C', model: 'm', text: 'I see.', state: 'complete', placed },
];

/** What one machine remembers. */
class Memory implements UploadMemory {
  readonly kept = new Map<string, string>();

  find(hash: string): { readonly id: string; readonly isOurs: boolean } | undefined {
    const id = this.kept.get(hash);
    return id === undefined ? undefined : { id, isOurs: true };
  }

  keep({ id, hash }: { readonly id: string; readonly hash: string }): void {
    this.kept.set(hash, id);
  }

  drop(id: string): void {
    for (const [hash, kept] of this.kept) if (kept === id) this.kept.delete(hash);
  }
}

describe('Files that travel apart from the prompt', () => {
  let server: OfflineServer;
  before(async () => { server = await startOfflineServer(); });
  after(() => server.close());
  beforeEach(() => { server.reset(); });
  const stage = (api: Connection['api'] = 'responses', more: Partial<Connection> = {}): EngineStage => new EngineStage(server, { api, ...more });
  const posts = (path: RegExp): readonly unknown[] => server.requests.filter((request) => request.method === 'POST' && path.test(request.path)).map(({ body }) => body);
  const uploads = (): readonly (readonly [string, string, string])[] => posts(/^\/v1\/files$/).map((body) => {
    const { purpose, file } = v.parse(upload, body);
    return [purpose, file.filename, new TextDecoder().decode(file.content())] as const;
  });
  const asked = (path = /^\/v1\/responses$/): Record<string, unknown> => v.parse(record, JSON.parse(JSON.stringify(posts(path).at(-1))));

  it('are uploaded for code: the tool is there with them, and the prompt names them in place of their text', async () => {
    const events = await stage().events('', asking(table));
    const [file] = placedIn(events);
    assert.deepEqual(uploads(), [['assistants', 'table.csv', table.text]]);
    assert.deepEqual([asked()['tools'], asked()['input']], [
      [{ type: 'code_interpreter', container: { type: 'auto', file_ids: [file?.id] } }],
      [{ role: 'user', content: 'say seen\n\n[data/table.csv is a file that your code can read.]' }],
    ]);
    assert.deepEqual([file?.kind, textOf(events).startsWith('seen')], ['file', true]);
    assert.deepEqual(events.flatMap((event) => (event.type === 'step' ? [[event.step.title, event.step.input, event.step.state]] : [])), [['Upload of data/table.csv', 'table.csv (8 bytes)', 'running'], ['Upload of data/table.csv', 'table.csv (8 bytes)', 'complete']]);
  });

  it('stand beside what the assistant names itself', async () => {
    const tool: Tool = { type: 'code_interpreter', container: { type: 'auto', memory_limit: '4g', file_ids: ['file-own'] } };
    const { assistant } = stage().turn('');
    const events = await stage().events('', { ...asking(table), assistant: { ...assistant, tools: [tool] } });
    assert.deepEqual(asked()['tools'], [{ type: 'code_interpreter', container: { type: 'auto', memory_limit: '4g', file_ids: ['file-own', placedIn(events)[0]?.id] } }]);
  });

  it('are refused with a sentence by a container of the user’s own', async () => {
    const { end } = await stage().outcome('', { ...asking(table), assistant: { ...emptyDefinition, id: 'a', name: 'A', tools: [{ type: 'code_interpreter', container: 'cntr_1' }] } });
    assert.deepEqual(end, { kind: 'notSupported', message: 'The container that this assistant names takes no files from here: let them travel as text, or let the assistant name none.', action: 'retry' });
  });

  it('are sent once to a server, whichever thread they go with', async () => {
    const memory = new Memory();
    await stage().events('', { ...asking(table), uploads: memory });
    await stage().events('', { ...asking({ ...table, id: 'u', path: 'other/table.csv' }), uploads: memory });
    assert.equal(uploads().length, 1);
  });

  it('are sent again where the server has lost them', async () => {
    const memory = new Memory();
    const [lost] = placedIn(await stage().events('', { ...asking(table), uploads: memory }));
    await stage().engine.forget(lost ?? { place: '', kind: 'file', id: '' }, new AbortController().signal);
    const [found] = placedIn(await stage().events('', { ...asking(table), uploads: memory }));
    assert.deepEqual([uploads().length, found?.id === lost?.id, [...memory.kept.values()]], [2, false, [found?.id]]);
  });

  it('go on being there for what follows', async () => {
    const one = stage();
    const placed = placedIn(await one.events('', asking(table)));
    await one.events('', { history: heard(table, placed), prompt: { text: 'say more', attachments: [] } });
    assert.deepEqual([uploads().length, asked()['tools']], [1, [{ type: 'code_interpreter', container: { type: 'auto', file_ids: [placed[0]?.id] } }]]);
  });

  it('are read into a vector store of their thread to be searched, as text where servers do not know their kind', async () => {
    const one = stage();
    const events = await one.events('', { prompt: { text: 'How many ears does a dog have?', attachments: [log] } });
    const [file, store] = placedIn(events);
    assert.deepEqual(uploads(), [['assistants', 'run.log.txt', log.text]]);
    assert.deepEqual(asked()['tools'], [{ type: 'file_search', vector_store_ids: [store?.id] }]);
    assert.deepEqual(posts(/^\/v1\/vector_stores$/), [{ name: 'Files of a thread', metadata: { made_by: 'workspace-assistants', of: 'thread' }, expires_after: { anchor: 'last_active_at', days: 7 } }]);
    assert.deepEqual(events.flatMap((event) => (event.type === 'note' ? (event.note.citations ?? []) : [])).map(({ fileId, name }) => [fileId, name]), [[file?.id, 'run.log.txt']]);
    await one.events('', { history: heard(log, placedIn(events)), prompt: { text: 'say more', attachments: [] } });
    assert.deepEqual([uploads().length, posts(/^\/v1\/vector_stores$/).length, asked()['tools']], [1, 1, [{ type: 'file_search', vector_store_ids: [store?.id] }]]);
  });

  it('have a new vector store where the server has let go of theirs', async () => {
    const one = stage();
    const placed = placedIn(await one.events('', asking(log)));
    const [, store] = placed;
    await one.engine.forget(store ?? { place: '', kind: 'file', id: '' }, new AbortController().signal);
    const again = placedIn(await one.events('', { history: heard(log, placed), prompt: { text: 'say more', attachments: [] } }));
    assert.deepEqual([again[1]?.kind, again[1]?.id === store?.id, asked()['tools']], ['vectorStore', false, [{ type: 'file_search', vector_store_ids: [again[1]?.id] }]]);
  });

  it('hang on their messages in the Assistants API, whose run has the tools', async () => {
    const events = await stage('assistants').events('', asking(table, log));
    const [first, second] = placedIn(events);
    const { thread, tools } = asked(/^\/v1\/threads\/runs$/);
    assert.deepEqual([v.parse(record, thread)['messages'], tools], [
      [{ role: 'user', content: 'say seen\n\n[data/table.csv is a file that your code can read.]\n\n[logs/run.log is a file that you can search.]', attachments: [{ file_id: first?.id, tools: [{ type: 'code_interpreter' }] }, { file_id: second?.id, tools: [{ type: 'file_search' }] }] }],
      [{ type: 'code_interpreter' }, { type: 'file_search' }],
    ]);
  });

  it('are let go of after a day where nothing of the thread is to be stored', async () => {
    await stage().events('', { ...asking(table), unstored: true });
    assert.deepEqual(posts(/^\/v1\/files$/).map((body) => v.parse(upload, body).expires_after), [{ anchor: 'created_at', seconds: '86400' }]);
  });

  it('are shown before they are sent: the form with what the file holds, and nothing goes out', async () => {
    const requests = await stage().backEnd.preview(stage().turn('say seen', asking(table, log)));
    assert.deepEqual(requests.map(({ address, body }) => [new URL(address).pathname, body.includes('…')]), [
      ['/v1/files', false], ['/v1/files', false], ['/v1/vector_stores', false], ['/v1/vector_stores/%E2%80%A6/files', true], ['/v1/conversations', false], ['/v1/responses', true],
    ]);
    assert.deepEqual(JSON.parse(requests[0]?.body ?? ''), { file: { filename: 'table.csv', bytes: 8, text: 'a,b\n1,2\n' }, purpose: 'assistants' });
    assert.deepEqual(server.requests, []);
    const one = stage();
    const placed = placedIn(await one.events('', asking(log)));
    const next = await one.backEnd.preview(one.turn('say more', { history: heard(log, placed) }));
    assert.deepEqual(next.map(({ address }) => new URL(address).pathname), ['/v1/conversations', '/v1/responses']);
  });

  it('that cannot be read in fail the turn that brings them, and no later one', async () => {
    const one = stage();
    const placed = placedIn(await one.events('', asking(log)));
    server.set({ ingestion: 'failing' });
    const { end } = await one.outcome('', asking({ ...log, id: 'm', text: 'Cats have two ears.\n', path: 'logs/other.log' }));
    assert.match(end === 'done' || end === undefined ? '' : end.message, /^logs\/other\.log cannot be searched there: The server .* Let it travel in another way\.$/);
    const lost = await one.outcome('', { history: [...heard(log, placed), ...heard({ ...log, id: 'm', text: 'Cats have two ears.\n' }, [])], prompt: { text: 'say on', attachments: [] } });
    assert.deepEqual(lost, { text: 'on', end: 'done' });
  });

  it('are parts of the prompt where they are Office files that are to be read whole', async () => {
    const bytes = new TextEncoder().encode('PK');
    const office: Attachment = { id: 'o', kind: 'file', path: 'docs/plan.docx', language: '', text: '', media: { mediaType: 'application/octet-stream', bytes: 2, hash: '0'.repeat(64) } };
    await stage().events('', { ...asking(office), bytesOf: async () => bytes });
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    assert.deepEqual(asked()['input'], [{ role: 'user', content: [{ type: 'input_text', text: 'say seen' }, { type: 'input_file', filename: 'plan.docx', file_data: `data:${type};base64,UEs=` }] }]);
  });

  it('are told to be impossible where a server keeps no files', async () => {
    server.set({ files: false });
    const { end } = await stage().outcome('', asking(table));
    assert.match(end === 'done' || end === undefined ? '' : `${end.kind}: ${end.message}`, /^notSupported: .* keeps no files\.$/);
  });
});
