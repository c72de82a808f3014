import { isBasic, isPassword, isRandom } from './secretLikeness.ts';
import type { NamedValue } from './secretNamedValues.ts';

interface Carrier {
  readonly kind: string;
  readonly pattern: RegExp;
  /** Whether what was found there is a secret. */
  readonly isSecret: (value: string, scheme: string) => boolean;
}

const standIns = /^(?:\W+|[a-z]{1,4}|\d{1,3}|pass(?:word|wd)?|secret|user(?:name)?|admin|postgres|guest|example|x+)$|^[$<%{[]|\$\{|example|your[-_]/i;

const carriers: readonly Carrier[] = [
  { kind: 'password in a URL', pattern: /:\/\/[^\s:/@"'`<>]{0,100}:(?<value>[^\s:/@"'`<>]{3,200})@(?=[\w[])/dg, isSecret: (value) => !standIns.test(value) },
  { kind: 'authorization', pattern: /\b(?<scheme>Bearer|Basic|Token)[ \t]{1,4}(?<value>[\w.~+/-]{12,2000}={0,2})/dgi, isSecret: (value, scheme) => (/basic/i.test(scheme) ? isBasic(value) : isRandom(value)) },
  // curl -u name:password
  { kind: 'password', pattern: /(?:(?<![\w-])|(?<=\\[nrt]))(?:-u|--user)[ \t=]{1,4}["']?[\w.@+-]{1,60}:(?<value>[^\s"'\\]{8,200})/dg, isSecret: isPassword },
];

/** Secrets that are known by what carries them: passwords in URLs and behind `-u`, and what follows Bearer or Basic. */
export function* carriedValues(text: string): Generator<NamedValue> {
  for (const { kind, pattern, isSecret } of carriers) {
    for (const { groups, indices } of text.matchAll(pattern)) {
      const span = indices?.groups?.['value'];
      if (span !== undefined && isSecret(text.slice(...span), groups?.['scheme'] ?? '')) yield { kind, from: span[0], to: span[1] };
    }
  }
}
