import assert from 'node:assert/strict';
import { emptyDefinition, type Definition } from '../../src/core/assistant.ts';
import { changeAssistantFile, readAssistantFile, writeAssistantFile, type ReadFile } from '../../src/core/assistantFile.ts';
import { placeOfValue } from '../../src/core/assistantFilePlaces.ts';
import { readHead } from '../../src/core/assistantFileHead.ts';
import { freeStem } from '../../src/core/assistantFileName.ts';
import { assistantTemplates } from '../../src/core/assistantTemplates.ts';

const read = (text: string): ReadFile => readAssistantFile(text, { stem: 'tutor', kind: 'assistant' });
/** What is wrong with a file, and the words at which that is shown. */
const complaints = (text: string): readonly (readonly [string, string])[] => read(text).problems.map(({ from, to, message }) => [text.slice(from, to), message]);

/** A file with this description. */
const described = (description: string): string => `---\nname: A\ndescription: ${description}\nmodel: m # mine\n---\nB`;

/** The value of `user` in a file’s head, as YAML reads it. */
const readHeadOf = (text: string): unknown => readHead(/---\n(?<head>[^]*?)---/.exec(text)?.groups?.['head'] ?? '').values['user'];

describe('An assistant’s file', () => {
  it('has its settings in the head and its instructions below', () => {
    const text = '---\nname: Math Tutor\nmodel: gpt-6-luna\ntemperature: 0.2\ntools:\n  - code_interpreter\n  - type: function\n    function:\n      name: add\n      parameters: { type: object }\nstarters: [What is 2 + 2?]\nmetadata: { team: maths, year: 2026 }\n---\n\nYou are a personal math tutor.\n';
    assert.deepEqual(read(text), {
      readable: true,
      problems: [],
      definition: {
        ...emptyDefinition, name: 'Math Tutor', model: 'gpt-6-luna', parameters: { temperature: 0.2 }, instructions: 'You are a personal math tutor.',
        tools: [{ type: 'code_interpreter' }, { type: 'function', name: 'add', parameters: { type: 'object' } }], starters: ['What is 2 + 2?'], metadata: { team: 'maths', year: '2026' },
      },
    });
  });

  it('may be instructions alone, and is called by its file’s name then', () => {
    const found = ['', 'Be brief.', '\uFEFFBe brief.\r\n', '---\n---\nBe brief.'].map((text) => read(text).definition);
    assert.deepEqual(found.map(({ name, instructions }) => [name, instructions]), [['tutor', ''], ['tutor', 'Be brief.'], ['tutor', 'Be brief.'], ['tutor', 'Be brief.']]);
  });

  for (const [line, words, message] of [
    ['temperature: 3', '3', 'temperature must be from 0 to 2.'],
    ['temperature: warm', 'warm', 'temperature must be a number.'],
    ['top_p: 1.5', '1.5', 'top_p must be from 0 to 1.'],
    ['frequency_penalty: -3', '-3', 'frequency_penalty must be from -2 to 2.'],
    ['n: 1.5', '1.5', 'n must be a whole number.'],
    ['n: 129', '129', 'n must be from 1 to 128.'],
    ['max_prompt_tokens: 10', '10', 'max_prompt_tokens must be at least 256.'],
    ['stream: yes', 'yes', 'stream must be true or false.'],
    ['name: ""', '""', 'name must not be empty.'],
    ['name: [a, b]', '[a, b]', 'name must be a text.'],
    [`name: ${'n'.repeat(257)}`, 'n'.repeat(257), 'name has at most 256 characters; this has 257.'],
    [`description: ${'d'.repeat(513)}`, 'd'.repeat(513), 'description has at most 512 characters; this has 513.'],
    ['tools: web_search', 'web_search', 'tools must be a list.'],
    ['tools: [web_search, 7]', '7', 'A tool must be a name such as code_interpreter, or keys with a type.'],
    ['tools: [retrieval]', 'retrieval', 'retrieval was renamed: use file_search.'],
    ['tools: [function]', 'function', 'A function needs a name of at most 64 letters, digits, “_” and “-”.'],
    ['tools: [{ type: function, name: "no spaces" }]', '{ type: function, name: "no spaces" }', 'A function needs a name of at most 64 letters, digits, “_” and “-”.'],
    ['tools: [{ type: function, name: f, parameters: x }]', '{ type: function, name: f, parameters: x }', 'The parameters of a function must be a JSON schema.'],
    ['tool_resources: { file_search: { vector_store_ids: [a, b] } }', '[a, b]', 'vector_store_ids has at most 1 entry; this has 2.'],
    ['tool_resources: { code_interpreter: { file_ids: a } }', 'a', 'code_interpreter needs file_ids, a list of ids.'],
    ['tool_resources: { retrieval: {} }', 'retrieval', 'tool_resources has no “retrieval”; it takes code_interpreter and file_search.'],
    ['metadata: { team: [a] }', '[a]', 'The values of metadata must be texts.'],
    [`metadata: { ${'k'.repeat(65)}: v }`, 'k'.repeat(65), 'A key of metadata has at most 64 characters; this has 65.'],
    [`metadata: { k: ${'v'.repeat(513)} }`, 'v'.repeat(513), 'A value of metadata has at most 512 characters; this has 513.'],
    ['stop: [a, b, c, d, e]', '[a, b, c, d, e]', 'stop takes at most 4 texts; this has 5.'],
    ['stop: 5', '5', 'stop must be a text, or up to 4 of them.'],
    ['logit_bias: { 50256: -200 }', '{ 50256: -200 }', 'logit_bias takes numbers from -100 to 100.'],
    ['response_format: { type: xml }', '{ type: xml }', 'response_format must be text, json_object or json_schema.'],
    ['response_format: json_schema', 'json_schema', 'json_schema needs a name and a schema beneath it.'],
    ['tool_choice: always', 'always', 'tool_choice must be auto, none, required, or keys with a type.'],
    ['truncation_strategy: { type: last }', '{ type: last }', 'truncation_strategy needs a type: auto or last_messages.'],
    ['starters: [What?, ""]', '""', 'Each entry of starters must be a text that is not empty.'],
    ['knowledge: [docs/**, 5]', '5', 'Each entry of knowledge must be a text that is not empty.'],
    ['temprature: 1', 'temprature', '“temprature” is not known. Did you mean “temperature”?'],
    ['max-tokens: 1', 'max-tokens', '“max-tokens” is not known. Did you mean “max_tokens”?'],
    ['colour: red', 'colour', '“colour” is not a key of assistants; it is kept, and has no effect.'],
    ['name: !secret x', '!secret', 'Unresolved tag: !secret.'],
  ] as const) {
    it(`is told what is wrong with it, at the very words: ${line.slice(0, 60)}`, () => {
      assert.deepEqual(complaints(`---\n${line}\n---\nBe brief.\n`), [[words, message]]);
    });
  }

  it('leaves out what is wrong, so that it never reaches a server', () => {
    const text = '---\nname: 7\ntemperature: 3\nseed: 1\ntools: [web_search, 7]\nstarters: ["", Why?]\nmetadata: { a: 1, b: [] }\nmodel:\n---\nBe brief.';
    assert.deepEqual(read(text).definition, { ...emptyDefinition, name: 'tutor', instructions: 'Be brief.', parameters: { seed: 1 }, tools: [{ type: 'web_search' }], starters: ['Why?'], metadata: { a: '1' } });
  });

  it('has limits for its lists', () => {
    const pairs = Array.from({ length: 17 }, (_, index) => `k${String(index)}: v`).join(', ');
    const files = Array.from({ length: 21 }, (_, index) => `file-${String(index)}`).join(', ');
    const text = `---\ntools: [${Array.from({ length: 129 }, () => 'a').join(', ')}]\nmetadata: {${pairs}}\nstarters: [${'a, '.repeat(13)}]\ntool_resources: { code_interpreter: { file_ids: [${files}] } }\n---`;
    assert.deepEqual(complaints(text).map(([, message]) => message), ['tools has at most 128 entries; this has 129.', 'metadata has at most 16 entries; this has 17.', 'starters has at most 12 entries; this has 13.', 'file_ids has at most 20 entries; this has 21.']);
  });

  it('is warned to set only one of temperature and top_p', () => {
    assert.deepEqual(complaints('---\ntop_p: 1\ntemperature: 1\n---'), [['top_p', 'Both temperature and top_p are set; use one of them.']]);
  });

  it('shows places rightly after a byte order mark, Windows line ends and emoji', () => {
    assert.deepEqual(complaints('\uFEFF---\r\nname: 🌍\r\n# 🌍\r\nn: 0 # 🌍\r\n---\r\nBe brief.'), [['0', 'n must be from 1 to 128.']]);
  });

  for (const [head, words, message] of [
    ['---\nname: [a\n---\n', 'a', 'Flow sequence in block collection must be sufficiently indented and end with a ].'],
    ['---\na: b: c\n---\n', 'b', 'Nested mappings are not allowed in compact mappings.'],
    ['---\nname: a\nmodel: m\nname: b\n---\n', 'name', '“name” stands here twice.'],
    ['---\ntools:\n  - type: function\n    type: mcp\n---\n', 'type', '“type” stands here twice.'],
    ['---\n- a\n- b\n---\n', '- a\n- b', 'The head must be a list of keys with their values, as in “name: Reviewer”.'],
    ['---\nname: *gone\n---\n', 'name: *gone', 'Unresolved alias (the anchor must be set before the alias): gone.'],
    ['---\nname: a\n', '---', 'The head begins with --- and never ends: close it with another --- line.'],
  ] as const) {
    it(`cannot be read when its head makes no sense: ${JSON.stringify(head)}`, () => {
      assert.deepEqual([read(head).readable, complaints(head)], [false, [[words, message]]]);
    });
  }

  it('says that instructions are too long for the platform', () => {
    const text = `---\nname: Long\n---\n${'x'.repeat(1_000_000)}`;
    assert.deepEqual(complaints(text).map(([, message]) => message), ['Instructions have at most 256,000 characters; these have 1,000,000.']);
  });

  it('refuses a head that grows without end by its aliases', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...['b', 'c', 'd', 'e', 'f'].map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcde'[index] ?? 'a'}`).join(', ')}]`)];
    assert.equal(read(`---\n${bomb.join('\n')}\n---\n`).readable, false);
  });

  it('refuses a head that would take too long to read', () => {
    assert.deepEqual(complaints(`---\n${'a: b\n'.repeat(100_000)}---\n`).map(([, message]) => message), ['The head holds 500,000 characters, where 400,000 are the most; write the instructions below it.']);
    assert.equal(read(`---\na: ${'['.repeat(5000)}${']'.repeat(5000)}\n---\n`).readable, false);
    assert.equal(read(`---\na: ${'{a: '.repeat(150)}1${'}'.repeat(150)}\n---\n`).readable, false);
  });

  it('may be one of VS Code’s own agents, whose tools and models are not ours', () => {
    const text = '---\ndescription: Plans\ntools: [search, fetch]\nmodel: [GPT-5 (copilot), gpt-6-luna]\nargument-hint: what\nhandoffs: []\n---\nMake a plan.';
    const { definition, problems } = readAssistantFile(text, { stem: 'plan', kind: 'agent' });
    assert.deepEqual(definition, { ...emptyDefinition, name: 'plan', description: 'Plans', instructions: 'Make a plan.' });
    assert.deepEqual(problems.map(({ from, to, severity, message }) => [text.slice(from, to), severity, message]), [
      ['tools', 'information', 'These are tools of VS Code’s own chat; they are not used here.'],
      ['GPT-5 (copilot)', 'information', '“GPT-5 (copilot)” names a model of VS Code’s own chat; the connection’s model is used here.'],
    ]);
    assert.equal(readAssistantFile('---\nmodel: [gpt-6-luna, GPT-5 (copilot)]\n---', { stem: 'plan', kind: 'agent' }).definition.model, 'gpt-6-luna');
  });
});

