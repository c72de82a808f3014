import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { after, before } from 'mocha';

/** Stands for every place that is none of the extension’s business: settings, redirects, environments and texts point to it. */
export interface Canary {
  readonly origin: string;
  /** What it was asked, which must be nothing. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** Starts one on this machine. It can be the proxy of those who are to talk to this machine alone, and then hears where they wanted to; `hear` is told of each request as well. */
export async function startCanary(hear: (asked: string) => void = () => undefined): Promise<Canary> {
  const asked: string[] = [];
  const keep = ({ method = '', url = '' }: IncomingMessage): void => {
    asked.push(`${method} ${url}`);
    hear(`${method} ${url}`);
  };
  const server = createServer((request, response) => {
    keep(request);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('{}');
  }).listen(0, '127.0.0.1');
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    keep(request);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
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

/** The environment in which programs reach all but this machine by way of a canary. */
export function proxiedBy({ origin }: Canary): Readonly<Record<string, string>> {
  return { http_proxy: origin, https_proxy: origin, no_proxy: 'localhost,127.0.0.1' };
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
