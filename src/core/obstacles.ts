import type { Connection } from './connections.ts';
import { secretName } from './secretNames.ts';
import type { SecretFinding, SecretScan } from './secretScan.ts';
import { t } from '../shared/words.ts';

/**
 * Where something comes from that is about to leave. `prompt`, `attachment` and `result` leave for the first time; `earlier` (the
 * messages of a thread) and `instructions` go out again with each turn.
 */
type Origin = 'attachment' | 'earlier' | 'instructions' | 'prompt' | 'result';

/** Something that is about to leave this machine. */
export interface Outgoing {
  readonly id: string;
  /** What the user knows it by. */
  readonly name: string;
  readonly origin: Origin;
  /** The path of the file that it is of: its name may say that it holds secrets. */
  readonly path?: string;
  /** The file that the path leads to over links: its name may say so, too. */
  readonly leadsTo?: string;
  /** The line of the file that the text begins in; 1, if absent. */
  readonly startLine?: number;
  /** The line of the file that a line of the text stands for, where that is not told by its beginning; undefined where it is. */
  readonly lineInFile?: (line: number) => number | undefined;
  /** Whether more leaves than this text: then placeholders are of no help. */
  readonly isCut?: boolean;
  /** The origin of the address that an answer came from: it is known there already. */
  readonly saidBy?: string;
  readonly text: string;
}

/** What may be done about something that holds secrets: send it with placeholders for them, leave it out, or send it as it is. */
export type Choice = 'leaveOut' | 'replace' | 'send';

/** What stands in the way of one part. Never holds the secret. */
export interface Obstacle extends Pick<Outgoing, 'name' | 'origin'> {
  /** Stands for this part with this very text. */
  readonly hash: string;
  /** Why a file with this name holds secrets, in a sentence. */
  readonly reason?: string;
  /** What looks like a secret, and in which line of the file. */
  readonly findings: readonly Pick<SecretFinding, 'kind' | 'line'>[];
  /** Whether the scan ended at its bound, so that there may be more than these. */
  readonly more?: true;
  /**
   * What can be decided, the most careful way to send it first: not `replace` where some secrets may not have been found, not
   * `leaveOut` of what a turn cannot be without.
   */
  readonly choices: readonly Choice[];
}

/** The user's word on one obstacle: good for this part with this text, and for this once. */
export interface Decision extends Pick<Obstacle, 'hash'> {
  readonly choice: Choice;
}

/** Asks the user what is to become of these obstacles on the way to a connection; undefined: nothing is to be sent. */
export type Decide = (obstacles: readonly Obstacle[], to: Connection) => Promise<readonly Decision[] | undefined>;

/** What stands in the way of a part in which these are the findings; undefined if nothing does. */
export async function obstacleOf(part: Outgoing, { findings, complete }: SecretScan): Promise<Obstacle | undefined> {
  const { name, origin, path, startLine = 1, lineInFile, isCut = false, text } = part;
  const reason = reasonOf(part);
  if (reason === undefined && findings.length === 0) return undefined;
  const choices = [
    ...(reason === undefined && complete && !isCut ? ['replace'] as const : []),
    ...(path !== undefined || origin === 'attachment' || origin === 'result' ? ['leaveOut'] as const : []),
    'send',
  ] as const;
  const lines = findings.map(({ kind, line }) => ({ kind, line: lineInFile?.(line) ?? line + startLine - 1 }));
  return { name, origin, hash: await sha256(JSON.stringify([origin, name, text])), findings: lines, choices, ...(complete ? {} : { more: true }), ...(reason === undefined ? {} : { reason }) };
}

/** How a file is called that leaves, or the one packed in it that is suspicious, and the path by which that is judged; `shown` is what the user knows the file by. */
export function placeOf({ path, inside }: { readonly path: string; readonly inside?: string }, shown = path): Pick<Outgoing, 'name'> & { readonly path: string } {
  return inside === undefined || secretName(path) !== undefined ? { name: shown, path } : { name: `${shown} › ${inside}`, path: `${path}/${inside}` };
}

/** Why a file with this name, or the one that it leads to, holds secrets, in a sentence or two. */
function reasonOf({ path, leadsTo }: Outgoing): string | undefined {
  const own = path === undefined ? undefined : secretName(path);
  const reason = own ?? (leadsTo === undefined ? undefined : secretName(leadsTo));
  return own !== undefined || reason === undefined || leadsTo === undefined ? reason : `${t('It leads to {0}.', leadsTo)} ${reason}`;
}

/** SHA-256 of a text in UTF-8, in hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