describe('A change to an assistant’s file', () => {
  const text = '---\r\n# who\r\nname:   "Tutor" # ours\r\n\r\nfuture: {key: [1,2]}\r\ntools:\r\n    -   web_search # why\r\n# the end\r\ntemperature: 1\r\n---\r\n\r\nBe brief.\r\n';

  it('exchanges a value and no other character', () => {
    assert.equal(changeAssistantFile(text, { name: 'Teacher', temperature: 0.5 }), text.replace('"Tutor"', '"Teacher"').replace('temperature: 1', 'temperature: 0.5'));
  });

  it('writes new keys below the others', () => {
    assert.equal(changeAssistantFile(text, { model: 'm', starters: ['Why?'] }), text.replace('temperature: 1\r\n', 'temperature: 1\r\nmodel: m\r\nstarters:\r\n  - Why?\r\n'));
  });

  it('takes keys away with their lines', () => {
    assert.equal(changeAssistantFile(text, { tools: undefined, model: undefined }), text.replace('tools:\r\n    -   web_search # why\r\n', ''));
  });

  it('exchanges lists and texts of several lines', () => {
    assert.equal(changeAssistantFile(described('>\n  long\n  text'), { description: 'short' }), described('short'));
    assert.equal(changeAssistantFile(described('short'), { description: 'two\nlines' }), described('|-\n  two\n  lines'));
    assert.equal(changeAssistantFile(described(''), { description: 'x' }), described('x'));
  });

  it('quotes what would not be read as it is meant', () => {
    const values = ['null', '1.0', 'true', '- a', 'a: b', '#x', '', ' x ', '🌍', '"', '\'', '*x', '@x'];
    assert.deepEqual(values.map((user) => readHeadOf(changeAssistantFile('---\nuser: a\n---', { user }))), values);
  });

  it('gives a head to a file that has none', () => {
    assert.deepEqual(read(changeAssistantFile('Be brief.', { name: 'Tutor' })).definition, { ...emptyDefinition, name: 'Tutor', instructions: 'Be brief.' });
    assert.equal(changeAssistantFile('Be brief.', { name: undefined }), 'Be brief.');
  });

  it('works in a head of one line', () => {
    assert.deepEqual(read(changeAssistantFile('---\n{ name: A, n: 2 }\n---\nB', { name: 'C', n: undefined })).definition, { ...emptyDefinition, name: 'C', instructions: 'B' });
  });

  it('leaves alone what it does not understand', () => {
    assert.equal(changeAssistantFile('---\nname: [a\n---\n', { name: 'b' }), '---\nname: [a\n---\n');
  });
});

