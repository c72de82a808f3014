import assert from 'node:assert/strict';
import { assistantKey, Counterparts, type Keeper, type Listed } from '../../src/openai/counterparts.ts';

/** A server that keeps objects in memory, and what it was asked. */
class MemoryKeeper implements Keeper<string> {
  readonly kept: Listed[] = [];
  readonly asked: string[] = [];

  async list(): Promise<{ readonly data: readonly Listed[] }> {
    this.asked.push('list');
    return { data: this.kept };
  }

  async create(body: string): Promise<string> {
    this.asked.push(`create ${body}`);
    const id = `made-${String(this.kept.length)}`;
    this.kept.push({ id, metadata: { [assistantKey]: 'tutor' } });
    return id;
  }

  async update(id: string, body: string): Promise<void> {
    this.asked.push(`update ${id} ${body}`);
  }
}

const { signal } = new AbortController();

describe('the counterparts of our assistants at a server', () => {
  it('are made when first needed, and once', async () => {
    const keeper = new MemoryKeeper();
    const counterparts = new Counterparts(keeper);
    const ids = await Promise.all([counterparts.idFor('tutor', 'a', signal), counterparts.idFor('tutor', 'a', signal), counterparts.idFor('tutor', 'a', signal)]);
    assert.deepEqual([ids, keeper.asked], [['made-0', 'made-0', 'made-0'], ['list', 'create a']]);
  });

  it('are found again by their metadata, and brought up to date', async () => {
    const keeper = new MemoryKeeper();
    keeper.kept.push({ id: 'other', metadata: null }, { id: 'there', metadata: { [assistantKey]: 'tutor' } });
    assert.equal(await new Counterparts(keeper).idFor('tutor', 'a', signal), 'there');
    assert.deepEqual(keeper.asked, ['list', 'update there a']);
  });

  it('are changed only when ours have changed', async () => {
    const keeper = new MemoryKeeper();
    const counterparts = new Counterparts(keeper);
    for (const body of ['a', 'a', 'b', 'b']) await counterparts.idFor('tutor', body, signal);
    assert.deepEqual(keeper.asked, ['list', 'create a', 'update made-0 b']);
  });

  it('are looked for anew when they have gone', async () => {
    const keeper = new MemoryKeeper();
    const counterparts = new Counterparts(keeper);
    await counterparts.idFor('tutor', 'a', signal);
    keeper.kept.length = 0;
    assert.equal(counterparts.drop('tutor'), true);
    await counterparts.idFor('tutor', 'a', signal);
    assert.deepEqual(keeper.asked, ['list', 'create a', 'list', 'create a']);
  });
});
