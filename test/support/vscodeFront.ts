import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { VscodeServer } from './vscodeServer.ts';
import { configuredPage, type WindowContents } from './workbenchPage.ts';

/** The short address in front of VS Code's server: whoever opens it gets the window that was meant. */
export interface VscodeFront {
  readonly url: string;
  close(): Promise<void>;
}

/** What a front stands for. */
export interface FrontOptions {
  readonly server: VscodeServer;
  readonly contents: WindowContents;
  /** Another port is taken when this one is not free. */
  readonly port?: number;
  /** 32 bytes that seal what extensions keep secret in the browser. */
  readonly secretKey: Uint8Array;
}

/** Serves VS Code's window on 127.0.0.1, to pages of this machine only. */
export async function startVscodeFront(options: FrontOptions): Promise<VscodeFront> {
  const front = createServer((ask, reply) => {
    if (!asksForThisMachine(ask)) reply.writeHead(403).end();
    else if (ask.method === 'POST' && ask.url?.endsWith('/mint-key') === true) reply.end(options.secretKey);
    else pass(ask, reply, options);
  });
  front.on('upgrade', (ask: IncomingMessage, socket: Socket, head: Buffer) => {
    if (asksForThisMachine(ask)) tunnel(ask, socket, head, options.server.port);
    else socket.destroy();
  });
  const sockets = new Set<Socket>();
  front.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  front.listen(options.port ?? 0, '127.0.0.1');
  await once(front, 'listening').catch(async () => {
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
  });
  const address = front.address();
  if (address === null || typeof address === 'string') throw new Error('The front has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}/`,
    close: async () => {
      const closed = once(front, 'close');
      front.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A page of another site that has its name point here would ask for its own name. */
function asksForThisMachine({ headers: { host = '' } }: IncomingMessage): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host);
}

function pass(ask: IncomingMessage, reply: ServerResponse, { server, contents }: FrontOptions): void {
  const isPage = ask.url === '/' || ask.url?.startsWith('/?') === true;
  const headers = { ...ask.headers, cookie: `vscode-tkn=${server.token}`, ...(isPage ? { 'accept-encoding': 'identity' } : {}) };
  const passed = request({ host: '127.0.0.1', port: server.port, method: ask.method, path: ask.url, headers }, (answer) => {
    const { 'set-cookie': _cookie, 'content-length': length, ...answered } = answer.headers;
    reply.writeHead(answer.statusCode ?? 502, isPage || length === undefined ? answered : { ...answered, 'content-length': length });
    if (!isPage) {
      answer.pipe(reply);
      return;
    }
    void text(answer).then((page) => reply.end(configuredPage(page, contents, { authority: ask.headers.host ?? '', token: server.token })));
  });
  passed.on('error', () => reply.destroy());
  reply.on('close', () => passed.destroy());
  ask.pipe(passed);
}

function tunnel(ask: IncomingMessage, socket: Socket, head: Buffer, port: number): void {
  const far = connect(port, '127.0.0.1', () => {
    const headers = ask.rawHeaders.map((word, index) => (index % 2 === 0 ? `${word}: ` : `${word}\r\n`)).join('');
    far.write(`${String(ask.method)} ${String(ask.url)} HTTP/1.1\r\n${headers}\r\n`);
    far.write(head);
    far.pipe(socket).pipe(far);
  });
  for (const [one, other] of [[far, socket], [socket, far]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy());
}
