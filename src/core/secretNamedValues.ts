import { isBasic, isPassword, isRandom } from './secretLikeness.ts';

/** Where a value stands in a text, in UTF-16 units, the end not included, and what its name says it is. */
export interface NamedValue {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

// `auth` is followed by no other word that says what it is.
const names = /passw(?:or)?d|passphrase|pass(?![a-z])|pwd|identified[ \t]{1,4}by|secret|token|key|auth(?!\w|[.-]\w)|credential/gi;

// Keys are secrets where the word before says so: apiKey, OPENAI_KEY. `pass` and `auth` are words of their own: DB_PASS, dbPass, but not compass.
const keyBefore = /(?:api|access|account|private|auth|encryption|signing|master|service|license|storage|openai|azure|hex|aes|hmac|jwt|session)[-_]?$|[a-z\d]_$/i;

function isName(name: string, preceding: string): boolean {
  if (/^key$/i.test(name)) return keyBefore.test(preceding);
  return !/^(?:pass|auth)$/i.test(name) || name.startsWith('P') || !/[A-Za-z]$/.test(preceding);
}

/** What may stand between a name and its value. Each repetition has an end, so that what is read after one name is bounded. */
interface Link {
  readonly link: RegExp;
  /** What stands before the name. */
  readonly after?: RegExp;
  readonly values: readonly RegExp[];
}

const quoted = /\\?["'`](?<value>[^\s"'`\\]{8,300})\\?["'`]/dy;
// What stands in the lookahead is not read again in shorter pieces when nothing fits behind it.
// An ampersand ends a value where the next name of a query or another condition follows.
const bare = /(?=(?<value>[^\s"'`,;&()<>[\]{}\\]{1,300}(?:&(?!&|[\w.%-]{1,40}=)[^\s"'`,;&()<>[\]{}\\]{0,100}){0,3}))\k<value>(?=[ \t]{0,4}(?:[\r\n;&"'`#,}<\\]|$))/dy;
/** All the rest of a line that has parentheses and other signs in it, as passwords may. */
const signs = /(?=(?<value>[^\s"'`,;<>[\]{}\\]{8,300}))(?=[^\s"'`,;<>[\]{}\\]{0,300}[()])(?=[^\s"'`,;<>[\]{}\\]{0,300}[!#%&*+?@^~])\k<value>(?=[ \t]{0,4}(?:[\r\n]|\\[rn]|$))/dy;
const content = /(?<value>[^\s<>]{8,300})(?=<\\?\/)/dy;

// All of it may stand in a diff or a quotation, or in a string, where its quotation marks and line feeds are escaped.
const mark = String.raw`\\?["']`;
const blank = String.raw`[ \t]`;
const feed = String.raw`(?:\r?\n|\\n|\\r\\n)[+>]?`;
const linkOf = (pattern: string): RegExp => new RegExp(pattern, 'iy');

const links: readonly Link[] = [
  // name = value, "name": "value", ['name'] => 'value', and YAML's `name: |` with the value in the next line
  { link: linkOf(String.raw`(?:${mark}|\\?${'`'})?\]?${blank}{0,4}(?::=|=>|[:=](?!=))${blank}{0,4}(?:[|>][+-]?${blank}{0,4}${feed}${blank}{1,40})?`), values: [quoted, bare, signs] },
  // <name>value</name>, <key>name</key><string>value</string>
  { link: linkOf(`>|</key>(?:${blank}|${feed}){0,40}<string>`), values: [content] },
  // name="name" value="value", { "name": "name", "value": "value" }, and the same in YAML
  { link: linkOf(`(?:${mark})?,?(?:${blank}|${feed}){1,60}(?:${mark})?value(?:${mark})?${blank}{0,4}[:=]${blank}{0,4}`), values: [quoted, bare] },
  // define('name', 'value')
  { link: linkOf(`${mark}${blank}{0,4},${blank}{0,4}`), after: /\([ \t]{0,4}\\?["'][\w.-]{0,40}$/, values: [quoted] },
  // setName('value')
  { link: linkOf(String.raw`\(${blank}{0,4}`), after: /(?:set|with)$/i, values: [quoted] },
  // WITH PASSWORD 'value', IDENTIFIED BY 'value'
  { link: linkOf(`(?<!pass)${blank}{1,4}`), values: [quoted] },
  // ENV NAME value, login name password value
  { link: linkOf(`${blank}{1,4}`), after: /(?:^|\n|\\n)[ \t+>]{0,8}ENV[ \t]{1,4}\w{0,40}$|\blogin[ \t]{1,4}\S{1,40}\s{1,4}$/i, values: [bare] },
];

// What is said of a secret, and is none: tokenCount, password_hint, secretName.
const aboutIt = /^(?:\w*[-_.])?(?:s?[-_.]?)(?:id|ids|name|names|length|size|count|type|types|kind|ur[il]|file|path|dir|field|label|hint|limit|limits|expir\w*|ttl|age|regex|pattern|prefix|header|endpoint|policy|format|param\w*|index|version|class|style|placeholder|schema|color|text|title|error|message|provider|env|var|arn|uuid|store|manager|hash|digest|checksum|fingerprint)s?$/i;
const harmlessBefore = /(?:public|publishable|csrf|xsrf|page|continuation|cancell?ation|next|sync|design|primary|foreign|partition|sort|cache|unique|composite|natural|bucket|index|hash|range|object|row|idempotency|translation|search|group|order|site|host)[-_]?$/i;

/** How much is read of what stands before a name, in characters. */
const before = 100;

function kindOf(name: string): string {
  if (/^(?:p(?:ass|wd)|identified)/i.test(name)) return 'password';
  if (/key$/i.test(name)) return 'key';
  return /^auth$/i.test(name) ? 'authorization' : name.toLowerCase();
}

const tail = /[\w.-]{0,40}/y;

function tailOf(text: string, at: number): string {
  tail.lastIndex = at;
  return tail.exec(text)?.[0] ?? '';
}

const looks: Readonly<Record<string, (value: string) => boolean>> = { password: isPassword, authorization: (value) => isBasic(value) || isRandom(value) };

/** Secrets that are known by the name that they are given to: `password = …`, `"apiKey": "…"`, `<secret>…</secret>`; in order. */
export function* namedValues(text: string): Generator<NamedValue> {
  for (const { index, 0: name } of text.matchAll(names)) {
    const preceding = text.slice(Math.max(0, index - before), index);
    if (!isName(name, preceding)) continue;
    const following = tailOf(text, index + name.length);
    if (harmlessBefore.test(preceding) || aboutIt.test(following.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_'))) continue;
    const kind = kindOf(name);
    const span = valueAt(text, index + name.length + following.length, preceding, kind);
    if (span !== undefined && (looks[kind] ?? isRandom)(text.slice(...span))) yield { kind, from: span[0], to: span[1] };
  }
}

/** Where the value of a name stands that ends here. */
function valueAt(text: string, at: number, preceding: string, kind: string): readonly [from: number, to: number] | undefined {
  for (const { link, after, values } of links) {
    link.lastIndex = at;
    if (!link.test(text) || after?.test(preceding) === false) continue;
    for (const value of values) {
      if (value === signs && kind !== 'password') continue;
      value.lastIndex = link.lastIndex;
      const span = value.exec(text)?.indices?.groups?.['value'];
      if (span !== undefined) return span;
    }
  }
  return undefined;
}
