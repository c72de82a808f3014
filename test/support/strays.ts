import { isIP, Socket } from 'node:net';

const told: string[] = [];

/** Tells that something has left for a place that is none of the extension’s business: one line. */
export function tellStray(what: string): void {
  told.push(what);
}

/** What was told since this was last asked. */
export function takeStrays(): readonly string[] {
  return told.splice(0);
}

/** Tells of what a page asks for elsewhere; what VS Code loads for its webviews by names under `vscode-cdn.net` comes from its own server. */
export function tellRequest(request: { readonly method: () => string; readonly url: () => string }): void {
  const { protocol, hostname } = new URL(request.url());
  if (/^(?:http|ws)/.test(protocol) && !isHere(hostname) && !hostname.endsWith('.vscode-cdn.net')) tellStray(`${request.method()} ${request.url()}`);
}

/** Tells of each connection that this process begins to anywhere but this machine, and of each name that it asks for: over TLS or not, by `fetch` or by hand. */
export function watchSockets(): void {
  const begin: unknown = Reflect.get(Socket.prototype, 'connect');
  if (typeof begin !== 'function') throw new Error('Sockets do not connect as they did.');
  Reflect.set(Socket.prototype, 'connect', function connect(this: Socket, ...words: readonly unknown[]): unknown {
    this.on('lookup', (_error, _address, _family, host) => { tellUnlessHere(host); });
    this.on('connectionAttempt', tellUnlessHere);
    const answer: unknown = Reflect.apply(begin, this, words);
    return answer;
  });
}

function tellUnlessHere(host: string): void {
  if (!isHere(host)) tellStray(`a connection to ${host}`);
}

function isHere(host: string): boolean {
  return isIP(host) === 0 ? /^localhost\.?$/i.test(host) : /^(?:127\.|::1$|::ffff:127\.)/.test(host);
}
