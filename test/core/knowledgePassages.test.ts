import { deepEqual } from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import type { KnowledgeFile } from '../../src/core/knowledge.ts';
import { KnowledgePassages, passageBudget, whyNotSearched } from '../../src/core/knowledgePassages.ts';
import type { Passage, Passages } from '../../src/core/passages.ts';

const tutor: Assistant = { ...emptyDefinition, id: 'workspace/tutor', name: 'Tutor', knowledge: ['*.md'] };
const file: KnowledgeFile = { path: 'tea.md', hash: 'h', size: 1, isText: true };
const passage = (path: string, startLine: number, endLine: number, text = path): Passage => ({ path, hash: 'h', startLine, endLine, text });
const signal = new AbortController().signal;

/** Passages that finds what it is told to, and remembers what it is asked. */
class FakePassages implements Passages {
  readonly asked: unknown[] = [];
  found: readonly Passage[] = [];
  kept: readonly string[] = [];
  /** How many times what is kept is found to be damaged. */
  #damaged: number;

  constructor(damaged = 0) {
    this.#damaged = damaged;
  }

  async update(set: string, files: readonly KnowledgeFile[]): Promise<void> {
    this.asked.push(['update', set, files]);
  }

  async find(set: string, question: string, most: number): Promise<readonly Passage[] | undefined> {
    this.asked.push(['find', set, question]);
    this.#damaged -= 1;
    return this.#damaged >= 0 ? undefined : this.found.slice(0, most);
  }

  async sets(): Promise<readonly string[]> {
    return this.kept;
  }

  async clear(set: string): Promise<void> {
    this.asked.push(['clear', set]);
  }
}

/** The places of what is given for these finds. */
async function given(...found: readonly Passage[]): Promise<readonly string[]> {
  const passages = new FakePassages();
  passages.found = found;
  const all = await new KnowledgePassages({ list: async () => [file], read: async () => 'text' }, passages, 'shop').find(tutor, 'Tea?', signal);
  return all.map(({ path, startLine, endLine }) => `${path}:${String(startLine)}-${String(endLine)}`);
}

describe('A file that is not searched on this machine', () => {
  it('is one that is no text, or too large to be looked into', () => {
    deepEqual([{ ...file, isText: false }, { ...file, size: 8_000_001 }, file].map(whyNotSearched), ['not text: not searched on this machine', 'too large: not searched on this machine', undefined]);
  });
});

describe('What an assistant’s files say to a question', () => {
  it('is looked for once the files are taken in as they are now, apart from other assistants and workspaces', async () => {
    const passages = new FakePassages();
    await new KnowledgePassages({ list: async () => [file], read: async () => 'text' }, passages, 'shop').find(tutor, 'Tea?', signal);
    deepEqual(passages.asked, [['update', '["shop","workspace/tutor"]', [file]], ['find', '["shop","workspace/tutor"]', 'Tea?']]);
  });

  it('is taken in once more where what was kept was damaged', async () => {
    const passages = new FakePassages(1);
    passages.found = [passage('tea.md', 1, 1)];
    const found = await new KnowledgePassages({ list: async () => [file], read: async () => 'text' }, passages, 'shop').find(tutor, 'Tea?', signal);
    deepEqual([found.length, passages.asked.length], [1, 4]);
  });

  it('is kept no longer than the assistant knows files', async () => {
    const passages = new FakePassages();
    passages.kept = [['shop', tutor.id], ['shop', 'workspace/gone'], ['shop', 'workspace/empty'], ['other', 'workspace/gone'], ['other', 'personal/gone'], ['other', 'personal/mine']].map((set) => JSON.stringify(set));
    await new KnowledgePassages({ list: async () => [], read: async () => undefined }, passages, 'shop').tidy([tutor, { ...tutor, id: 'workspace/empty', knowledge: [] }, { ...tutor, id: 'personal/mine' }]);
    deepEqual(passages.asked, [['clear', '["shop","workspace/gone"]'], ['clear', '["shop","workspace/empty"]'], ['clear', '["other","personal/gone"]']]);
  });

  it('is nothing where it knows no files', async () => {
    const passages = new FakePassages();
    deepEqual([await new KnowledgePassages({ list: async () => [file], read: async () => 'text' }, passages, '').find({ ...tutor, knowledge: [] }, 'Tea?', signal), passages.asked], [[], []]);
  });

  it('is not said twice: of passages that overlap, the better one stays', async () => {
    deepEqual(await given(passage('a.md', 10, 30), passage('a.md', 1, 12), passage('a.md', 18, 40), passage('b.md', 10, 30)), ['a.md:10-30', 'a.md:1-12', 'b.md:10-30']);
  });

  it('is at most six passages', async () => {
    deepEqual((await given(...Array.from({ length: 12 }, (_, index) => passage(`${String(index)}.md`, 1, 1)))).length, 6);
  });

  it('is at most about 4,000 tokens, or a quarter of what the model takes', async () => {
    deepEqual([undefined, 128_000, 4096].map(passageBudget), [4000, 4000, 1024]);
    deepEqual(await given(...['a.md', 'b.md', 'c.md'].map((path) => passage(path, 1, 1, 'x'.repeat(7000)))), ['a.md:1-1', 'b.md:1-1']);
  });
});
