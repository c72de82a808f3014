import assert from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { ContextCounter } from '../../src/core/contextParts.ts';
import { Inspector } from '../../src/core/inspector.ts';
import { promptText } from '../../src/core/promptText.ts';
import type { SentRequest } from '../../src/core/sentRequest.ts';
import { withoutToolSecrets } from '../../src/core/shownRequest.ts';
import { summaryId } from '../../src/core/summary.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Preview } from '../../src/core/turnPreview.ts';
import type { Answer, Prompt } from '../../src/shared/message.ts';
import { KeptLog, MemorySentStore, MemoryThreadStore } from '../support/fakes.ts';

const address = 'http://127.0.0.1/v1/responses';
const headers = ['authorization', 'content-type'];
const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'key', headers: {} } as const;
const assistant: Assistant = { ...emptyDefinition, id: 'a', name: 'Duck', instructions: 'Be very brief.' };
const prompt: Prompt = { role: 'user', id: 'p', at: 1, text: 'one two', attachments: [{ id: 'f', kind: 'file', path: 'a.ts', language: 'ts', text: 'x' }] };
const answer: Answer = { role: 'assistant', id: 'x', parentId: 'p', at: 2, assistantId: 'a', assistantName: 'Duck', connectionName: 'Here', model: 'm', text: 'Yes.', state: 'complete' };
const body = { input: 'one two', instructions: 'Be very brief.' };
const sent: SentRequest = { method: 'POST', address, headers, body: JSON.stringify(body) };

/** An inspector of one thread, which counts words. */
function stage(requests: readonly SentRequest[], preview: Partial<Preview> = {}): { readonly inspector: Inspector; readonly shown: [string, string][]; readonly kept: MemorySentStore } {
  const shown: [string, string][] = [];
  const threads = new Threads(new MemoryThreadStore(), new KeptLog());
  threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: '' }, [{ type: 'prompted', at: 1, message: prompt }, { type: 'answering', at: 2, message: answer }]);
  const turn = { assistant, model: 'm', history: [], prompt, without: [], call: async () => ({ ok: true, output: '' }), bytesOf: async () => undefined };
  const kept = new MemorySentStore();
  const inspector = new Inspector({
    chat: { preview: async () => ({ turn, connection, requests, obstacles: [], ...preview }) },
    threads,
    sent: kept,
    counter: new ContextCounter(async (text) => text.split(/\s+/).filter((word) => word !== '').length),
    show: async (name, text) => { shown.push([name, text]); },
  });
  return { inspector, shown, kept };
}

const json = (text: string): unknown => JSON.parse(text.replaceAll(/^\/\/.*$/gm, ''));

