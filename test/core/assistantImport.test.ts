import assert from 'node:assert/strict';
import { emptyDefinition, type Definition } from '../../src/core/assistant.ts';
import { exportAssistant } from '../../src/core/assistantExport.ts';
import { writeAssistantFile } from '../../src/core/assistantFile.ts';
import { importAssistants } from '../../src/core/assistantImport.ts';
import { reportMarkdown } from '../../src/core/assistantImportReport.ts';
import { assistantTemplates } from '../../src/core/assistantTemplates.ts';

const definitions = (text: string, fileName = 'notes.txt'): readonly Definition[] => importAssistants(text, fileName).assistants.map(({ definition }) => definition);
/** What became of each field: its fate alone, by its name. */
const fates = (text: string, fileName = 'notes.txt'): Readonly<Record<string, string>> => Object.fromEntries(importAssistants(text, fileName).assistants[0]?.report.map(({ field, fate }) => [field, fate]) ?? []);

const tutor: Definition = { ...emptyDefinition, name: 'Math Tutor', model: 'gpt-4-1106-preview', instructions: 'You are a personal math tutor.', tools: [{ type: 'code_interpreter' }] };
const object = { id: 'asst_1', object: 'assistant', created_at: 1_701_530_972, name: 'Math Tutor', description: null, model: 'gpt-4-1106-preview', instructions: 'You are a personal math tutor.', tools: [{ type: 'code_interpreter' }], metadata: {} };

