import * as v from 'valibot';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

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

const word = v.pipe(v.string(), v.trim(), v.minLength(1, () => t('“{0}” must not be empty.')), v.maxLength(256, () => t('“{0}” is too long.')));
const headerName = v.pipe(
  v.string(),
  v.regex(/^[!#$%&'*+.^_`|~\w-]{1,128}$/, () => t('“{0}” is not a header name.')),
  v.check((name) => !/^(?:authorization|api-key|cookie|host|content-length|content-type|transfer-encoding)$/i.test(name), () => t('“{0}” is set by the extension itself.')),
);
// Visible ASCII and blanks: what every HTTP client takes in a header's value.
const headerValue = v.pipe(v.string(), v.maxLength(4096, () => t('“{0}” is too long.')), v.regex(/^[\t\x20-\x7e]*$/, () => t('“{0}” holds a character that a header cannot carry.')));

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
  api: v.picklist(['responses', 'chatCompletions', 'assistants', 'agents'], () => t('“{0}” must be "responses", "chatCompletions", "assistants" or "agents".')),
  auth: v.picklist(['key', 'microsoftEntra', 'none'], () => t('“{0}” must be "key", "microsoftEntra" or "none".')),
  model: v.exactOptional(word),
  headers: v.optional(v.record(headerName, headerValue), {}),
  azure: v.exactOptional(v.strictObject({ apiVersion: word, deployment: v.exactOptional(word) })),
  history: v.exactOptional(v.picklist(['conversation', 'response', 'local'], () => t('“{0}” must be "conversation", "response" or "local".'))),
}) satisfies v.GenericSchema<unknown, Connection>;

/** All usable connections, in the order of the setting, and a sentence for each entry that is not. */
export function readConnections(settings: ConnectionSettings): { readonly connections: readonly Connection[]; readonly problems: readonly string[] } {
  if (!Array.isArray(settings.connections)) return { connections: [], problems: [t('The setting assistants.connections must be a list.')] };
  const connections: Connection[] = [];
  const problems: string[] = [];
  for (const [index, value] of settings.connections.entries()) {
    const parsed = v.safeParse(entry, value);
    if (!parsed.success) problems.push(problemOf(index, value, parsed.issues[0]));
    else if (connections.some(({ id }) => id === parsed.output.id)) problems.push(t('Two connections have the id “{0}”; the first one counts.', short(parsed.output.id)));
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
  const message = named === '' ? t('No connection is chosen.') : t('There is no connection “{0}” in your settings.', short(named));
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

/** Whether it leads to OpenAI itself. */
export function isOpenAi(connection: Connection): boolean {
  return originOf(connection) === 'https://api.openai.com';
}

/** Whether the address stays on this machine: localhost, 127.0.0.0/8 or ::1. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname.endsWith('.localhost') || /^127(?:\.\d{1,3}){3}$/.test(url.hostname) || url.hostname === '[::1]';
}

/** The address in its normal form, or what is wrong with it: a sentence in which {0} stands for what the address is called. */
export function checkBaseUrl(address: string): { readonly url: string } | { readonly problem: string } {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return { problem: t('“{0}” is not an http(s) address.') };
  if (url.username !== '' || url.password !== '') return { problem: t('“{0}” must not hold a user name or password.') };
  if (url.search !== '' || url.hash !== '') return { problem: t('“{0}” must not hold “?” or “#”.') };
  if (url.port === '0') return { problem: t('“{0}” must not use port 0.') };
  if (url.protocol === 'http:' && !isLoopback(url)) return { problem: t('“{0}” must begin with https:// (http is for this machine only), as in {1}.', '{0}', `https://${url.host}${url.pathname}`) };
  return { url: url.href.replace(/\/+$/, '') };
}

function problemOf(index: number, value: unknown, issue: v.BaseIssue<unknown>): string {
  const id = typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? short(value.id) : undefined;
  const path = v.getDotPath(issue);
  if (path === null) return id === undefined ? t('Connection number {0} in your settings must be an object.', index + 1) : t('Connection “{0}” in your settings must be an object.', id);
  const problem = t(sentenceFor(issue), short(path));
  return id === undefined ? t('Connection number {0} in your settings: {1}', index + 1, problem) : t('Connection “{0}” in your settings: {1}', id, problem);
}

/** A word of the settings as a sentence can bear it. */
function short(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** What is wrong with a value, in a sentence in which {0} stands for its key. */
function sentenceFor(issue: v.BaseIssue<unknown>): string {
  if (issue.received === 'undefined') return t('“{0}” is missing.');
  if (issue.kind === 'schema' && issue.type === 'strict_object' && issue.expected === 'never') return t('“{0}” is not known.');
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  return issue.expected === null ? t('“{0}” must be of another kind.') : t('“{0}” must be {1}.', '{0}', issue.expected.toLowerCase());
}
