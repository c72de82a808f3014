import { carriedValues } from './secretCarriedValues.ts';
import { keyEnds, keyMiddles, privateKeys } from './secretKeys.ts';
import { isIssued } from './secretLikeness.ts';
import { namedValues, type NamedValue } from './secretNamedValues.ts';
import { secretRules } from './secretRules.ts';

/** A credential in a text: what it is and where, never what it says. Offsets count UTF-16 units, `to` not included; lines count from 1. */
export interface SecretFinding extends NamedValue {
  readonly line: number;
}

/** The findings in their order. `complete` is false if the scan ended at its bound, so that there may be more. */
export interface SecretScan {
  readonly findings: readonly SecretFinding[];
  readonly complete: boolean;
}

/** How many findings end a scan. */
export const findingLimit = 500;

const rules = secretRules.flatMap(({ kind, starts, rest }) => {
  const pattern = new RegExp(`(?:${rest})(?![A-Za-z0-9])`, 'y');
  return starts.map((start) => ({ kind, start, rest: pattern }));
});
const rulesByLetter = Map.groupBy(rules, ({ start }) => start.charAt(0));

/** What the rules begin with, all looked for at once; apart, what is found inside of words as well. */
const beginnings = [/^\w/, /^\W/].map((first) => new RegExp(rules.filter(({ start }) => first.test(start)).map(({ start }) => literal(start)).join('|'), 'g'));

function literal(text: string): string {
  return text.replaceAll(/\W/g, '\\$&');
}

/** Looks for credentials in a text. Takes time in proportion to its length, whatever it says. */
export function scanSecrets(text: string, limit = findingLimit): SecretScan {
  return scan(text, [privateKeys, keyEnds, keyMiddles, issued, carriedValues, namedValues], limit);
}

/** Looks for private keys and for credentials that are known by how they begin, and for no others. */
export function scanIssued(text: string): SecretScan {
  return scan(text, [privateKeys, keyEnds, issued], findingLimit);
}

function scan(text: string, sources: readonly ((text: string) => Iterable<NamedValue>)[], limit: number): SecretScan {
  const found: NamedValue[] = [];
  for (const source of sources) {
    for (const value of source(text)) {
      found.push(value);
      if (found.length > limit) return { findings: located(text, found.slice(0, limit)), complete: false };
    }
  }
  return { findings: located(text, found), complete: true };
}

function* issued(text: string): Generator<NamedValue> {
  for (const beginning of beginnings) {
    beginning.lastIndex = 0;
    for (let match = beginning.exec(text); match !== null; match = beginning.exec(text)) {
      const { index: from } = match;
      // What begins here may begin with what else begins here.
      beginning.lastIndex = from + 1;
      if (opens(text, from)) yield* issuedAt(text, from);
    }
  }
}

function* issuedAt(text: string, from: number): Generator<NamedValue> {
  for (const { kind, start, rest } of rulesByLetter.get(text.charAt(from)) ?? []) {
    if (!text.startsWith(start, from)) continue;
    rest.lastIndex = from + start.length;
    const value = rest.exec(text)?.[0];
    if (value !== undefined && isIssued(value)) yield { kind, from, to: rest.lastIndex };
  }
}

// Inside a word nothing begins, except after an escape such as \n or %3D. This also bounds how often one run of letters is read.
function opens(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 3), at);
  return !/^\w/.test(text.slice(at, at + 1)) || !/[\w-]$/.test(before) || /\\[nrt]$|%[\dA-F]{2}$/i.test(before);
}

/** What was found in a text, in order, each with its line; what overlaps is one finding, of the kind that was found first. */
export function located(text: string, found: readonly NamedValue[]): readonly SecretFinding[] {
  const merged: (NamedValue & { readonly rank: number })[] = [];
  for (const value of found.map((one, rank) => ({ ...one, rank })).toSorted((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last === undefined || value.from >= last.to) merged.push(value);
    else merged[merged.length - 1] = { ...(value.rank < last.rank ? value : last), from: last.from, to: Math.max(last.to, value.to) };
  }
  let line = 1;
  let at = 0;
  return merged.map(({ kind, from, to }) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < from; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return { kind, line, from, to };
  });
}
