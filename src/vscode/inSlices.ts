/** How many are done in one go. */
const slice = 5000;

/** Does the work for each, with pauses between, so that nothing else in the extension host waits for long. */
export async function inSlices<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
  for (let start = 0; start < items.length; start += slice) {
    for (const item of items.slice(start, start + slice)) work(item);
    await new Promise((resolve) => { setTimeout(resolve); });
  }
}
