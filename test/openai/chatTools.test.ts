import assert from 'node:assert/strict';
import type { Tool } from '../../src/core/assistant.ts';
import type { Scripted } from './scriptedServer.ts';
import { assistantWith, together, ToolStage, weather } from './toolStage.ts';

const chunk = (delta: object, reason: string | null = null, index = 0): object => ({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm-1', choices: [{ index, delta, finish_reason: reason }] });
const usage = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm-1', choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } } };
const sunny: Scripted = { events: [chunk({ content: 'It is ' }), chunk({ content: 'sunny.' }), chunk({}, 'stop'), usage] };
const callPiece = (index: number, more: object): object => chunk({ tool_calls: [{ index, ...more }] });
const whole = (message: object, reason: string): Scripted => ({ json: { id: 'c', object: 'chat.completion', created: 1, model: 'm-1', choices: [{ index: 0, message, finish_reason: reason }] } });
const fourAtOnce = { id: 'c', object: 'chat.completion', created: 1, model: 'm-1', choices: [{ index: 0, message: { role: 'assistant', content: 'Four.', refusal: null }, finish_reason: 'stop' }] };

describe('tools and choices over the Chat Completions API', () => {
  const stages: ToolStage[] = [];
  const stageOf = (...answers: readonly Scripted[]): ToolStage => {
    const stage = new ToolStage({ api: 'chatCompletions' }, ...answers);
    stages.push(stage);
    return stage;
  };
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.close();
  });

  it('go in its own form, functions only', async () => {
    const stage = stageOf(sunny);
    const grammar = { type: 'grammar', definition: 'start: "a"', syntax: 'lark' };
    const tools: readonly Tool[] = [weather, { type: 'code_interpreter' }, { type: 'custom', name: 'note', format: grammar }];
    await stage.hear('Go', assistantWith(tools, { parameters: { tool_choice: { type: 'function', name: 'weather' }, parallel_tool_calls: true } }));
    const { type, ...bare } = weather;
    assert.deepEqual(stage.server.bodies, [{
      tools: [{ type, function: bare }, { type: 'custom', custom: { name: 'note', format: { type: 'grammar', grammar: { definition: 'start: "a"', syntax: 'lark' } } } }],
      tool_choice: { type: 'function', function: { name: 'weather' } }, parallel_tool_calls: true,
      model: 'm', messages: [{ role: 'user', content: 'Go' }], stream: true, stream_options: { include_usage: true },
    }]);
  });

  it('are called all at once, and what came of it goes back under the calls (case 60)', async () => {
    const stage = stageOf({ events: [
      chunk({ role: 'assistant', content: 'Let me look.' }),
      callPiece(0, { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '' } }), callPiece(0, { function: { arguments: '{"city":' } }), callPiece(0, { function: { arguments: '"Rome"}' } }),
      callPiece(1, { id: 'call_2', type: 'function', function: { name: 'weather', arguments: '{}' } }), chunk({}, 'tool_calls'), usage,
    ] }, sunny);
    const heard = await stage.hear('How is the weather?', assistantWith([weather], { parameters: { tool_choice: 'required' } }), together(2, ({ id }) => ({ ok: true, output: `result of ${id}` })));
    assert.deepEqual([heard.text, heard.end, heard.usage], ['Let me look.\n\nIt is sunny.', 'done', { inputTokens: 20, outputTokens: 10, cachedTokens: 8 }]);
    assert.deepEqual(heard.calls, [{ id: 'call_1', name: 'weather', input: '{"city":"Rome"}' }, { id: 'call_2', name: 'weather', input: '{}' }]);
    const { type, ...bare } = weather;
    assert.deepEqual(stage.server.bodies[1], {
      tools: [{ type, function: bare }], model: 'm', stream: true, stream_options: { include_usage: true },
      messages: [
        { role: 'user', content: 'How is the weather?' },
        { role: 'assistant', content: 'Let me look.', tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } }, { id: 'call_2', type: 'function', function: { name: 'weather', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'call_1', content: 'result of call_1' },
        { role: 'tool', tool_call_id: 'call_2', content: 'result of call_2' },
      ],
    });
  });

  it('are called by servers that number all calls alike and say “stop”', async () => {
    const stage = stageOf({ events: [callPiece(0, { id: 'a', function: { name: 'weather', arguments: '{}' } }), callPiece(0, { id: 'b', function: { name: 'weather', arguments: '{}' } }), chunk({}, 'stop')] }, sunny);
    const { calls, text } = await stage.hear('How is the weather?', assistantWith([weather]));
    assert.deepEqual([calls.map(({ id }) => id), text], [['a', 'b'], 'It is sunny.']);
  });

  it('are called in answers of one piece', async () => {
    const message = { role: 'assistant', content: null, refusal: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }] };
    const stage = stageOf(whole(message, 'tool_calls'), whole({ role: 'assistant', content: 'Sunny.', refusal: null }, 'stop'));
    const { calls, text, end } = await stage.hear('How is the weather?', assistantWith([weather], { parameters: { stream: false } }));
    assert.deepEqual([calls.length, text, end], [1, 'Sunny.', 'done']);
    assert.ok(stage.server.bodies.every((body) => /"stream":false/.test(JSON.stringify(body)) && !/stream_options/.test(JSON.stringify(body))));
  });

  it('are not called of an answer that broke off', async () => {
    const stage = stageOf({ events: [callPiece(0, { id: 'a', function: { name: 'weather', arguments: '{"ci' } })] });
    const { calls, end } = await stage.hear('How is the weather?', assistantWith([weather]));
    assert.deepEqual([calls, end], [[], undefined]);
  });

  it('end the answer quietly when it is stopped while one is being called', async () => {
    const stage = stageOf({ events: [chunk({ content: 'Let me look.' }), callPiece(0, { id: 'a', function: { name: 'weather', arguments: '{}' } }), chunk({}, 'tool_calls')] });
    const controller = new AbortController();
    const stopped = (): Promise<never> => {
      controller.abort();
      return Promise.reject(new Error('The turn was stopped.'));
    };
    const { text, end } = await stage.hear('How is the weather?', assistantWith([weather]), stopped, {}, controller.signal);
    assert.deepEqual([text, end, stage.server.asked.length], ['Let me look.', undefined, 1]);
  });

  it('are not called for ever (case 61)', async () => {
    const again = Array.from({ length: 30 }, (_, round) => ({ events: [callPiece(0, { id: `call_${String(round)}`, function: { name: 'weather', arguments: '{}' } }), chunk({}, 'tool_calls')] }));
    const stage = stageOf(...again);
    const { end } = await stage.hear('How is the weather?', assistantWith([weather]));
    assert.deepEqual([stage.server.asked.length, end], [20, { kind: 'interrupted', message: 'The model has called functions 20 times in a row without an answer.', action: 'continue' }]);
  });

  it('tell each choice’s words under its number, and end with the last of them', async () => {
    const stage = stageOf({ events: [chunk({ content: 'One' }), chunk({ content: 'Eins' }, null, 1), chunk({ content: '.' }, 'stop'), chunk({ content: '!' }, 'stop', 1)] });
    const { events, text, end } = await stage.hear('Count', assistantWith([], { parameters: { n: 2 } }));
    const other = events.flatMap((event) => (event.type === 'text' && event.choice === 1 ? [event.text] : [])).join('');
    assert.deepEqual([text, other, end], ['One.', 'Eins!', 'done']);
    assert.match(JSON.stringify(stage.server.bodies[0]), /"n":2/);
  });

  for (const [how, answer] of [['streamed', { events: [{ ...chunk({ content: 'Four.' }), system_fingerprint: 'fp_1' }, chunk({}, 'stop')] }], ['whole', { json: { ...fourAtOnce, system_fingerprint: 'fp_1' } }]] as const) {
    it(`tell the name of the configuration that chose them, which is for those who set a seed: ${how}`, async () => {
      const { events, text } = await stageOf(answer).hear('2 + 2?', assistantWith([], { parameters: { seed: 7 } }));
      assert.deepEqual([text, events.flatMap((event) => (event.type === 'note' && event.note.fingerprint !== undefined ? [event.note.fingerprint] : []))], ['Four.', ['fp_1']]);
    });
  }

  it('are broken off when one of the choices is', async () => {
    const stage = stageOf({ events: [chunk({ content: 'One.' }, 'stop'), chunk({ content: 'Ei' }, null, 1)] });
    assert.equal((await stage.hear('Count', assistantWith([], { parameters: { n: 2 } }))).end, undefined);
  });

  it('limit the length by its older name where the server knows no other, from then on', async () => {
    const unknown = { status: 400, json: { error: { message: 'Unrecognized request argument supplied: max_completion_tokens', type: 'invalid_request_error', param: null, code: null } } };
    const stage = stageOf(unknown, sunny, sunny);
    const assistant = assistantWith([], { parameters: { max_output_tokens: 50 } });
    assert.equal((await stage.hear('Go', assistant)).end, 'done');
    await stage.hear('Go', assistant);
    assert.deepEqual(stage.server.bodies.map((body) => /"(max_\w+)":50/.exec(JSON.stringify(body))?.[1]), ['max_completion_tokens', 'max_tokens', 'max_tokens']);
  });
});
