import * as v from 'valibot';
import { check } from './body.ts';
import { ApiError } from './errors.ts';

/** One page of a list, in the service's shape. */
export interface Page<Item> {
  data: Item[];
  first_id: string;
  has_more: boolean;
  last_id: string;
  object: 'list';
}

/** How many a page holds, unless told and at most. */
interface PageSizes {
  readonly usual: number;
  readonly most: number;
}

const sizes: PageSizes = { usual: 20, most: 100 };

const pageQuery = ({ most }: PageSizes) => v.object({
  limit: v.exactOptional(v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(most))),
  order: v.exactOptional(v.picklist(['asc', 'desc'])),
  after: v.exactOptional(v.string()),
  before: v.exactOptional(v.string()),
});

/** The page that a query asks for by `after` or `before`, `limit` (1 to 100, 20 unless told) and `order` (newest first unless told). */
export function page<Item extends { readonly id: string }>(items: readonly Item[], query: URLSearchParams, size = sizes): Page<Item> {
  const { after, before, limit = size.usual, order } = check(pageQuery(size), Object.fromEntries(query));
  const ordered = order === 'asc' ? items : items.toReversed();
  const end = before === undefined ? ordered.length : place(ordered, before, 'before');
  if (before !== undefined && after === undefined) return wholePage(ordered.slice(Math.max(0, end - limit), end), end > limit);
  const start = after === undefined ? 0 : place(ordered, after, 'after') + 1;
  return wholePage(ordered.slice(start, Math.min(end, start + limit)), end > start + limit);
}

function place(items: readonly { readonly id: string }[], id: string, name: 'after' | 'before'): number {
  const found = items.findIndex((item) => item.id === id);
  if (found === -1) throw new ApiError(400, { message: `Invalid '${name}': '${id}' is not in this list.`, param: name });
  return found;
}

/** A list that is given as one page. */
export function wholePage<Item extends { readonly id: string }>(items: readonly Item[], hasMore = false): Page<Item> {
  return { object: 'list', data: [...items], first_id: items[0]?.id ?? '', last_id: items.at(-1)?.id ?? '', has_more: hasMore };
}
