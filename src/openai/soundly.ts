/** Whether something was not as the API has it, and reading it failed over that; failures of the network have a cause. */
export function isUnsound(error: unknown): boolean {
  return (error instanceof TypeError || error instanceof RangeError) && error.cause === undefined;
}

/** What is read of one event; one that is not as the API has it says no more than that the answer is alive. */
export async function* soundly<Told>(read: () => AsyncIterable<Told> | Iterable<Told>): AsyncGenerator<Told | { readonly type: 'progress' }> {
  try {
    yield* read();
  } catch (error) {
    if (!isUnsound(error)) throw error;
    yield { type: 'progress' };
  }
}

/** The most places that one answer may have: items of its output, choices, calls. */
const mostPlaces = 4096;

/** Whether this is a place in a list that a server may speak of. */
export function isPlace(index: unknown): index is number {
  return Number.isSafeInteger(index) && typeof index === 'number' && index >= 0 && index < mostPlaces;
}
