import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import type { Finding } from '../core/engine.ts';
import { isApiError, isMissingEndpoint, translated } from './failures.ts';

/**
 * What a server can do, asked for without spending a token: its list of models, and for each endpoint what it says to an empty
 * request, which a server that has the endpoint refuses as incomplete.
 */
export async function examine(client: OpenAI, connection: Connection, signal: AbortSignal): Promise<readonly Finding[]> {
  const models = await timed('Models', async () => {
    const { data } = await client.models.list({ signal });
    return `${String(data.length)} listed`;
  }, connection);
  const endpoints = [
    ['Responses', '/responses'],
    ['Chat Completions', '/chat/completions'],
  ] as const;
  const found = await Promise.all(endpoints.map(([subject, path]) => timed(subject, () => isThere(client, path, signal), connection)));
  const conversations = await timed('Conversations', async () => {
    const { id } = await client.conversations.create({}, { signal });
    await client.conversations.delete(id, { signal });
    return 'there';
  }, connection);
  return [models, ...found, conversations];
}

async function isThere(client: OpenAI, path: string, signal: AbortSignal): Promise<string> {
  try {
    await client.post(path, { body: {}, signal });
  } catch (error) {
    const refused = isApiError(error) && error.status !== undefined && [400, 415, 422, 500].includes(error.status);
    if (!refused) throw error;
  }
  return 'there';
}

async function timed(subject: string, ask: () => Promise<string>, connection: Connection): Promise<Finding> {
  const began = performance.now();
  const after = (): string => `${String(Math.round(performance.now() - began))} ms`;
  try {
    return { subject, ok: true, words: `${await ask()} (${after()})` };
  } catch (error) {
    if (isMissingEndpoint(error)) return { subject, ok: false, isMissing: true, words: `not there (${after()})` };
    return { subject, ok: false, words: `${translated(error, connection).message} (${after()})` };
  }
}
