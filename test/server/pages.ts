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

const pageQuery = v.object({
  limit: v.exactOptional(v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(100))),
  order: v.exactOptional(v.picklist(['asc', 'desc'])),
  after: v.exactOptional(v.string()),
});

/** The page that a query asks for by `after`, `limit` (1 to 100, 20 unless told) and `order` (newest first unless told). */
export function page<Item extends { readonly id: string }>(items: readonly Item[], query: URLSearchParams): Page<Item> {
  const { after, limit = 20, order } = check(pageQuery, Object.fromEntries(query));
  const ordered = order === 'asc' ? items : items.toReversed();
  const start = after === undefined ? 0 : ordered.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw new ApiError(400, { message: `Invalid 'after': '${after}' is not in this list.`, param: 'after' });
  return wholePage(ordered.slice(start, start + limit), ordered.length > start + limit);
}

/** A list that is given as one page. */
export function wholePage<Item extends { readonly id: string }>(items: readonly Item[], hasMore = false): Page<Item> {
  return { object: 'list', data: [...items], first_id: items[0]?.id ?? '', last_id: items.at(-1)?.id ?? '', has_more: hasMore };
}
