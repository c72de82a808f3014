import { scanIssued } from './secretScan.ts';

/** What of a file makes it suspicious. */
export interface SuspiciousPiece {
  readonly text: string;
  /** The line that it begins in, from 1. */
  readonly line: number;
  /** The path of the packed file that it stands in, or whose name says that it holds secrets. */
  readonly inside?: string;
}

// Letters of ASCII in turn with NULs: UTF-16 that says nowhere that it is, low bytes first or high bytes first.
const anyWide = /(?:[\t\n\r -~]\0){15}/;
const wideLetters = [/(?:[\t\n\r -~]\0){16,}/g, /(?:\0[\t\n\r -~]){16,}/g];

/** How much of what stands before a finding goes with it: some are known by that, in characters. */
const before = 40;

/**
 * What looks like a credential in bytes that are no text, each of them a character of Latin-1; undefined where nothing does. Only what
 * is known by how it begins: what values are called says nothing there.
 */
export function suspiciousPiece(bytes: string): SuspiciousPiece | undefined {
  // Most bytes have none in either order, and this is the faster way to see it.
  const narrowed = (anyWide.test(bytes) ? wideLetters : []).map((letters) => [...bytes.matchAll(letters)].map(([run]) => run.replaceAll('\0', '')).join('\n'));
  for (const text of [bytes, ...narrowed]) {
    const { findings } = scanIssued(text);
    const [first] = findings;
    const last = findings.at(-1);
    if (first === undefined || last === undefined) continue;
    const from = Math.max(0, first.from - before);
    return { text: text.slice(from, last.to), line: first.line - text.slice(from, first.from).split('\n').length + 1 };
  }
  return undefined;
}

/** One character for each byte, ASCII as itself. */
export function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