describe('The inspector', () => {
  it('shows what would be sent, to whom, and how many tokens each part is, about', async () => {
    const { inspector, shown } = stage([sent]);
    await inspector.showUpcoming(prompt);
    assert.deepEqual(shown, [['What will be sent.jsonc', [
      '// What will be sent to Here for Duck, with the model m. Nothing of it has been sent.', '//', '// About 9 tokens, estimated on this machine:', '//           ~3  instructions', '//           ~2  message',
      '//           ~4  a.ts', '', '// POST http://127.0.0.1/v1/responses', '// Headers, whose values are not shown: authorization, content-type', '// 51 bytes, indented here to be read.',
      '{', '  "input": "one two",', '  "instructions": "Be very brief."', '}', '',
    ].join('\n')]]);
  });

  it('shows several requests in their order, and what stands for an id that is yet to be given', async () => {
    const { inspector, shown } = stage([{ ...sent, address: 'http://127.0.0.1/v1/conversations', body: '' }, { ...sent, body: '{"conversation":"…"}' }]);
    await inspector.showUpcoming(prompt);
    const text = shown[0]?.[1] ?? '';
    assert.deepEqual(json(text), [null, { conversation: '…' }]);
    assert.match(text, /“…” stands for an id that the server has yet to give\.[^]*1 of 2: POST \S+conversations\n[^]*Without a body\.[^]*2 of 2: POST/);
  });

  const passages = [{ path: 'docs/a.md', startLine: 1, endLine: 2, text: 'ten words '.repeat(5), hash: 'h' }];

  it('counts the passages that go along', async () => {
    const { inspector, shown } = stage([sent], { turn: { assistant, model: 'm', history: [], prompt: { text: 'Look', attachments: [], passages }, without: [], call: async () => ({ ok: true, output: '' }), bytesOf: async () => undefined } });
    await inspector.showUpcoming(prompt);
    assert.deepEqual(shown[0]?.[1].split('\n').slice(2, 6), ['// About 63 tokens, estimated on this machine:', '//           ~3  instructions', '//           ~1  message', '//          ~59  passages of the assistant’s files']);
  });

  it('counts the tools and passages that went along with an answer, as they went', async () => {
    const tools = [{ type: 'function', name: 'look', description: 'Looks out of the window.' }];
    for (const went of [
      { tools, instructions: 'Be very brief.', input: [{ role: 'user', content: promptText({ ...prompt, passages }) }] },
      { tools, messages: [{ role: 'system', content: 'Be very brief.' }, { role: 'user', content: [{ type: 'text', text: promptText({ ...prompt, passages }) }] }] },
      { agent: { tools, instructions: 'Be very brief.' }, input: [{ role: 'user', content: [{ type: 'input_text', text: promptText({ ...prompt, passages }) }] }] },
    ]) {
      const { inspector, shown, kept } = stage([]);
      kept.keep('t', 'x', { ...sent, body: JSON.stringify(went) });
      await inspector.showPast('t', 'x');
      assert.deepEqual(shown[0]?.[1].split('\n').slice(3, 8).map((line) => line.slice(3).trim()), ['~3  instructions', '~5  tools', '~2  message', '~4  a.ts', '~59  passages of the assistant’s files']);
    }
  });

  it('says so where an answer is still arriving before it', async () => {
    const { inspector, shown } = stage([sent], { waits: true });
    await inspector.showUpcoming(prompt);
    assert.match(shown[0]?.[1] ?? '', /\n\/\/ An answer is still arriving: this is sent when it has come to its end, and what is queued before it\./);
  });

  it('says what will be asked about first, with its lines', async () => {
    const obstacle = { name: 'src/a.ts', origin: 'attachment', hash: 'h', findings: [{ kind: 'GitHub token', line: 7 }], choices: ['replace', 'leaveOut', 'send'] } as const;
    const { inspector, shown } = stage([sent], { obstacles: [obstacle] });
    await inspector.showUpcoming(prompt);
    assert.deepEqual(shown[0]?.[1].split('\n').slice(1, 3), ['// You will be asked about these before anything is sent. Here they are shown as they stand:', '//   src/a.ts: GitHub token in line 7.']);
  });

  const second = { assistant, model: 'm', history: [{ ...prompt, text: 'one', attachments: [] }, answer], prompt, without: [], call: async () => ({ ok: true, output: '' }), bytesOf: async () => undefined };
  for (const [where, request] of Object.entries({
    'in a conversation': { ...sent, body: JSON.stringify({ ...body, conversation: 'conv_1' }) },
    'in its responses': { ...sent, body: JSON.stringify({ ...body, previous_response_id: 'resp_1' }) },
    'in a thread': { ...sent, address: 'http://127.0.0.1/v1/threads/thread_1/runs' },
    'in an agent’s session': { ...sent, address: 'http://127.0.0.1/v1/agents/sessions/session_1/events' },
  })) {
    it(`says that the server keeps the history ${where}, although the prompt holds the words that the thread begins with`, async () => {
      const { inspector, shown } = stage([request], { turn: second });
      await inspector.showUpcoming(prompt);
      assert.match(shown[0]?.[1] ?? '', /~2 {2}history \(2 messages\), which the server keeps: not sent again\n/);
    });
  }

  for (const [where, requests] of Object.entries({
    'by itself': [sent],
    'into a conversation that is made for it': [{ ...sent, address: 'http://127.0.0.1/v1/conversations', body: '' }, { ...sent, body: JSON.stringify({ ...body, conversation: '…' }) }],
    'into a new conversation, since the server has forgotten the other': [{ ...sent, body: JSON.stringify({ ...body, conversation: 'gone' }) }, { ...sent, address: 'http://127.0.0.1/v1/conversations' }, { ...sent, body: JSON.stringify({ ...body, conversation: '…' }) }],
    'into a new thread': [{ ...sent, address: 'http://127.0.0.1/v1/threads' }, { ...sent, address: 'http://127.0.0.1/v1/threads/thread_1/runs' }],
    'with a thread and a run in one': [{ ...sent, address: 'http://127.0.0.1/v1/threads/runs' }],
  })) {
    it(`says that the history goes along ${where}`, async () => {
      const { inspector, shown } = stage(requests, { turn: second });
      await inspector.showUpcoming(prompt);
      assert.match(shown[0]?.[1] ?? '', /~2 {2}history \(2 messages\)\n/);
    });
  }

  it('shows what was sent for an answer, exactly', async () => {
    const { inspector, shown, kept } = stage([]);
    kept.keep('t', 'x', sent);
    await inspector.showPast('t', 'x');
    const [[name, text] = ['', '']] = shown;
    assert.deepEqual([name, JSON.stringify(json(text))], ['What was sent.jsonc', sent.body]);
    assert.match(text, /^\/\/ What was sent to Here for Duck, with the model m\.\n\/\/\n\/\/ About 9 tokens/);
  });

  it('shows behind it what was sent for a summary of the thread', async () => {
    const { inspector, shown, kept } = stage([]);
    kept.keep('t', 'x', { ...sent, body: JSON.stringify({ ...body, conversation: 'conv_1' }) });
    kept.keep('t', summaryId('x'), sent);
    await inspector.showPast('t', 'x');
    const text = shown[0]?.[1] ?? '';
    assert.deepEqual(json(text), [{ ...body, conversation: 'conv_1' }, body]);
    assert.match(text, /\n\/\/ Sent for a summary of this thread, with which another one was to begin:\n\/\/ 2 of 2: POST/);
  });

  it('says so when nothing is known of it', async () => {
    await assert.rejects(stage([]).inspector.showPast('t', 'x'), /What was sent for this answer is not known here\./);
  });
});

describe('What is shown of a request', () => {
  it('holds no secret of a tool server, and of other requests every byte', () => {
    const tools = [{ type: 'mcp', server_url: 'https://x', authorization: 'hush', headers: { 'X-Key': 'hush' } }, { type: 'function', name: 'f', parameters: { properties: { headers: { type: 'string' } } } }];
    const [mcp] = tools;
    const plain = { ...sent, body: '{ "input": "\\u0041" }' };
    assert.deepEqual(withoutToolSecrets(plain), plain);
    assert.deepEqual(JSON.parse(withoutToolSecrets({ ...sent, body: JSON.stringify({ input: 'hush', tools }) }).body), {
      input: 'hush', tools: [{ ...mcp, authorization: '(not shown)', headers: { 'X-Key': '(not shown)' } }, tools[1]],
    });
  });
});
