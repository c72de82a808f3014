import assert from 'node:assert/strict';
import type { Tool } from '../../src/core/assistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import { called, response, responseEvents, said, type Scripted } from './scriptedServer.ts';
import { assistantWith, together, ToolStage, weather } from './toolStage.ts';

describe('tools over the Responses API', () => {
  const stages: ToolStage[] = [];
  const stageOf = (connection: Partial<Connection>, ...answers: readonly Scripted[]): ToolStage => {
    const stage = new ToolStage(connection, ...answers);
    stages.push(stage);
    return stage;
  };
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.close();
  });

  it('go in its own form, with what they work on', async () => {
    const stage = stageOf({}, { json: response('r', [said('Yes.')]) });
    const tools: readonly Tool[] = [weather, { type: 'code_interpreter' }, { type: 'file_search', max_num_results: 3 }, { type: 'web_search', search_context_size: 'low' }];
    const toolResources = { code_interpreter: { file_ids: ['file-1'] }, file_search: { vector_store_ids: ['vs_1'] } };
    await stage.hear('Go', assistantWith(tools, { toolResources, metadata: { team: 'blue' }, parameters: { tool_choice: { type: 'function', function: { name: 'weather' } }, parallel_tool_calls: false, max_tool_calls: 4 } }));
    assert.deepEqual(stage.server.bodies, [{
      tools: [
        { ...weather, strict: null },
        { type: 'code_interpreter', container: { type: 'auto', file_ids: ['file-1'] } },
        { type: 'file_search', max_num_results: 3, vector_store_ids: ['vs_1'] },
        { type: 'web_search', search_context_size: 'low' },
      ],
      tool_choice: { type: 'function', name: 'weather' }, parallel_tool_calls: false, max_tool_calls: 4, metadata: { team: 'blue' },
      include: ['code_interpreter_call.outputs', 'file_search_call.results', 'reasoning.encrypted_content'], input: [{ role: 'user', content: 'Go' }], store: false, model: 'm', stream: true,
    }]);
  });

  it('are not sent when there is nothing that they could work on', async () => {
    const stage = stageOf({}, { json: response('r', [said('Yes.')]) });
    await stage.hear('Go', assistantWith([{ type: 'file_search' }], { parameters: { tool_choice: 'auto' } }));
    assert.deepEqual(stage.server.bodies, [{ input: [{ role: 'user', content: 'Go' }], store: false, model: 'm', stream: true }]);
  });

  it('are called all at once, and what came of it goes back with all that the model put out', async () => {
    const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'sealed' };
    const calls = [called('1', 'weather', { city: 'Rome' }), called('2', 'weather', { city: 'Oslo' })];
    const stage = stageOf({}, { events: responseEvents('r1', [reasoning, ...calls]) }, { events: responseEvents('r2', [said('Sunny and cold.')]) });
    const heard = await stage.hear('How is the weather?', assistantWith([weather]), together(2, ({ input }) => (input.includes('Rome') ? { ok: true, output: 'Sunny.' } : { ok: false, output: 'Nobody knows.' })));
    assert.deepEqual([heard.text, heard.end, heard.usage], ['Sunny and cold.', 'done', { inputTokens: 20, outputTokens: 10 }]);
    assert.deepEqual(heard.calls, [{ id: '1', name: 'weather', input: '{"city":"Rome"}' }, { id: '2', name: 'weather', input: '{"city":"Oslo"}' }]);
    assert.deepEqual(stage.server.bodies[1], {
      tools: [{ ...weather, strict: null }], include: ['reasoning.encrypted_content'], store: false, model: 'm', stream: true,
      input: [
        { role: 'user', content: 'How is the weather?' }, reasoning, ...calls,
        { type: 'function_call_output', call_id: '1', output: 'Sunny.' },
        { type: 'function_call_output', call_id: '2', output: 'Nobody knows.' },
      ],
    });
  });

  it('give only the results back to a server that has kept the response', async () => {
    const kept = { store: true };
    const stage = stageOf({ history: 'response' }, { events: responseEvents('r1', [called('1', 'weather', {})], kept) }, { events: responseEvents('r2', [said('Sunny.')], kept) });
    const { events } = await stage.hear('How is the weather?', assistantWith([weather], { parameters: { tool_choice: 'required', n: 1 } }));
    assert.deepEqual(stage.server.bodies[1], {
      tools: [{ ...weather, strict: null }], previous_response_id: 'r1', store: true, model: 'm', stream: true, input: [{ type: 'function_call_output', call_id: '1', output: 'Sunny.' }],
    });
    const bookmarks = events.flatMap((event) => (event.type === 'note' && event.note.bookmark !== undefined ? [event.note.bookmark.id] : []));
    assert.deepEqual(bookmarks, ['r2']);
  });

  it('give only the results back into a conversation', async () => {
    const stage = stageOf({ history: 'conversation' }, { json: { id: 'conv_1', object: 'conversation' } }, { events: responseEvents('r1', [called('1', 'weather', {})]) }, { events: responseEvents('r2', [said('Sunny.')]) });
    const { end } = await stage.hear('How is the weather?', assistantWith([weather]));
    assert.equal(end, 'done');
    assert.deepEqual(stage.server.bodies[2], {
      tools: [{ ...weather, strict: null }], conversation: 'conv_1', store: true, model: 'm', stream: true, input: [{ type: 'function_call_output', call_id: '1', output: 'Sunny.' }],
    });
  });

  it('begin anew where a stopped answer has left a call without its result', async () => {
    const orphan = { status: 400, json: { error: { message: 'No tool output found for function call call_1.', type: 'invalid_request_error', param: 'input', code: null } } };
    const stage = stageOf({ history: 'conversation' }, orphan, { json: { id: 'conv_2', object: 'conversation' } }, { json: response('r', [said('Here we are.')]) });
    const { server } = stage;
    await stage.backEnd();
    const bookmark = { place: `responses ${server.origin}/v1`, kind: 'conversation', id: 'conv_1' } as const;
    const { text } = await stage.hear('Go on', assistantWith([weather]), undefined, { bookmark });
    assert.equal(text, 'Here we are.');
    assert.deepEqual(server.asked.map(({ path }) => path), ['/v1/responses', '/v1/conversations', '/v1/responses']);
  });

  it('take free text too, where they are custom', async () => {
    const call = { type: 'custom_tool_call', id: 'ctc_1', call_id: '1', name: 'note', input: 'as it is' };
    const stage = stageOf({}, { events: responseEvents('r1', [call]) }, { events: responseEvents('r2', [said('Noted.')]) });
    const { calls, text } = await stage.hear('Note it', assistantWith([{ type: 'custom', name: 'note' }]), () => ({ ok: true, output: 'ok' }));
    assert.deepEqual([calls, text], [[{ id: '1', name: 'note', input: 'as it is' }], 'Noted.']);
    assert.match(JSON.stringify(stage.server.bodies[1]), /\{"type":"custom_tool_call_output","call_id":"1","output":"ok"\}/);
  });

  it('keep what is said before a call apart from what is said after', async () => {
    const stage = stageOf({}, { events: responseEvents('r1', [said('Let me look.'), called('1', 'weather', {})]) }, { events: responseEvents('r2', [said('Sunny.')]) });
    assert.equal((await stage.hear('How is the weather?', assistantWith([weather]))).text, 'Let me look.\n\nSunny.');
  });

  it('end the answer quietly when it is stopped while one is being called (case 62)', async () => {
    const stage = stageOf({}, { events: responseEvents('r1', [said('Let me look.'), called('1', 'weather', {})]) });
    const controller = new AbortController();
    const stopped = (): Promise<never> => {
      controller.abort();
      return Promise.reject(new Error('The turn was stopped.'));
    };
    const { text, end } = await stage.hear('How is the weather?', assistantWith([weather]), stopped, {}, controller.signal);
    assert.deepEqual([text, end, stage.server.asked.length], ['Let me look.', undefined, 1]);
  });

  it('are not called here where the server has called them itself', async () => {
    const stage = stageOf({}, { events: responseEvents('r1', [called('1', 'weather', {}), { type: 'function_call_output', id: 'fco_1', call_id: '1', output: 'Sunny.', status: 'completed' }, said('Sunny.')]) });
    const { calls, text, end } = await stage.hear('How is the weather?', assistantWith([weather]));
    assert.deepEqual([calls, text, end], [[], 'Sunny.', 'done']);
  });

  it('leave out of what goes back such reasoning as nobody could read', async () => {
    const blank = { type: 'reasoning', id: 'rs_1', summary: [] };
    const worded = { type: 'reasoning', id: 'rs_2', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] };
    const call = called('1', 'weather', {});
    const stage = stageOf({}, { events: responseEvents('r1', [blank, worded, call]) }, { json: response('r2', [said('Sunny.')]) });
    await stage.hear('Go', assistantWith([weather]));
    const [, second] = stage.server.bodies;
    assert.deepEqual(typeof second === 'object' && second !== null && 'input' in second ? second.input : undefined, [{ role: 'user', content: 'Go' }, worded, call, { type: 'function_call_output', call_id: '1', output: 'Sunny.' }]);
  });

  it('show code as soon as it is written, before it has run', async () => {
    const item = { type: 'code_interpreter_call', id: 'ci_1', code: null, container_id: 'c', outputs: null, status: 'in_progress' };
    const stage = stageOf({}, { events: [
      { type: 'response.output_item.added', output_index: 0, item },
      { type: 'response.code_interpreter_call_code.done', output_index: 0, item_id: 'ci_1', code: 'print(2)' },
    ] });
    const { steps, end } = await stage.hear('1 + 1?', assistantWith([{ type: 'code_interpreter' }]));
    const step = { id: 'ci_1', kind: 'code', title: 'Code interpreter', state: 'running' };
    assert.deepEqual([steps, end], [[step, { ...step, input: 'print(2)' }], undefined]);
  });

  it('are not called for ever (case 61)', async () => {
    const again = Array.from({ length: 30 }, (_, round) => ({ events: responseEvents(`r${String(round)}`, [called(String(round), 'weather', {})]) }));
    const stage = stageOf({}, ...again);
    const { calls, end } = await stage.hear('How is the weather?', assistantWith([weather]));
    assert.deepEqual([calls.length, stage.server.asked.length, end], [19, 20, { kind: 'interrupted', message: 'The model has called functions 20 times in a row without an answer.', action: 'continue' }]);
  });

  it('are told as steps, from their beginning to what came of them', async () => {
    const stage = stageOf({}, { events: responseEvents('r', [
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'It is a sum.' }] },
      { type: 'code_interpreter_call', id: 'ci_1', code: 'print(1 + 1)', container_id: 'c', outputs: [{ type: 'logs', logs: '2' }, { type: 'image', url: 'https://x' }], status: 'completed' },
      { type: 'file_search_call', id: 'fs_1', queries: ['sums'], results: [{ filename: 'sums.md' }, { filename: 'sums.md' }], status: 'completed' },
      { type: 'web_search_call', id: 'ws_1', action: { type: 'search', query: 'one and one' }, status: 'completed' },
      { type: 'mcp_call', id: 'mcp_1', server_label: 'docs', name: 'read', arguments: '{}', error: { type: 'protocol_error', message: 'not there' }, status: 'failed' },
      { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
      said('2'),
    ]) });
    const { steps, text } = await stage.hear('1 + 1?', assistantWith([{ type: 'code_interpreter' }]));
    const over = steps.filter(({ state }) => state !== 'running');
    assert.deepEqual([text, steps.length, over], ['2', 12, [
      { id: 'rs_1', kind: 'reasoning', title: 'Reasoning', state: 'complete', output: 'It is a sum.' },
      { id: 'ci_1', kind: 'code', title: 'Code interpreter', state: 'complete', input: 'print(1 + 1)', output: '2\n[image]' },
      { id: 'fs_1', kind: 'search', title: 'File search', state: 'complete', input: 'sums', output: 'sums.md' },
      { id: 'ws_1', kind: 'search', title: 'Web search', state: 'complete', input: 'one and one' },
      { id: 'mcp_1', kind: 'tool', title: 'docs: read', state: 'failed', input: '{}', output: 'not there' },
      { id: 'ig_1', kind: 'tool', title: 'Image generation', state: 'complete' },
    ]]);
  });

  it('tell their steps of an answer that comes in one piece, too', async () => {
    const stage = stageOf({}, { json: response('r', [{ type: 'web_search_call', id: 'ws_1', action: { type: 'search', query: 'q' }, status: 'completed' }, said('Found.')]) });
    const { steps, text, end } = await stage.hear('Look', assistantWith([{ type: 'web_search' }], { parameters: { stream: false } }));
    assert.deepEqual([steps.map(({ id, state }) => [id, state]), text, end], [[['ws_1', 'complete']], 'Found.', 'done']);
    assert.match(JSON.stringify(stage.server.bodies[0]), /"stream":false/);
  });

  it('do without the model’s sealed reasoning where it has none to seal, from then on', async () => {
    const refusal = { status: 400, json: { error: { message: 'Encrypted content is not supported with this model.', type: 'invalid_request_error', param: 'include', code: null } } };
    const stage = stageOf({}, refusal, { json: response('r', [said('Yes.')]) }, { json: response('r', [said('Yes.')]) });
    assert.equal((await stage.hear('Go', assistantWith([weather]))).text, 'Yes.');
    await stage.hear('Go', assistantWith([weather]));
    assert.deepEqual(stage.server.bodies.map((body) => JSON.stringify(body).includes('encrypted')), [true, false, false]);
  });

  it('say so when the model asks for more than can be done here', async () => {
    const stage = stageOf({}, { json: response('r', [{ type: 'computer_call', id: 'cu_1', call_id: '1', status: 'completed' }]) }, { json: response('r', [{ type: 'mcp_approval_request', id: 'mcpr_1', server_label: 'docs', name: 'read', arguments: '{}' }]) });
    assert.deepEqual((await stage.hear('Go', assistantWith([{ type: 'computer' }]))).end, { kind: 'notSupported', message: 'The model used the tool “computer”, which cannot be run here; take it out of the assistant.', action: 'openAssistant' });
    assert.deepEqual((await stage.hear('Go', assistantWith([{ type: 'mcp' }]))).end, { kind: 'notSupported', message: 'The tool server “docs” waits for an approval, which cannot be given here; set its "require_approval" to "never".', action: 'openAssistant' });
  });
});
