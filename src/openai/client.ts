import OpenAI, { AzureOpenAI } from 'openai';
import type { Connection } from '../core/connections.ts';
import type { Credential } from '../core/engine.ts';
import type { RateGates } from '../core/rateGates.ts';
import { guardedFetch } from './guardedFetch.ts';
import { mark } from './witnesses.ts';

/** Longer than any patience of ours: the caller's signal ends a request, not the SDK. Requests with files have none at all: see `sending`. */
const timeout = 15 * 60 * 1000;

/**
 * The SDK's client for a connection. Every option is given, so that none is taken from the environment; the secret is added by
 * guardedFetch, and the SDK sends nothing twice. `gates`: who else is to heed what the server says of its limits.
 */
export function clientFor(connection: Connection, credential: Credential, gates?: RateGates): OpenAI {
  const options = {
    apiKey: 'added-by-guardedFetch',
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout,
    logLevel: 'off',
    fetch: guardedFetch(connection, credential, undefined, gates),
  } as const;
  const { azure, baseUrl } = connection;
  if (azure === undefined) return new MarkingClient({ ...options, baseURL: baseUrl });
  // Dated versions live under /openai, which some copy along with the resource's address and some do not.
  return new MarkingAzureClient({ ...options, baseURL: baseUrl.endsWith('/openai') ? baseUrl : `${baseUrl}/openai`, apiVersion: azure.apiVersion, deployment: azure.deployment });
}

/** What the SDK was asked for, as far as it matters here. */
interface Asked {
  readonly options: { readonly signal?: AbortSignal | null | undefined };
}

class MarkingClient extends OpenAI {
  protected override async prepareRequest(request: RequestInit, { options }: Asked): Promise<void> {
    mark(request, options.signal);
  }
}

class MarkingAzureClient extends AzureOpenAI {
  protected override async prepareRequest(request: RequestInit, { options }: Asked): Promise<void> {
    mark(request, options.signal);
  }
}
