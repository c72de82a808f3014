import assert from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import type { AssistantEntry } from '../../src/core/assistants.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { assistantsOf, FakeShelf } from '../support/fakes.ts';

function entry(name: string, more: Partial<AssistantEntry> = {}): AssistantEntry {
  return { assistant: { ...emptyDefinition, id: `personal/${name}`, name }, place: 'personal', address: `file:///${name}`, ...more };
}

describe('The catalogue of assistants', () => {
  it('lists those of files by name, and knows the built-in one besides', async () => {
    const assistants = assistantsOf(new FakeShelf([entry('Zoe'), entry('Ada')]));
    assert.deepEqual((await assistants.list()).map(({ assistant }) => assistant.name), ['Ada', 'Zoe']);
    assert.deepEqual(assistants.known.map(({ name }) => name), ['Assistant', 'Ada', 'Zoe']);
  });

  it('tells when a file has changed, and has it for the next turn', async () => {
    const shelf = new FakeShelf([entry('Ada')]);
    const assistants = assistantsOf(shelf);
    await assistants.list();
    const told = new Promise<null>((resolve) => { assistants.onChange(resolve); });
    const changed = entry('Ada');
    shelf.put([{ ...changed, assistant: { ...changed.assistant, instructions: 'Be brief.' } }]);
    await told;
    assert.equal((await assistants.get('personal/Ada')).instructions, 'Be brief.');
  });

  it('says that an assistant is gone, or what its file lacks', async () => {
    const broken = { kind: 'assistant', message: 'Ada.assistant.md cannot be understood.', action: 'openAssistant' } as const;
    const assistants = assistantsOf(new FakeShelf([entry('Ada', { failure: broken })]));
    await assert.rejects(assistants.get('personal/Ada'), (error) => error instanceof FailureError && error.failure === broken);
    await assert.rejects(assistants.get('personal/Bob'), (error) => error instanceof FailureError && error.failure.action === 'chooseAssistant');
  });

  it('knows who is asked by @name: the longest name counts, in capitals or not, and never a part of a word', async () => {
    const assistants = assistantsOf(new FakeShelf([entry('Math'), entry('Math Tutor')]));
    const asked = await Promise.all(['@math tutor what is 2+2?', '@Math, why?', '@Mathilda hello', 'Ask @Math', '@nobody'].map((prompt) => assistants.mentioned(prompt)));
    assert.deepEqual(asked, ['personal/Math Tutor', 'personal/Math', undefined, undefined, undefined]);
  });

  it('keeps the default one', async () => {
    const assistants = assistantsOf(new FakeShelf([entry('Ada')]));
    const before = assistants.defaultId;
    assistants.makeDefault('personal/Ada');
    assert.deepEqual([before, assistants.defaultId], ['assistant', 'personal/Ada']);
  });
});
