import assert from 'node:assert/strict';
import { emptyDefinition, type Definition } from '../../src/core/assistant.ts';
import { changeAssistantFile, readAssistantFile, writeAssistantFile, type ReadFile } from '../../src/core/assistantFile.ts';
import { freeStem } from '../../src/core/assistantFileName.ts';
import { assistantTemplates } from '../../src/core/assistantTemplates.ts';

const read = (text: string): ReadFile => readAssistantFile(text, { stem: 'tutor', kind: 'assistant' });
/** What is wrong with a file, and the words at which that is shown. */
const complaints = (text: string): readonly (readonly [string, string])[] => read(text).problems.map(({ from, to, message }) => [text.slice(from, to), message]);

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

  it('is told what is wrong with it, at the very words, and what is wrong never reaches a server', () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['temperature: 3', '3', /temperature must be from 0 to 2/],
      ['temperature: warm', 'warm', /temperature must be a number/],
      ['top_p: 1.5', '1.5', /top_p must be from 0 to 1/],
      ['n: 1.5', '1.5', /whole number/],
      ['name: ""', '""', /must not be empty/],
      [`name: ${'n'.repeat(257)}`, 'n'.repeat(257), /at most 256 characters; this has 257/],
      [`description: ${'d'.repeat(513)}`, 'd'.repeat(513), /at most 512/],
      [`tools: [${Array.from({ length: 129 }, () => 'a').join(', ')}]`, `[${Array.from({ length: 129 }, () => 'a').join(', ')}]`, /at most 128 entries; this has 129/],
      [`metadata: {${Array.from({ length: 17 }, (_, index) => `k${String(index)}: v`).join(', ')}}`, `{${Array.from({ length: 17 }, (_, index) => `k${String(index)}: v`).join(', ')}}`, /at most 16 entries/],
      [`metadata: {${'k'.repeat(65)}: v}`, `{${'k'.repeat(65)}: v}`, /at most 64/],
      ['tools: [{ type: function, name: "no spaces" }]', '[{ type: function, name: "no spaces" }]', /needs a name/],
      ['stop: [a, b, c, d, e]', '[a, b, c, d, e]', /at most 4/],
      ['logit_bias: { 50256: -200 }', '{ 50256: -200 }', /-100 to 100/],
      ['starters: [""]', '[""]', /must be a text/],
      ['temprature: 1', 'temprature', /Did you mean “temperature”/],
      ['colour: red', 'colour', /is kept, and has no effect/],
    ];
    for (const [line, words, message] of cases) {
      const text = `---\n${line}\n---\nBe brief.\n`;
      const [first] = complaints(text);
      assert.ok(first !== undefined, line);
      assert.equal(first[0].trim(), words);
      assert.match(first[1], message);
      assert.deepEqual(read(text).definition.parameters, {}, line);
    }
  });

  it('cannot answer when its head cannot be understood: the reason stands where it begins', () => {
    const heads = ['---\nname: [a\n---\n', '---\nname: a\nname: b\n---\n', '---\n- a\n- b\n---\n', '---\nname: a\n'];
    assert.deepEqual(heads.map((text) => [read(text).readable, read(text).problems.length > 0]), heads.map(() => [false, true]));
  });

  it('says that instructions are too long for the platform', () => {
    const text = `---\nname: Long\n---\n${'x'.repeat(1_000_000)}`;
    assert.deepEqual(complaints(text).map(([, message]) => message), ['Instructions have at most 256,000 characters; these have 1,000,000.']);
  });

  it('refuses a head that grows without end by its aliases', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...['b', 'c', 'd', 'e', 'f'].map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcde'[index] ?? 'a'}`).join(', ')}]`)];
    assert.equal(read(`---\n${bomb.join('\n')}\n---\n`).readable, false);
  });

  it('reads VS Code’s own agents: their tools and models are not ours', () => {
    const text = '---\ndescription: Plans\ntools: [search, fetch]\nmodel: [GPT-5 (copilot)]\nhandoffs: []\n---\nMake a plan.';
    assert.deepEqual(readAssistantFile(text, { stem: 'plan', kind: 'agent' }), { readable: true, problems: [], definition: { ...emptyDefinition, name: 'plan', description: 'Plans', instructions: 'Make a plan.' } });
  });
});

describe('A change to an assistant’s file', () => {
  const text = '---\r\n# who\r\nname: "Tutor" # ours\r\nfuture: { key: 1 }\r\n---\r\n\r\nBe brief.\r\n';

  it('keeps comments, unknown keys, line ends and the instructions', () => {
    assert.equal(changeAssistantFile(text, { name: 'Teacher', model: 'm' }), text.replace('"Tutor"', '"Teacher"').replace('{ key: 1 }\r\n', '{ key: 1 }\r\nmodel: m\r\n'));
  });

  it('takes a key away', () => {
    assert.equal(read(changeAssistantFile('---\nname: A\ntemperature: 1\n---\nB', { temperature: undefined })).definition.parameters.temperature, undefined);
  });

  it('gives a head to a file that has none', () => {
    assert.deepEqual(read(changeAssistantFile('Be brief.', { name: 'Tutor' })).definition, { ...emptyDefinition, name: 'Tutor', instructions: 'Be brief.' });
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

  it('is named so that every system takes it', () => {
    const names = ['Math Tutor', 'математика', '../../etc/passwd', 'CON', '   ', 'math tutor', 'x'.repeat(100)];
    assert.deepEqual(names.map((name) => freeStem(name, ['Math-Tutor'])), ['math-tutor-2', 'математика', 'etc-passwd', 'assistant-con', 'assistant', 'math-tutor-2', 'x'.repeat(60)]);
  });
});
