import type { Reached } from '../core/connectionChecks.ts';
import type { Connection } from '../core/connections.ts';
import { translated } from './failures.ts';
import { guardedFetch } from './guardedFetch.ts';

/** How long a server may take, in milliseconds. */
const patience = 10_000;

/** Asks a server for its models without a key: whatever it says, it is there. Throws FailureError when it cannot be reached, or its certificate is not trusted. */
export async function reach(connection: Connection, signal: AbortSignal): Promise<Reached> {
  const began = performance.now();
  try {
    const response = await guardedFetch(connection, async () => undefined)(`${connection.baseUrl}/models`, { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) });
    const took = performance.now() - began;
    await response.body?.cancel();
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    return { status: response.status, took, ...(Number.isNaN(serverTime) ? {} : { serverTime }) };
  } catch (error) {
    throw translated(error, connection);
  }
}
