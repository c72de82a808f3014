import type { Connection } from '../core/connections.ts';
import { clientFor } from './client.ts';

/** Where the usual local servers listen, by their own documentation. */
const usual = [
  { name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1' },
  { name: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1' },
] as const;

/** A server that answered on this machine, and the models that it lists. */
export interface LocalServer {
  readonly name: string;
  readonly baseUrl: string;
  readonly models: readonly string[];
}

/** Asks the usual local ports for their models, once each; only for a user who wants it. Takes at most `patience` milliseconds. */
export async function findLocalServers(patience: number, places: readonly Omit<LocalServer, 'models'>[] = usual): Promise<readonly LocalServer[]> {
  const found = await Promise.all(places.map((place) => ask(place, AbortSignal.timeout(patience))));
  return found.filter((server) => server !== undefined);
}

async function ask(place: Omit<LocalServer, 'models'>, signal: AbortSignal): Promise<LocalServer | undefined> {
  const connection: Connection = { ...place, id: place.name, api: 'responses', auth: 'none', headers: {} };
  try {
    const { data } = await clientFor(connection, async () => undefined).models.list({ signal });
    return { ...place, models: data.map(({ id }) => id) };
  } catch {
    return undefined;
  }
}
