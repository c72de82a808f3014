import { isPassword, isRandom } from './secretLikeness.ts';

/** Where a value stands in a text, in UTF-16 units, the end not included, and what its name says it is. */
export interface NamedValue {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

const names = /passw(?:or)?d|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|auth[-_]?key|(?:encryption|signing|master|service|license)[-_]?key|credential/gi;

// Each repetition has an end, so that what is read after one name is bounded.
const assigned = /[\w.-]{0,40}\\?["'`]?\]?[ \t]{0,4}(?::=|=>|[:=])[ \t]{0,4}/y;
const quoted = /\\?["'`](?<value>[^\s"'`\\]{8,300})\\?["'`]/dy;
// What stands in the lookahead is not read again in shorter pieces when nothing fits behind it.
const bare = /(?=(?<value>[^\s"'`,;&()<>[\]{}\\]{8,300}))\k<value>(?=[ \t]{0,4}(?:[\r\n;&"'`#,}<\\]|$))/dy;

// What is said of a secret, and is none: tokenCount, password_hint, secretName.
const aboutIt = /^(?:\w*[-_.])?(?:s?[-_.]?)(?:id|ids|name|names|length|size|count|type|types|kind|ur[il]|file|path|dir|field|label|hint|limit|limits|expir\w*|ttl|age|regex|pattern|prefix|header|endpoint|policy|format|param\w*|index|version|class|style|placeholder|schema|color|text|title|error|message|provider|env|var|arn|uuid|store|manager|hash|digest|checksum|fingerprint)s?$/i;
const harmlessBefore = /(?:public|publishable|csrf|xsrf|page|continuation|cancell?ation|next|sync|design)[-_]?$/i;

function kindOf(name: string): string {
  if (/^p(?:ass|wd)/i.test(name)) return 'password';
  if (/key$/i.test(name)) return 'key';
  return name.toLowerCase();
}

function tailOf(text: string): string {
  const tail = /^[\w.-]*/.exec(text)?.[0] ?? '';
  return tail.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_');
}

/** Secrets that are known by the name that they are given to: `password = …`, `"apiKey": "…"`, `SECRET_KEY=…`; in order. */
export function* namedValues(text: string): Generator<NamedValue> {
  for (const match of text.matchAll(names)) {
    const [name] = match;
    assigned.lastIndex = match.index + name.length;
    const between = assigned.exec(text)?.[0];
    if (between === undefined || aboutIt.test(tailOf(between)) || harmlessBefore.test(text.slice(Math.max(0, match.index - 14), match.index))) continue;
    quoted.lastIndex = assigned.lastIndex;
    bare.lastIndex = assigned.lastIndex;
    const found = quoted.exec(text) ?? bare.exec(text);
    const span = found?.indices?.groups?.['value'];
    if (span === undefined) continue;
    const [from, to] = span;
    const value = text.slice(from, to);
    const kind = kindOf(name);
    if (kind === 'password' ? isPassword(value) : isRandom(value)) yield { kind, from, to };
  }
}

const inUrl = /:\/\/[^\s:/@"'`<>]{0,100}:(?<value>[^\s:/@"'`<>]{3,200})@(?=[\w[])/dg;
const inHeader = /\b(?<scheme>Bearer|Basic|Token)[ \t]{1,4}(?<value>[\w.~+/-]{12,2000}={0,2})/dgi;

/** Passwords in URLs, and what follows Bearer or Basic. */
export function* carriedValues(text: string): Generator<NamedValue> {
  for (const { groups, indices } of text.matchAll(inUrl)) {
    const [from, to] = indices?.groups?.['value'] ?? [0, 0];
    const value = groups?.['value'] ?? '';
    const chosen = !/^(?:\W+|pass(?:word|wd)?|pwd|secret|user(?:name)?|root|admin|postgres|test|guest|example|x+)$|^[$<%{[]|\$\{|example|your[-_]/i.test(value);
    if (chosen) yield { kind: 'password in a URL', from, to };
  }
  for (const { groups, indices } of text.matchAll(inHeader)) {
    const [from, to] = indices?.groups?.['value'] ?? [0, 0];
    const value = groups?.['value'] ?? '';
    if (groups?.['scheme']?.toLowerCase() === 'basic' ? isBasic(value) : isRandom(value)) yield { kind: 'authorization', from, to };
  }
}

/** Whether this is base64 of a name and a password (RFC 7617). */
function isBasic(value: string): boolean {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  const [, password] = /^[\x20-\x7E]*?:(?<password>[\x20-\x7E]{3,})$/.exec(atob(value)) ?? [];
  return password !== undefined;
}
