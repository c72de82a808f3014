import assert from 'node:assert/strict';
import { completionsAt, type CompletionItem } from '../../src/core/assistantFileCompletion.ts';
import { fileKeys } from '../../src/core/assistantFileKeys.ts';
import { hoverAt } from '../../src/core/assistantFileHover.ts';
import { parameterNames } from '../../src/core/assistant.ts';

const known = { models: [{ id: 'gpt-6-luna', detail: 'newest' }, { id: '@cf/llama' }], connections: [{ id: 'local', name: 'My server' }] };

/** The proposals where ‸ stands, and the characters that they take the place of. */
function proposed(marked: string): { readonly replaced: string; readonly items: readonly CompletionItem[] } {
  const text = marked.replace('‸', '');
  const { from, to, items } = completionsAt(text, marked.indexOf('‸'), known);
  return { replaced: text.slice(from, to), items };
}

const labels = (marked: string): readonly string[] => proposed(marked).items.map(({ label }) => label);

describe('A proposal in an assistant’s file', () => {
  it('is a key that is not there yet', () => {
    const { replaced, items } = proposed('---\nname: A\ntem‸\n  broken: [\n---\nBody');
    assert.deepEqual([replaced, items.length, items.some(({ label }) => label === 'name')], ['tem', fileKeys.length - 1, false]);
    assert.deepEqual(items.find(({ label }) => label === 'temperature'), { label: 'temperature', insert: 'temperature: ', detail: 'number, 0 to 2', documentation: 'How freely the model chooses its words: 0 is the most settled. Set this or top_p, not both.\n\nUsed by Responses, Chat Completions, Assistants API.' });
  });

  it('is a key in a head that has no end yet, and a list begins on a line of its own', () => {
    const tools = proposed('---\r\n‸').items.find(({ label }) => label === 'tools');
    assert.deepEqual([tools?.insert, tools?.snippet], ['tools:\n  - $0', true]);
  });

  it('is the key alone where its value stands already', () => {
    const { replaced, items } = proposed('---\nna‸me: A\n---\n');
    assert.deepEqual([replaced, items.find(({ label }) => label === 'name')?.insert], ['name', 'name']);
  });

  for (const [marked, replaced, found] of [
    ['---\nmodel: ‸\n---', '', ['gpt-6-luna', '"@cf/llama"']],
    ['---\nmodel: gp‸t-4 # old\n---', 'gpt-4', ['gpt-6-luna', '"@cf/llama"']],
    ['---\nmodel:‸\n---', '', [' gpt-6-luna', ' "@cf/llama"']],
    ['---\nconnection: l‸\n---', 'l', ['local']],
    ['---\nstream: ‸', '', ['true', 'false']],
    ['---\nverbosity: h‸', 'h', ['low', 'medium', 'high']],
    ['---\nreasoning_effort: ‸', '', ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']],
    ['---\nresponse_format: ‸', '', ['text', 'json_object', 'json_schema']],
    ['---\nresponse_format:\n  type: j‸', 'j', ['text', 'json_object', 'json_schema']],
    ['---\ntools:\n  - fi‸\n---', 'fi', ['code_interpreter', 'file_search', 'web_search', 'image_generation']],
    ['---\ntools:\n- ‸', '', ['code_interpreter', 'file_search', 'web_search', 'image_generation']],
    ['---\ntools:\n  - web_search\n  - type: ‸', '', ['code_interpreter', 'file_search', 'web_search', 'image_generation', 'function']],
    ['---\ntools: [web_search, fi‸]\n---', 'fi', ['code_interpreter', 'file_search', 'web_search', 'image_generation']],
  ] as const) {
    it(`is a value: ${JSON.stringify(marked)}`, () => {
      const proposal = proposed(marked);
      assert.deepEqual([proposal.replaced, proposal.items.map(({ insert }) => insert)], [replaced, found]);
    });
  }

  it('is nothing in the instructions, in comments, in free texts and beneath keys of the author’s own', () => {
    const places = ['---\nname: A\n---\nBe ‸brief.', '---\n# na‸\n---', '---\nname: ‸\n---', '---\nmetadata:\n  model: ‸\n---', '---\ndescription: |\n  model: ‸\n---', '---\nname: A # ‸', '---\nname: A\n---‸\n', 'Be brief‸'];
    assert.deepEqual(places.map(labels), places.map(() => []));
  });

  it('is a head where a file has none', () => {
    assert.deepEqual(['‸', '--‸\nBe brief.'].map((marked) => proposed(marked).items.map(({ insert }) => insert)), [['---\nname: $0\n---\n'], ['---\nname: $0\n---\n']]);
  });
});

describe('The table of keys', () => {
  it('says of each key what it means and who uses it', () => {
    assert.deepEqual(parameterNames.filter((name) => fileKeys.every((key) => key.name !== name)), []);
    assert.deepEqual(fileKeys.filter(({ meaning, usedBy }) => meaning === '' || usedBy.length === 0), []);
  });

  it('is shown when the pointer rests on a key', () => {
    const text = '---\r\nname: A\r\nverbosity : low\r\n---\r\nverbosity: low';
    const hover = hoverAt(text, text.indexOf('bosity'));
    assert.deepEqual([text.slice(hover?.from, hover?.to), hover?.markdown], ['verbosity', '**verbosity** (text, at most 64 characters)\n\nHow long answers are: low, medium, high.\n\nFor example: `low`, `medium`, `high`.\n\nUsed by Responses, Chat Completions, Agents.']);
  });

  it('is silent on values, on other keys and on the instructions', () => {
    const text = '---\nname: model\ncolour: red\nmetadata:\n  model: x\n---\nmodel: x';
    assert.deepEqual([text.indexOf('model'), text.indexOf('colour'), text.indexOf('  model') + 2, text.lastIndexOf('model')].map((offset) => hoverAt(text, offset)), [undefined, undefined, undefined, undefined]);
  });
});