describe('An assistant of the Assistants API', () => {
  const forms: Readonly<Record<string, string>> = {
    'one object': JSON.stringify(object),
    'a list': JSON.stringify([object]),
    'a page of the server’s list': JSON.stringify({ object: 'list', data: [object], has_more: false }),
    'what Python prints': "Assistant(id='asst_1', created_at=1701530972, description=None, file_ids=[], instructions='You are a personal math tutor.', metadata={}, model='gpt-4-1106-preview', name='Math Tutor', object='assistant', tools=[ToolCodeInterpreter(type='code_interpreter')])",
    'what Python prints of a page': "SyncCursorPage[Assistant](data=[Assistant(id='asst_1', created_at=datetime.datetime(2023, 11, 6), instructions='You are a personal math tutor.', model='gpt-4-1106-preview', name='Math Tutor', object='assistant', tools=[CodeInterpreterTool(type='code_interpreter')])], object='list')",
    'what Node prints': "{\n  id: 'asst_1',\n  object: 'assistant',\n  name: 'Math Tutor',\n  description: null,\n  model: 'gpt-4-1106-preview',\n  instructions: 'You are ' +\n    'a personal math tutor.',\n  tools: [ { type: 'code_interpreter' } ],\n  file_ids: [],\n  metadata: {},\n}",
    'a printed object behind comment marks': JSON.stringify(object, null, 2).replaceAll(/^/gm, '  // '),
    'an object in the notes of a lesson': `# Lesson 1\n\nIt's easy.\n\n\`\`\`js\nopenai.beta.assistants.create({ instructions: 'x', tools: [] })\nconsole.log(assistant)\n${JSON.stringify(object, null, 2).replaceAll(/^/gm, '  // ')}\n\`\`\`\nDone :-)`,
  };
  for (const [name, text] of Object.entries(forms)) {
    it(`is understood as ${name}`, () => {
      assert.deepEqual(definitions(text), [tutor]);
    });
  }

  it('is understood line by line', () => {
    assert.deepEqual(definitions(`${JSON.stringify(object)}\n${JSON.stringify({ ...object, name: 'B' })}\n`, 'all.jsonl'), [tutor, { ...tutor, name: 'B' }]);
  });

  it('is taken once where it is printed twice, as it was last', () => {
    const text = `First:\n${JSON.stringify(object)}\nThen:\n${JSON.stringify({ ...object, name: 'B' })}\nEnd`;
    assert.deepEqual(definitions(text).map(({ name }) => name), ['B']);
  });

  it('has a report of every field', () => {
    assert.deepEqual(importAssistants(JSON.stringify(object), 'a.json').assistants[0]?.report, [
      { field: 'id', fate: 'dropped', note: 'asst_1 named it at the server. Where that server still has it, assistant_id binds to it.' },
      { field: 'object', fate: 'dropped', note: 'It says what kind of object this was.' },
      { field: 'created_at', fate: 'dropped', note: 'The file has a date of its own.' },
      { field: 'name', fate: 'kept', note: '' },
      { field: 'description', fate: 'dropped', note: 'It had no value.' },
      { field: 'model', fate: 'kept', note: 'OpenAI does not serve gpt-4-1106-preview from 2026-10-23 on; choose another model there.' },
      { field: 'instructions', fate: 'kept', note: '' },
      { field: 'tools', fate: 'kept', note: '' },
      { field: 'metadata', fate: 'dropped', note: 'It was empty.' },
    ]);
  });

  it('is brought up to date from its first version', () => {
    const old = { ...object, name: null, description: 'd'.repeat(600), tools: [{ type: 'retrieval' }, { type: 'code_interpreter' }, { type: 'function', function: { name: 'add', parameters: { type: 'object' } } }], file_ids: ['file-1'], temperature: 3, metadata: { year: 2026 }, colour: 'red' };
    const [found] = importAssistants(JSON.stringify(old), 'maths/old tutor.json').assistants;
    assert.deepEqual(found?.definition, {
      ...tutor, name: 'old tutor', description: 'd'.repeat(512), metadata: { year: '2026' }, toolResources: { code_interpreter: { file_ids: ['file-1'] } },
      tools: [{ type: 'file_search' }, { type: 'code_interpreter' }, { type: 'function', name: 'add', parameters: { type: 'object' } }],
    });
    assert.deepEqual(found?.extra, { colour: 'red' });
    assert.deepEqual(found?.report.flatMap(({ field, fate, note }) => (['tools', 'file_ids', 'temperature', 'name', 'description'].includes(field) ? [[field, fate, note]] : [])), [
      ['name', 'dropped', 'It had no value.'],
      ['description', 'changed', 'Cut off after 512 characters.'],
      ['tools', 'changed', 'retrieval is file_search now. Functions are written flat.'],
      ['file_ids', 'changed', 'They stand under tool_resources now, and count only where that server still has them.'],
      ['temperature', 'dropped', 'temperature must be from 0 to 2.'],
      ['name', 'changed', 'It had none; it is called “old tutor”.'],
    ]);
  });

  for (const model of ['gpt-3.5-turbo', 'gpt-3.5-turbo-0613', 'gpt-3.5-turbo-1106', 'gpt-4-vision-preview', 'gpt-4-turbo-preview', 'gpt-4-0125-preview', 'gpt-4-1106-preview']) {
    it(`says that its model is no longer served: ${model}`, () => {
      const report = importAssistants(JSON.stringify({ ...object, model }), 'a.json').assistants[0]?.report ?? [];
      assert.deepEqual(report.find(({ field }) => field === 'model'), { field: 'model', fate: 'kept', note: `OpenAI does not serve ${model} from 2026-10-23 on; choose another model there.` });
    });
  }

  it('does not choose where the user’s words go', () => {
    const text = JSON.stringify({ ...object, metadata: { assistants_connection: '"local"' } });
    assert.deepEqual([definitions(text), fates(text)['metadata.assistants_connection']], [[tutor], 'dropped']);
    assert.deepEqual(definitions('---\nconnection: local\n---\nB', 'a.assistant.md')[0]?.connection, undefined);
  });

  it('loses files of retrieval, and says so', () => {
    const text = JSON.stringify({ ...object, tools: [{ type: 'retrieval' }], file_ids: ['file-1'] });
    assert.deepEqual([definitions(text)[0]?.toolResources, fates(text)['file_ids']], [undefined, 'dropped']);
  });
});

describe('A printed value', () => {
  for (const [text, instructions] of [
    [String.raw`{ instructions: 'it\'s\n\u{1F30D} \x41' }`, "it's\n🌍 A"],
    ['{ instructions: `a "b" \'c\'` }', 'a "b" \'c\''],
    [String.raw`Assistant(instructions="don't", tools=())`, "don't"],
    [String.raw`Assistant(instructions=('one '
              'two'), x=[1, 2.5e3, -1_000n, True, undefined], y=<no>)`, undefined],
    [String.raw`Assistant(instructions=('one '
              'two'), x=[1, 2.5e3, -1_000n, True, undefined])`, 'one two'],
    ['{ instructions: "x", tools: [ [Object] ], more: [ 1, ... 3 more items ] }', 'x'],
    [`{ instructions: "x", deep: ${'['.repeat(5000)} }`, undefined],
    ['('.repeat(5000), undefined],
  ] as const) {
    it(`is read: ${text.slice(0, 50)}`, () => {
      assert.equal(definitions(text, 'a.json')[0]?.instructions, instructions);
    });
  }
});

