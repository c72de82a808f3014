import { originOf, type Connection } from './connections.ts';
import type { Model } from './engine.ts';
import { byVersion, familyOf, soundsLikeChat } from './modelNames.ts';

/** What becomes of a model: it is gone from its server, or is to be switched off on a known day. */
export interface Retirement {
  readonly kind: 'gone' | 'retires';
  /** The day on which it is, or was, switched off, as YYYY-MM-DD. */
  readonly date?: string;
  /** From today to that day; below zero once it is over. */
  readonly days?: number;
  /** A model of the same server to go on with. */
  readonly replacement?: string;
}

/** How long ahead a shutdown is told, in days. */
const notice = 90;
/** How long a replacement should live, in days. */
const lasting = 365;

/** The general model at OpenAI (https://developers.openai.com/api/docs/models, November 2026). */
export const generalModel = 'gpt-6-luna';

/** What OpenAI has published (https://developers.openai.com/api/docs/deprecations, November 2026): the day, and what to use instead where it says. `-2025` stands for all snapshots of that year. */
const published: ReadonlyMap<string, { readonly date: string; readonly replacement?: string }> = new Map([
  ...['gpt-3.5-turbo', 'gpt-4', 'gpt-4-turbo', 'gpt-4-1106-preview', 'gpt-4.1-nano', 'o1', 'o3-mini', 'o4-mini'].map((id) => [id, { date: '2026-10-23' }] as const),
  ...['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'gpt-5-pro'].map((id) => [`${id}-2025`, { date: '2026-12-11' }] as const),
  ['o3', { date: '2026-12-11' }],
  ...['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini'].map((id) => [id, { date: '2027-01-14', replacement: generalModel }] as const),
]);

/**
 * What becomes of this model, by what its server lists; nothing where there is nothing to tell. `today` is YYYY-MM-DD. A model that is
 * not listed is gone only where the list says all: Azure lists base models and not deployments, a proxy may list patterns, and a
 * server with a single model answers to any name.
 */
export function retirementOf(model: string, listed: readonly Model[], connection: Pick<Connection, 'baseUrl' | 'azure'>, today: string): Retirement | undefined {
  const own = listed.find(({ id }) => isSame(id, model));
  const known = originOf(connection) === 'https://api.openai.com' ? publishedFor(model) : undefined;
  const date = own?.shutdownDate ?? known?.date;
  const days = date === undefined ? undefined : daysBetween(today, date);
  const when = date === undefined || days === undefined ? {} : { date, days };
  const replacement = replacementFor(model, listed, today);
  const instead = replacement === undefined ? {} : { replacement };
  if (own === undefined) return listsAll(listed, connection) ? { kind: 'gone', ...when, ...instead } : undefined;
  if (days === undefined || days > notice) return undefined;
  return { kind: days < 0 ? 'gone' : 'retires', ...when, ...instead };
}

function replacementFor(model: string, listed: readonly Model[], today: string): string | undefined {
  const lives = ({ id, shutdownDate }: Model): boolean => !isSame(id, model) && soundsLikeChat(id) === soundsLikeChat(model) && (shutdownDate === undefined || (daysBetween(today, shutdownDate) ?? 0) > lasting);
  const living = listed.filter(lives).map(({ id }) => id).toSorted(byVersion);
  const family = familyOf(model);
  return [publishedFor(model)?.replacement, living.findLast((id) => familyOf(id) === family), generalModel].find((id) => id !== undefined && living.includes(id)) ?? living.at(-1);
}

function publishedFor(model: string): { readonly date: string; readonly replacement?: string } | undefined {
  return published.get(model) ?? published.get(model.replace(/-2025-\d\d-\d\d$/, '-2025'));
}

// Ollama leaves `:latest` out; OpenRouter has variants such as `:free` of what it lists.
function isSame(listed: string, model: string): boolean {
  return listed === model || listed === `${model}:latest` || model.startsWith(`${listed}:`);
}

function listsAll(listed: readonly Model[], { baseUrl, azure }: Pick<Connection, 'baseUrl' | 'azure'>): boolean {
  const { hostname } = new URL(baseUrl);
  const isAzure = azure !== undefined || /\.azure\.(?:com|us|cn)$/.test(hostname);
  return !isAzure && listed.length > 1 && !listed.some(({ id }) => id.includes('*'));
}

function daysBetween(from: string, to: string): number | undefined {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return Number.isFinite(days) ? days : undefined;
}
