import assert from 'node:assert/strict';
import { everyItem } from '../../src/openai/everyItem.ts';

interface Item {
  readonly id: string;
}

const numbered = (from: number, count: number): readonly Item[] => Array.from({ length: count }, (_, index) => ({ id: String(from + index) }));

async function all(read: (after: { readonly after?: string }) => Promise<{ readonly data: readonly Item[]; readonly has_more?: boolean }>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of everyItem(read)) ids.push(id);
  return ids;
}

describe('every item of a list', () => {
  it('comes page by page, as long as the server says that there is more', async () => {
    const asked: (string | undefined)[] = [];
    const ids = await all(async ({ after }) => {
      asked.push(after);
      return after === undefined ? { data: numbered(1, 2), has_more: true } : { data: numbered(3, 1), has_more: false };
    });
    assert.deepEqual([ids, asked], [['1', '2', '3'], [undefined, '2']]);
  });

  it('comes from a server that does not say whether there is more, until a page is not full', async () => {
    const ids = await all(async ({ after }) => ({ data: after === undefined ? numbered(1, 100) : numbered(101, 20) }));
    assert.equal(ids.length, 120);
  });

  it('comes once from a server that gives the same page again and again', async () => {
    let pages = 0;
    const ids = await all(async () => {
      pages += 1;
      return { data: numbered(1, 2), has_more: true };
    });
    assert.deepEqual([ids, pages], [['1', '2'], 2]);
  });

  it('ends though the list has no end', async () => {
    const ids = await all(async ({ after = '0' }) => ({ data: numbered(Number(after) + 1, 10), has_more: true }));
    assert.equal(ids.length, 1000);
  });
});
