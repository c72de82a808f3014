import * as v from 'valibot';
import { FailureError } from '../shared/rpc.ts';

/** Where prompts go: one entry of the setting `assistants.connections`, checked and in its normal form. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** Absolute, https or loopback, without a trailing slash. */
  readonly baseUrl: string;
  readonly api: 'responses' | 'chatCompletions' | 'assistants' | 'agents';
  readonly auth: 'key' | 'microsoftEntra' | 'none';
  /** What an assistant without a model of its own uses. */
  readonly model?: string;
  /** Sent with each request. */
  readonly headers: Readonly<Record<string, string>>;
  /** For Azure's dated API versions; its `/openai/v1` address needs none of this. */
  readonly azure?: { readonly apiVersion: string; readonly deployment?: string };
  /**
   * Where the history is kept between turns. `conversation`: at the server until deleted. `response`: at the server for as long as it
   * keeps responses. `local`: only here, and sent anew with each turn. Absent: the first of these that the server can do.
   */
  readonly history?: 'conversation' | 'response' | 'local';
}

/** The settings that say where prompts go, as the user's own settings file has them: not yet checked. */
export interface ConnectionSettings {
  readonly connections: unknown;
  readonly active: unknown;
}

const word = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(256, 'is too long'));
const headerName = v.pipe(
  v.string(),
  v.regex(/^[!#$%&'*+.^_`|~\w-]{1,128}$/, 'is not a header name'),
  v.check((name) => !/^(?:authorization|api-key|cookie|host|content-length|content-type|transfer-encoding)$/i.test(name), 'is set by the extension itself'),
);
// Visible ASCII and blanks: what every HTTP client takes in a header's value.
const headerValue = v.pipe(v.string(), v.maxLength(4096, 'is too long'), v.regex(/^[\t\x20-\x7e]*$/, 'holds a character that a header cannot carry'));

const entry = v.strictObject({
  id: word,
  name: word,
  baseUrl: v.pipe(
    v.string(),
    v.trim(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const checked = checkBaseUrl(dataset.value);
      if ('url' in checked) return checked.url;
      addIssue({ message: checked.problem });
      return NEVER;
    }),
  ),
  api: v.picklist(['responses', 'chatCompletions', 'assistants', 'agents'], 'must be "responses", "chatCompletions", "assistants" or "agents"'),
  auth: v.picklist(['key', 'microsoftEntra', 'none'], 'must be "key", "microsoftEntra" or "none"'),
  model: v.exactOptional(word),
  headers: v.optional(v.record(headerName, headerValue), {}),
  azure: v.exactOptional(v.strictObject({ apiVersion: word, deployment: v.exactOptional(word) })),
  history: v.exactOptional(v.picklist(['conversation', 'response', 'local'], 'must be "conversation", "response" or "local"')),
}) satisfies v.GenericSchema<unknown, Connection>;

/** All usable connections, in the order of the setting, and a sentence for each entry that is not. */
export function readConnections(settings: ConnectionSettings): { readonly connections: readonly Connection[]; readonly problems: readonly string[] } {
  if (!Array.isArray(settings.connections)) return { connections: [], problems: ['The setting assistants.connections must be a list.'] };
  const connections: Connection[] = [];
  const problems: string[] = [];
  for (const [index, value] of settings.connections.entries()) {
    const parsed = v.safeParse(entry, value);
    if (!parsed.success) problems.push(problemOf(index, value, parsed.issues[0]));
    else if (connections.some(({ id }) => id === parsed.output.id)) problems.push(`Two connections have the id “${short(parsed.output.id)}”; the first one counts.`);
    else connections.push(parsed.output);
  }
  return { connections, problems };
}

/** The connection in use. Throws FailureError `settings` when the settings name none that can be used. */
export function activeConnection(settings: ConnectionSettings): Connection {
  const { connections, problems } = readConnections(settings);
  const active = connections.find(({ id }) => id === settings.active);
  if (active !== undefined) return active;
  const named = typeof settings.active === 'string' ? settings.active : '';
  const about = problems.find((problem) => named !== '' && problem.includes(`“${short(named)}”`)) ?? (connections.length === 0 ? problems[0] : undefined);
  if (about !== undefined) throw new FailureError({ kind: 'settings', message: about, action: 'openSettings' });
  const message = named === '' ? 'No connection is chosen.' : `There is no connection “${short(named)}” in your settings.`;
  throw new FailureError({ kind: 'settings', message, action: 'chooseConnection' });
}

/** The connection with this id. Throws FailureError `settings` when the settings have none that can be used. */
export function namedConnection(settings: ConnectionSettings, id: string): Connection {
  return activeConnection({ ...settings, active: id });
}

/** The origin that a key is bound to. */
export function originOf(connection: Pick<Connection, 'baseUrl'>): string {
  return new URL(connection.baseUrl).origin;
}

/** Whether the address stays on this machine: localhost, 127.0.0.0/8 or ::1. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname.endsWith('.localhost') || /^127(?:\.\d{1,3}){3}$/.test(url.hostname) || url.hostname === '[::1]';
}

/** The address in its normal form, or what is wrong with it. */
export function checkBaseUrl(address: string): { readonly url: string } | { readonly problem: string } {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return { problem: 'is not an http(s) address' };
  if (url.username !== '' || url.password !== '') return { problem: 'must not hold a user name or password' };
  if (url.search !== '' || url.hash !== '') return { problem: 'must not hold “?” or “#”' };
  if (url.port === '0') return { problem: 'must not use port 0' };
  if (url.protocol === 'http:' && !isLoopback(url)) return { problem: `must begin with https:// (http is for this machine only), as in https://${url.host}${url.pathname}` };
  return { url: url.href.replace(/\/+$/, '') };
}

function problemOf(index: number, value: unknown, issue: v.BaseIssue<unknown>): string {
  const named = typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? `“${short(value.id)}”` : `number ${String(index + 1)}`;
  const path = v.getDotPath(issue);
  const what = issue.kind === 'schema' && issue.type === 'strict_object' && issue.expected === 'never' ? 'is not known' : issue.message;
  return path === null ? `Connection ${named} in your settings must be an object.` : `Connection ${named} in your settings: “${short(path)}” ${wordIssue(issue, what)}.`;
}

/** A word of the settings as a sentence can bear it. */
function short(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function wordIssue(issue: v.BaseIssue<unknown>, message: string): string {
  if (issue.received === 'undefined') return 'is missing';
  return message.startsWith('Invalid ') ? `must be ${issue.expected?.toLowerCase() ?? 'of another kind'}` : message;
}
