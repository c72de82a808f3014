/** The most pages that are read of one list. */
const mostPages = 100;

/** The longest page that servers give. */
export const pageSize = 100;

interface Page<Item> {
  readonly data: readonly Item[];
  readonly has_more?: boolean;
}

/**
 * The items of a list, page by page, each once. Servers that do not say whether there is more are asked for as long as their pages
 * are full; one that gives the same page again, or never comes to an end, is not listened to any longer.
 */
export async function* everyItem<Item extends { readonly id: string }>(read: (after: { readonly after?: string }) => PromiseLike<Page<Item>>): AsyncGenerator<Item> {
  const seen = new Set<string>();
  let after: { readonly after?: string } = {};
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { data, has_more: more } = await read(after);
    const fresh = data.filter(({ id }) => typeof id === 'string' && !seen.has(id));
    for (const item of fresh) {
      seen.add(item.id);
      yield item;
    }
    const last = fresh.at(-1);
    if (last === undefined || (more !== true && data.length < pageSize)) return;
    after = { after: last.id };
  }
}
