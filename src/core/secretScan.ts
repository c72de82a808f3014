import { isIssued } from './secretLikeness.ts';
import { carriedValues, namedValues, type NamedValue } from './secretNamedValues.ts';
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

const rules = secretRules.map(({ kind, starts, rest }) => ({ kind, starts, rest: new RegExp(`(?<value>${rest})(?![A-Za-z0-9])`, 'y') }));

/** Looks for credentials in a text. Takes time in proportion to its length, whatever it says. */
export function scanSecrets(text: string, limit = findingLimit): SecretScan {
  const found: NamedValue[] = [];
  for (const source of [privateKeys, keyEnds, issued, carriedValues, namedValues]) {
    for (const value of source(text)) {
      found.push(value);
      if (found.length > limit) return { findings: located(text, found.slice(0, limit)), complete: false };
    }
  }
  return { findings: located(text, found), complete: true };
}

function* issued(text: string): Generator<NamedValue> {
  for (const { kind, starts, rest } of rules) {
    for (const start of starts) {
      for (let from = text.indexOf(start); from >= 0; from = text.indexOf(start, from + start.length)) {
        if (!opens(text, from)) continue;
        rest.lastIndex = from + start.length;
        const value = rest.exec(text)?.[0];
        if (value !== undefined && isIssued(value)) yield { kind, from, to: rest.lastIndex };
      }
    }
  }
}

// Inside a word nothing begins, except after an escape such as \n or %3D. This also bounds how often one run of letters is read.
function opens(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 3), at);
  return !/^\w/.test(text.slice(at, at + 1)) || !/[\w-]$/.test(before) || /\\[nrt]$|%[\dA-F]{2}$/i.test(before);
}

const keyHead = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?=[^-]{0,300}?[A-Za-z0-9+/=]{40})/g;
const keyBody = /[\w\s+/=\\:,.-]{0,16384}/y;

/** The longest private key that is looked for, in characters: RSA with 16,384 bits has some 12,500. */
const longestKey = 16_384;

function* privateKeys(text: string): Generator<NamedValue> {
  let end = 0;
  for (const { index: from, 0: head } of text.matchAll(keyHead)) {
    if (from < end) continue;
    const near = text.slice(from + head.length, from + longestKey);
    const [foot] = /-----END [A-Z0-9 ]{0,60}-----/.exec(near) ?? [];
    keyBody.lastIndex = from + head.length;
    keyBody.test(text);
    end = foot === undefined ? keyBody.lastIndex : from + head.length + near.indexOf(foot) + foot.length;
    yield { kind: 'private key', from, to: end };
  }
}

const keyFoot = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const keyLine = /^[ \t+>|#*"'-]{0,12}[A-Za-z0-9+/=]*[ \t"',+]{0,12}$/;

// What is cut out of a file, such as a selection or a passage, may begin in the middle of a key.
function* keyEnds(text: string): Generator<NamedValue> {
  let before = 0;
  for (const { index, 0: foot } of text.matchAll(keyFoot)) {
    const start = Math.max(before, index - longestKey);
    let from = index;
    for (const line of [...text.slice(start, index).matchAll(/[^\n\r\\]+/g)].toReversed()) {
      if (!keyLine.test(line[0])) break;
      from = start + line.index;
    }
    before = index + foot.length;
    if (index - from >= 40) yield { kind: 'private key', from, to: before };
  }
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
