import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerFault, answerJson } from './answers.ts';
import { readBody } from './body.ts';
import { chatCompletionRoutes } from './chatCompletions.ts';
import { answerControl } from './control.ts';
import { conversationItemRoutes } from './conversationItems.ts';
import { conversationRoutes } from './conversations.ts';
import { ApiError, keyMissing, keyRefused } from './errors.ts';
import { Exchange, Replaced } from './exchange.ts';
import { FaultPlan } from './faultPlan.ts';
import type { Fault } from './faults.ts';
import { allFeatures, type Features } from './features.ts';
import { modelRoutes } from './models.ts';
import type { RecordedRequest } from './requestLog.ts';
import { responseRoutes } from './responses.ts';
import { findRoute, NoSuchPage, type Route } from './router.ts';
import { storedResponseRoutes } from './storedResponses.ts';
import type { World } from './world.ts';

/** The offline stand-in for the OpenAI API. */
export interface OfflineServer {
  /** The base URL for clients; ends in `/v1`. */
  readonly url: string;
  /** What was asked under `/v1`, first to last; grows. */
  readonly requests: readonly RecordedRequest[];
  /** Scripts what happens to the next request that matches. */
  plan(fault: Fault): void;
  /** Changes what the server can do. */
  set(features: Partial<Features>): void;
  /** Settles when no request is being answered any more. */
  settled(): Promise<void>;
  /** Ends what is being answered; forgets all answers, conversations, requests and faults; features as at the start. */
  reset(): void;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** All endpoints; each file of them brings a table. */
const routes: readonly Route[] = [
  ...modelRoutes,
  ...storedResponseRoutes,
  ...responseRoutes,
  ...conversationRoutes,
  ...conversationItemRoutes,
  ...chatCompletionRoutes,
];

/** Stands for the body of a client that left before it was sent. */
const gone = Symbol('gone');

/** How to start: on any free port unless told. */
export interface OfflineOptions {
  readonly port?: number;
  readonly features?: Partial<Features>;
  /** Milliseconds between two deltas; none unless told. */
  readonly wordDelay?: number;
}

/** Starts the server on 127.0.0.1. */
export async function startOfflineServer(options: OfflineOptions = {}): Promise<OfflineServer> {
  const atStart: Features = { ...allFeatures, ...options.features };
  const faults = new FaultPlan();
  const requests: RecordedRequest[] = [];
  const open = new Map<Exchange, Promise<void>>();
  const responses: World['responses'] = new Map();
  const conversations: World['conversations'] = new Map();
  let world: World = { features: atStart, wordDelay: options.wordDelay ?? 0, responses, conversations };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readBody(incoming).catch(() => gone);
    if (body === gone) return;
    const exchange = new Exchange(incoming, outgoing, body);
    if (exchange.request.path.startsWith('/control/')) {
      await answerControl(exchange, server);
      return;
    }
    requests.push(exchange.request);
    const answered = answer(exchange, world, faults).then(() => exchange.closed);
    open.set(exchange, answered);
    await answered.finally(() => open.delete(exchange));
  }

  function stop(): void {
    for (const exchange of open.keys()) exchange.hangUp();
    for (const { run } of responses.values()) run?.stop();
  }

  const listener = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      console.error(error);
      outgoing.destroy();
    });
  });
  listener.keepAliveTimeout = 0;
  const port = await new Promise<number>((resolve, reject) => {
    listener.once('error', reject).listen(options.port ?? 0, '127.0.0.1', () => {
      const address = listener.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
  const server: OfflineServer = {
    url: `http://127.0.0.1:${String(port)}/v1`,
    requests,
    plan: (fault) => {
      faults.add(fault);
    },
    set: (features) => {
      world = { ...world, features: { ...world.features, ...features } };
    },
    settled: async () => {
      while (open.size > 0) await Promise.all(open.values());
    },
    reset: () => {
      stop();
      faults.clear();
      requests.length = 0;
      responses.clear();
      conversations.clear();
      world = { ...world, features: atStart };
    },
    close: () =>
      new Promise((resolve) => {
        stop();
        listener.close(() => {
          resolve();
        });
        listener.closeAllConnections();
      }),
  };
  return server;
}

/** Answers one request; whatever is thrown becomes the answer. */
async function answer(exchange: Exchange, world: World, faults: FaultPlan): Promise<void> {
  const { method, path } = exchange.request;
  try {
    const fault = faults.take(method, path);
    if (fault !== undefined) exchange.suffer(fault);
    authorize(exchange, world.features);
    const { answer: handle, parameters } = findRoute(routes, method, path, world.features);
    const json = await handle(exchange, world, parameters);
    if (json !== undefined) await answerJson(exchange, 200, json);
  } catch (error) {
    await answerError(exchange, error);
  }
}

function authorize({ key }: Exchange, { apiKey = '' }: Features): void {
  if (apiKey === '') return;
  if (key === '') throw keyMissing();
  if (key !== apiKey) throw keyRefused(key);
}

async function answerError(exchange: Exchange, error: unknown): Promise<void> {
  if (exchange.signal.aborted || exchange.outgoing.destroyed) return;
  if (error instanceof Replaced) answerFault(exchange, error.fault);
  else if (error instanceof ApiError) await answerJson(exchange, error.status, error.body, error.headers).catch(() => undefined);
  else if (error instanceof NoSuchPage) exchange.outgoing.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
  else throw error;
}
