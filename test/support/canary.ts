import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before } from 'mocha';

/** Stands for every place that is none of the extension’s business: settings, redirects, environments and texts point to it. */
export interface Canary {
  readonly origin: string;
  /** What it was asked, which must be nothing. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** Starts one on this machine. */
async function startCanary(): Promise<Canary> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The canary has no port.');
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Gives the tests of this `describe` a canary, and fails when anything has reached it. */
export function useCanary(): () => Canary {
  let canary: Canary | undefined;
  before('the canary sits', async () => {
    canary = await startCanary();
  });
  after('nothing has reached the canary', () => {
    canary?.close();
    const asked = canary?.asked ?? [];
    if (asked.length > 0) throw new Error(`The canary was asked: ${asked.join(', ')}`);
  });
  return () => {
    if (canary === undefined) throw new Error('The canary sits while a test runs, not before.');
    return canary;
  };
}
