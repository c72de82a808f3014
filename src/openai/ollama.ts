import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';

/** Whether this list is of an Ollama server: it names those whose namespace a model is in as its owners, and its own is called so (openai/openai.go). */
export function isOllamaList(listed: readonly { readonly owned_by?: unknown }[]): boolean {
  return listed.some(({ owned_by: owner }) => owner === 'library');
}

/**
 * The windows of the models that an Ollama server has in its memory, in tokens, by their ids. It decides on a window when it loads a
 * model, by the memory that there is or as its user has set it, and cuts longer prompts without a word; only its own API tells
 * (`GET /api/ps`, docs/api.md; docs/context-length.mdx, 2026). None where it does not answer.
 */
export async function loadedWindows(client: OpenAI, { baseUrl }: Connection, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  try {
    const answer: unknown = await client.get(new URL('../api/ps', `${baseUrl.replace(/\/+$/, '')}/`).href, { signal });
    const models: unknown = typeof answer === 'object' && answer !== null && 'models' in answer ? answer.models : undefined;
    return new Map(Array.isArray(models) ? models.flatMap(loadedWindow) : []);
  } catch {
    return new Map();
  }
}

function loadedWindow(model: unknown): readonly (readonly [id: string, window: number])[] {
  if (typeof model !== 'object' || model === null || !('model' in model) || !('context_length' in model)) return [];
  const { model: id, context_length: window } = model;
  return typeof id === 'string' && typeof window === 'number' && Number.isSafeInteger(window) && window > 0 ? [[id, window]] : [];
}
