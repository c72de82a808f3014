import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { agentRoutes } from './agents.ts';
import { agentSessionEventRoutes } from './agentSessionEvents.ts';
import { agentSessionRoutes } from './agentSessions.ts';
import { answerFault, answerJson } from './answers.ts';
import { readBody } from './body.ts';
import { chatCompletionRoutes } from './chatCompletions.ts';
import { assistantFileRoutes } from './assistantFiles.ts';
import { assistantRoutes } from './assistants.ts';
import { completionRoutes } from './completions.ts';
import { containerFileRoutes } from './containerFiles.ts';
import { containerRoutes } from './containers.ts';
import { Contract } from './contract.ts';
import { answerControl } from './control.ts';
import { embeddingRoutes } from './embeddings.ts';
import { conversationItemRoutes } from './conversationItems.ts';
import { conversationRoutes } from './conversations.ts';
import { ApiError, keyMissing, keyRefused } from './errors.ts';
import { Exchange, Replaced } from './exchange.ts';
import { FaultPlan } from './faultPlan.ts';
import type { Fault } from './faults.ts';
import { allFeatures, type Features } from './features.ts';
import { fileRoutes } from './files.ts';
import { modelRoutes } from './models.ts';
import type { RecordedRequest } from './requestLog.ts';
import { responseRoutes } from './responses.ts';
import { findRoute, NoSuchPage, type Route } from './router.ts';
import { storedResponseRoutes } from './storedResponses.ts';
import { runRoutes } from './runs.ts';
import { runStepRoutes } from './runSteps.ts';
import { threadMessageRoutes } from './threadMessages.ts';
import { threadRoutes } from './threads.ts';
import { uploadRoutes } from './uploads.ts';
import { vectorStoreBatchRoutes } from './vectorStoreBatches.ts';
import { vectorStoreFileRoutes } from './vectorStoreFiles.ts';
import { vectorStoreRoutes } from './vectorStores.ts';
import { vectorStoreSearchRoutes } from './vectorStoreSearch.ts';
import type { World } from './world.ts';

/** The offline stand-in for the OpenAI API. */
export interface OfflineServer {
  /** The base URL for clients; ends in `/v1`. */
  readonly url: string;
  /** What was asked under `/v1`, first to last; grows. */
  readonly requests: readonly RecordedRequest[];
  /** Where requests and answers were not as OpenAI’s published schema says; one sentence each; grows. */
  readonly mismatches: readonly string[];
  /** Scripts what happens to the next request that matches. */
  plan(fault: Fault): void;
  /** Changes what the server can do. */
  set(features: Partial<Features>): void;
  /** Settles when no request is being answered any more. */
  settled(): Promise<void>;
  /** Ends what is being answered; forgets all that it keeps, requests and faults; features as at the start. */
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
  ...fileRoutes,
  ...containerRoutes,
  ...containerFileRoutes,
  ...uploadRoutes,
  ...vectorStoreRoutes,
  ...vectorStoreFileRoutes,
  ...vectorStoreBatchRoutes,
  ...vectorStoreSearchRoutes,
  ...embeddingRoutes,
  ...completionRoutes,
  ...assistantRoutes,
  ...assistantFileRoutes,
  ...runRoutes,
  ...threadRoutes,
  ...threadMessageRoutes,
  ...runStepRoutes,
  ...agentSessionRoutes,
  ...agentSessionEventRoutes,
  ...agentRoutes,
];

/** Stands for the body of a client that left before it was sent. */
const gone = Symbol('gone');

/** How to start: on any free port unless told. */
export interface OfflineOptions {
  readonly port?: number;
  readonly features?: Partial<Features>;
  /** Milliseconds between two deltas; none unless told. */
  readonly wordDelay?: number;
  /** What it is held to: a contract of its own unless told; `false` for none. */
  readonly contract?: Contract | false;
}

/** Starts the server on 127.0.0.1. */
export async function startOfflineServer(options: OfflineOptions = {}): Promise<OfflineServer> {
  const atStart: Features = { ...allFeatures, ...options.features };
  const contract = options.contract ?? new Contract();
  const faults = new FaultPlan();
  const requests: RecordedRequest[] = [];
  const open = new Map<Exchange, Promise<void>>();
  let world = newWorld(atStart);

  function newWorld(features: Features): World {
    return {
      features,
      wordDelay: options.wordDelay ?? 0,
      responses: new Map(),
      conversations: new Map(),
      files: new Map(),
      containers: new Map(),
      uploads: new Map(),
      vectorStores: new Map(),
      assistants: new Map(),
      threads: new Map(),
      attachedFiles: new Map(),
      agents: new Map(),
      agentSessions: new Map(),
      change: (changed) => {
        world = { ...world, features: { ...world.features, ...changed } };
      },
    };
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readBody(incoming).catch(() => gone);
    if (body === gone) return;
    const exchange = new Exchange(incoming, outgoing, body);
    if (exchange.request.path.startsWith('/control/')) {
      await answerControl(exchange, server);
      return;
    }
    if (contract !== false) exchange.witness = contract.witness(exchange.request, world.features);
    requests.push(exchange.request);
    const answered = answer(exchange, world, faults).then(() => exchange.closed);
    open.set(exchange, answered);
    await answered.finally(() => open.delete(exchange));
  }

  function stop(): void {
    for (const exchange of open.keys()) exchange.hangUp();
    for (const { run } of world.responses.values()) run?.stop();
    for (const { runs } of world.threads.values()) for (const { stopping } of runs.values()) stopping.abort();
    for (const { atWork } of world.agentSessions.values()) atWork?.cancel();
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
    mismatches: contract === false ? [] : contract.mismatches,
    plan: (fault) => {
      faults.add(fault);
    },
    set: (features) => {
      world.change(features);
    },
    settled: async () => {
      while (open.size > 0) await Promise.all(open.values());
    },
    reset: () => {
      stop();
      faults.clear();
      requests.length = 0;
      if (contract !== false) contract.clear();
      world = newWorld(atStart);
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
