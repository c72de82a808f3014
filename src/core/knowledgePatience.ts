import { FailureError } from '../shared/rpc.ts';
import type { KnowledgeServer } from './knowledge.ts';
import type { Pause } from './knowledgeRun.ts';

/** How often one request is made again, and how long is waited at least the first time, in milliseconds: each time twice as long, up to a minute. */
const again = { times: 12, first: 1000, most: 60_000 };

/** The same server, waited for where it has had too many requests: for as long as it says. Such a request has changed nothing there. */
export function patientServer(server: KnowledgeServer, pause: Pause): KnowledgeServer {
  const patiently = async <Answer>(signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> => {
    for (let times = 0; ; times += 1) {
      try {
        return await ask();
      } catch (error) {
        const told = waitTold(error);
        if (told === undefined || times === again.times) throw error;
        await pause(Math.max(told, Math.min(again.first * 2 ** times, again.most)), signal);
        signal.throwIfAborted();
      }
    }
  };
  return {
    upload: (file, name, signal, progress) => patiently(signal, () => server.upload(file, name, signal, progress)),
    createStore: (store, signal) => patiently(signal, () => server.createStore(store, signal)),
    findStore: (metadata, signal) => patiently(signal, () => server.findStore(metadata, signal)),
    storeFiles: (storeId, signal) => patiently(signal, () => server.storeFiles(storeId, signal)),
    attach: (storeId, files, signal) => patiently(signal, () => server.attach(storeId, files, signal)),
    detach: (storeId, fileId, signal) => patiently(signal, () => server.detach(storeId, fileId, signal)),
  };
}

/** How long a server wants to be left alone, in milliseconds; undefined where this is no such wish. */
function waitTold(error: unknown): number | undefined {
  return error instanceof FailureError && error.failure.kind === 'rateLimited' ? (error.failure.retryAfter ?? 0) * 1000 : undefined;
}
