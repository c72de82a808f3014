/** Works through all items, so many at once. The first error ends it, once what is under way has come to its end. */
export async function inLanes<Item>(items: readonly Item[], lanes: number, work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const errors: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined && errors.length === 0; item = left.shift()) {
      await work(item).catch((error: unknown) => { errors.push(error); });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (errors.length > 0) throw errors[0];
}
