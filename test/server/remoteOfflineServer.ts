import * as v from 'valibot';
import type { Fault } from './faults.ts';
import type { Features } from './features.ts';
import type { RecordedRequest } from './requestLog.ts';

/** An offline server in another process. */
export interface RemoteOfflineServer {
  /** The base URL for clients; ends in `/v1`. */
  readonly url: string;
  requests(): Promise<readonly RecordedRequest[]>;
  plan(fault: Fault): Promise<void>;
  set(features: Partial<Features>): Promise<void>;
  settled(): Promise<void>;
  /** As that of the server itself; throws, when it is through, if requests or answers were not as OpenAI’s published schema says. */
  reset(): Promise<void>;
}

const recordedRequests = v.custom<readonly RecordedRequest[]>((answer) => Array.isArray(answer));

const sentences = v.array(v.string());

/** Speaks to the server whose base URL this is. */
export function connectOfflineServer(url: string): RemoteOfflineServer {
  async function ask(method: 'GET' | 'POST', name: string, body?: object): Promise<unknown> {
    const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(new URL(`/control/${name}`, url), { method, ...sent });
    if (!response.ok) throw new Error(`The offline server refused “${name}”: ${await response.text()}`);
    return response.json();
  }
  const tell = async (name: string, body?: object): Promise<void> => {
    await ask('POST', name, body);
  };
  return {
    url,
    requests: async () => v.parse(recordedRequests, await ask('GET', 'requests')),
    plan: (fault) => tell('plan', fault),
    set: (features) => tell('set', features),
    settled: async () => {
      await ask('GET', 'settled');
    },
    reset: async () => {
      const mismatches = v.parse(sentences, await ask('GET', 'mismatches'));
      await tell('reset');
      if (mismatches.length > 0) throw new Error(mismatches.join('\n'));
    },
  };
}
