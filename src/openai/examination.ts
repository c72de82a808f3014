import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import type { Finding } from '../core/engine.ts';
import { isApiError, isMissingEndpoint, translated } from './failures.ts';
import { t } from '../shared/words.ts';

/** What was found, once it is known how long it took, in milliseconds. */
type InWords = (took: number) => string;

/**
 * What a server can do, asked for without spending a token: its list of models, and for each endpoint what it says to an empty
 * request, which a server that has the endpoint refuses as incomplete.
 */
export async function examine(client: OpenAI, connection: Connection, signal: AbortSignal): Promise<readonly Finding[]> {
  const models = await timed(t('Models'), async () => {
    const { data } = await client.models.list({ signal });
    return (took) => t('{0} listed ({1} ms)', data.length, took);
  }, connection);
  const endpoints = [
    ['Responses', '/responses'],
    ['Chat Completions', '/chat/completions'],
  ] as const;
  const found = await Promise.all(endpoints.map(([subject, path]) => timed(subject, () => isThere(client, path, signal), connection)));
  const conversations = await timed(t('Conversations'), async () => {
    const { id } = await client.conversations.create({}, { signal });
    await client.conversations.delete(id, { signal });
    return there;
  }, connection);
  return [models, ...found, conversations];
}

function there(took: number): string {
  return t('there ({0} ms)', took);
}

async function isThere(client: OpenAI, path: string, signal: AbortSignal): Promise<InWords> {
  try {
    await client.post(path, { body: {}, signal });
  } catch (error) {
    const refused = isApiError(error) && error.status !== undefined && [400, 415, 422, 500].includes(error.status);
    if (!refused) throw error;
  }
  return there;
}

async function timed(subject: string, ask: () => Promise<InWords>, connection: Connection): Promise<Finding> {
  const began = performance.now();
  const took = (): number => Math.round(performance.now() - began);
  try {
    return { subject, ok: true, words: (await ask())(took()) };
  } catch (error) {
    if (isMissingEndpoint(error)) return { subject, ok: false, isMissing: true, words: t('not there ({0} ms)', took()) };
    return { subject, ok: false, words: t('{0} ({1} ms)', translated(error, connection).message, took()) };
  }
}
