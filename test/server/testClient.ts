import OpenAI, { APIError } from 'openai';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';

/** The SDK's client for this base URL, which asks once and is told nothing by the environment. */
export function clientFor(url: string, apiKey = 'sk-offline-test-key'): OpenAI {
  const alone = { organization: null, project: null, adminAPIKey: null, webhookSecret: null };
  return new OpenAI({ ...alone, baseURL: url, apiKey, maxRetries: 0, logLevel: 'off' });
}

/** What a stream brings until it ends or throws. */
export async function collect<Item>(stream: AsyncIterable<Item>): Promise<{ readonly items: readonly Item[]; readonly error?: unknown }> {
  const items: Item[] = [];
  try {
    for await (const item of stream) items.push(item);
    return { items };
  } catch (error) {
    return { items, error };
  }
}

/** The text that the events of an answer bring. */
export function textOf(events: readonly ResponseStreamEvent[]): string {
  return events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('');
}

/** How the service refuses: its status, its code and the parameter at fault. */
export async function refusalOf(asked: Promise<unknown>): Promise<readonly unknown[]> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof APIError) return [statusOf(error), error.code, error.param];
    throw error;
  }
  throw new Error('It was not refused.');
}

function statusOf({ status }: { readonly status?: unknown }): number | undefined {
  return typeof status === 'number' ? status : undefined;
}