describe('An agent of LibreChat', () => {
  const agent = {
    _id: '65f', id: 'agent_1', name: 'Helper', description: 'Helps', instructions: 'Help.', provider: 'openAI', model: 'gpt-6-luna', avatar: null, artifacts: 'default', author: '65a', versions: [{}],
    model_parameters: { temperature: 0.3, maxOutputTokens: '500', resendFiles: true }, tools: ['execute_code', 'file_search', 'weather_mcp_home'], conversation_starters: ['Hi?'], tool_resources: { file_search: { file_ids: ['f'] } },
  };

  it('keeps what it says, its starters and the tools that are here, too', () => {
    assert.deepEqual(definitions(JSON.stringify(agent), 'agent.json'), [{ ...emptyDefinition, name: 'Helper', description: 'Helps', instructions: 'Help.', model: 'gpt-6-luna', parameters: { temperature: 0.3, max_output_tokens: 500 }, tools: [{ type: 'code_interpreter' }, { type: 'file_search' }], starters: ['Hi?'] }]);
    assert.deepEqual(fates(JSON.stringify({ agents: [agent] }), 'agents.json'), {
      _id: 'dropped', id: 'dropped', name: 'kept', description: 'kept', instructions: 'kept', provider: 'dropped', model: 'kept', avatar: 'dropped', artifacts: 'dropped', author: 'dropped', versions: 'dropped',
      'model_parameters.temperature': 'kept', 'model_parameters.maxOutputTokens': 'changed', 'model_parameters.resendFiles': 'dropped', tools: 'changed', conversation_starters: 'changed', tool_resources: 'dropped',
    });
  });
});

describe('A custom mode of Roo Code', () => {
  const yaml = 'customModes:\n  - slug: docs\n    name: 📝 Writer\n    roleDefinition: |-\n      You write documents.\n    whenToUse: |\n      For\n      documents\n    customInstructions: Be brief.\n    groups:\n      - read\n      - - edit\n        - fileRegex: \\.md$\n';
  const writer: Definition = { ...emptyDefinition, name: '📝 Writer', description: 'For documents', instructions: 'You write documents.\n\nBe brief.' };

  it('is understood in YAML and in JSON', () => {
    const json = JSON.stringify({ customModes: [{ customInstructions: 'Be brief.', slug: 'docs', name: '📝 Writer', roleDefinition: 'You write documents.', whenToUse: 'For documents', groups: ['read'] }] });
    assert.deepEqual([definitions(yaml, '.roomodes'), definitions(yaml, 'custom_modes.yaml'), definitions(json, '.roomodes')], [[writer], [writer], [writer]]);
  });

  it('has a report of every field', () => {
    assert.deepEqual(fates(yaml, '.roomodes'), { name: 'kept', roleDefinition: 'changed', customInstructions: 'changed', slug: 'dropped', whenToUse: 'changed', groups: 'dropped' });
  });
});

describe('A text', () => {
  it('is all instructions, and named by its heading or its file', () => {
    const texts = [['# **The** Poet\n\nWrite poems.', 'a.md'], ['Write poems.\n{ not: json', 'my poet.txt'], ['Be { brief }.', '/home/me/short.md']] as const;
    assert.deepEqual(texts.flatMap(([text, name]) => definitions(text, name)), [
      { ...emptyDefinition, name: 'The Poet', instructions: '# **The** Poet\n\nWrite poems.' },
      { ...emptyDefinition, name: 'my poet', instructions: 'Write poems.\n{ not: json' },
      { ...emptyDefinition, name: 'short', instructions: 'Be { brief }.' },
    ]);
  });

  it('with a head is an agent or a chat mode of VS Code, or a file of ours', () => {
    const text = '---\ndescription: Plans\nmodel: [gpt-6-luna, other]\ntools: [search]\ntemperature: 1\nhandoffs: []\n---\nMake a plan.';
    const plan = { ...emptyDefinition, description: 'Plans', model: 'gpt-6-luna', instructions: 'Make a plan.', parameters: { temperature: 1 } };
    assert.deepEqual([definitions(text, 'plan.agent.md'), definitions(text, 'plan.chatmode.md')], [[{ ...plan, name: 'plan' }], [{ ...plan, name: 'plan' }]]);
    assert.deepEqual(fates(text, 'plan.agent.md'), { description: 'kept', model: 'changed', tools: 'dropped', temperature: 'kept', handoffs: 'dropped', name: 'changed', instructions: 'kept' });
    assert.deepEqual(importAssistants('---\nname: A\ncolour: red\n---\nB', 'a.assistant.md').assistants.map(({ definition, extra }) => [definition, extra]), [[{ ...emptyDefinition, name: 'A', instructions: 'B' }, { colour: 'red' }]]);
  });
});