describe('A new assistant’s file', () => {
  const definitions: readonly Definition[] = [
    ...assistantTemplates,
    { ...emptyDefinition, name: 'yes', description: 'null', instructions: '--- is no head\n\n---\nnor this', metadata: { version: '1.0', on: 'true' }, starters: ['Grüße 🌍: was?', '- a list?'] },
    { ...emptyDefinition, name: 'A: “quoted” #name', instructions: 'x', serverId: 'asst_1', connection: 'local', additionalInstructions: 'line\nline', parameters: { n: 2, stop: ['a'], response_format: { type: 'json_object' } }, toolResources: { code_interpreter: { file_ids: ['file-1'] } } },
  ];
  for (const definition of definitions) {
    it(`reads as it was meant: ${definition.name}`, () => {
      assert.deepEqual(read(writeAssistantFile(definition)), { definition, problems: [], readable: true });
    });
  }

  it('is tidy: short tools, nothing empty, and no alias where a schema is used twice', () => {
    const parameters = { type: 'object' };
    const tools = [{ type: 'web_search' }, { type: 'function', name: 'a', parameters }, { type: 'function', name: 'b', parameters }];
    assert.equal(writeAssistantFile({ ...emptyDefinition, name: 'A', description: 'two\nlines', instructions: 'Be brief.', tools }, { name: 'B', colour: 'red' }), [
      '---', 'name: A', 'description: |-', '  two', '  lines', 'tools:', '  - web_search', '  - type: function', '    name: a', '    parameters:', '      type: object', '  - type: function', '    name: b', '    parameters:', '      type: object', 'colour: red', '---', '', 'Be brief.', '',
    ].join('\n'));
  });

  it('is named so that every system takes it', () => {
    const names = ['Math Tutor', 'математика', '../../etc/passwd', 'CON', 'com¹', '   ', 'math tutor', '📝 Writer', 'x'.repeat(100), 'y'.repeat(100), 'Cafe\u0301'];
    const taken = ['Math-Tutor', 'y'.repeat(60), 'CAFÉ'];
    assert.deepEqual(names.map((name) => freeStem(name, taken)), ['math-tutor-2', 'математика', 'etc-passwd', 'assistant-con', 'assistant-com¹', 'assistant', 'math-tutor-2', 'writer', 'x'.repeat(60), `${'y'.repeat(58)}-2`, 'café-2']);
  });
});

describe('The place of a value in an assistant’s file', () => {
  it('is that of its characters', () => {
    const text = '---\nname: Tutor\nmodel: "gpt-4o" # old\n---\nText';
    const place = placeOfValue(text, 'model');
    assert.equal(text.slice(place?.from, place?.to), '"gpt-4o"');
  });

  it('is nowhere in a file without the key, without a head, or with a head that cannot be understood', () => {
    assert.deepEqual(['---\nname: a\n---\n', 'model: x', '---\nmodel: [\n---\n', '---\nmodel: x'].map((text) => placeOfValue(text, 'model')), [undefined, undefined, undefined, undefined]);
  });
});