describe('What is no assistant', () => {
  for (const [text, fileName, problem] of [
    ['  \n', 'a.json', 'a.json is empty.'],
    ['{ "a": ', 'a.json', 'a.json cannot be understood: it is neither JSON nor a list of modes.'],
    ['- a\n- *b', 'a.yaml', 'a.yaml cannot be understood: it is neither JSON nor a list of modes.'],
    ['[]', 'a.json', 'a.json holds no assistants.'],
    ['{ "customModes": [] }', 'a.json', 'a.json holds no modes.'],
    ['{ "object": "thread", "id": "thread_1" }', 'a.json', 'Entry 1 of a.json is of the kind “thread”, not an assistant.'],
    ['[{ "name": "A" }]', 'a.json', 'Entry 1 of a.json is not an assistant: it has no instructions.'],
    ['---\nname: [\n---\n', 'a.agent.md', 'a.agent.md cannot be understood: Flow sequence in block collection must be sufficiently indented and end with a ].'],
    ['['.repeat(100_000) + ']'.repeat(100_000), 'a.json', 'a.json cannot be understood: it is neither JSON nor a list of modes.'],
  ] as const) {
    it(`is said to be none: ${text.slice(0, 40)}`, () => {
      assert.deepEqual(importAssistants(text, fileName), { assistants: [], problems: [problem] });
    });
  }

  it('does not keep its neighbours from being imported', () => {
    const { assistants, problems } = importAssistants(JSON.stringify([object, 7]), 'a.json');
    assert.deepEqual([assistants.length, problems], [1, ['Entry 2 of a.json is not an assistant: it has no instructions.']]);
  });
});

describe('The report of an import', () => {
  it('is a document in which nothing of the file is markup', () => {
    const text = JSON.stringify({ object: 'assistant', name: '[A](command:x) | <b>', 'a\nb|c': 1 });
    assert.equal(reportMarkdown({ ...importAssistants(text, 'a.json'), problems: ['b_c'] }), [
      '# Import', '1 assistant was imported.', String.raw`## \[A\](command:x) \| \<b\>`,
      ['| Field | Fate | Note |', '| --- | --- | --- |', '| object | dropped | It says what kind of object this was. |', '| name | kept |  |', String.raw`| a b\|c | kept | It has no meaning here, and stays in the file. |`].join('\n'),
      '## Not imported', String.raw`- b\_c` + '\n',
    ].join('\n\n'));
  });
});

describe('An export', () => {
  const full: Definition = {
    ...tutor, description: 'Helps', additionalInstructions: 'Be kind.', connection: 'local', parameters: { temperature: 0.5, seed: 3, response_format: { type: 'json_object' } }, starters: ['Why?'], knowledge: ['docs/**'], metadata: { team: 'maths' },
    tools: [{ type: 'code_interpreter' }, { type: 'function', name: 'add', parameters: { type: 'object' } }, { type: 'file_search', max_num_results: 5 }], toolResources: { file_search: { vector_store_ids: ['vs_1'] } },
  };

  it('is an object of the Assistants API', () => {
    const { text, leftOut } = exportAssistant({ ...full, serverId: 'asst_1' });
    assert.deepEqual([JSON.parse(text), leftOut], [{
      id: 'asst_1', object: 'assistant', name: 'Math Tutor', description: 'Helps', model: 'gpt-4-1106-preview', instructions: 'You are a personal math tutor.', temperature: 0.5, response_format: { type: 'json_object' },
      tools: [{ type: 'code_interpreter' }, { type: 'function', function: { name: 'add', parameters: { type: 'object' } } }, { type: 'file_search', file_search: { max_num_results: 5 } }],
      tool_resources: { file_search: { vector_store_ids: ['vs_1'] } },
      metadata: { team: 'maths', assistants_additional_instructions: '"Be kind."', assistants_seed: '3', assistants_starters: '["Why?"]', assistants_knowledge: '["docs/**"]' },
    }, ['connection']]);
  });

  it('names what found no place', () => {
    assert.deepEqual(exportAssistant({ ...tutor, starters: ['x'.repeat(600)] }).leftOut, ['starters']);
  });

  const { connection: _connection, ...portable } = full;
  for (const definition of [portable, ...assistantTemplates, { ...tutor, tools: [{ type: 'web_search' }] }]) {
    it(`comes back as it was, through JSON and through a file: ${definition.name}`, () => {
      assert.deepEqual([definitions(exportAssistant(definition).text, 'a.json'), definitions(writeAssistantFile(definition), 'a.assistant.md')], [[definition], [definition]]);
    });
  }
});
