import type { Usage } from './usage.ts';

/** Where a run stands at a server that has runs; unknown words of servers are kept as they are. */
export type RunStatus = 'queued' | 'in_progress' | 'requires_action' | 'cancelling' | (string & {});

/** Something that an assistant did on the way to its answer. Times are milliseconds since the epoch. */
export interface Step {
  readonly id: string;
  readonly kind: 'code' | 'function' | 'message' | 'reasoning' | 'search' | 'tool';
  /** The function's name, or what was done in a word or two. */
  readonly title: string;
  /** `waiting`: for the user, who is to give a function's result. */
  readonly state: 'running' | 'waiting' | 'complete' | 'failed' | 'stopped';
  /** What it was done with: a function's arguments, code, a query. */
  readonly input?: string;
  /** What came of it: a result, logs, why it failed. */
  readonly output?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly usage?: Usage;
}

/** A file that an assistant made on the way to its answer. It is fetched as soon as it is named and kept on this machine. */
export interface Output {
  /** The server's; the same file of one answer is told anew under it. */
  readonly id: string;
  /** A file's name without folders, fit to be shown and to save it under. */
  readonly name: string;
  /** Where it lies in the folder in which code ran, as links of the answer lead to it; absent where that is its name. */
  readonly path?: string;
  /** By its name until it is kept, then by its bytes: an image is one only if its bytes say so. */
  readonly mediaType: string;
  /** The step that made it; absent for what the text of the answer names. */
  readonly stepId?: string;
  /** `lost`: it was not to be had, for the reason in `why`. */
  readonly state: 'fetching' | 'kept' | 'lost';
  /** How long it is; known once it is kept. */
  readonly bytes?: number;
  /** The SHA-256 of its bytes in hexadecimal, under which it is kept. */
  readonly hash?: string;
  /** For `lost`: one sentence. */
  readonly why?: string;
  /** By what it can be asked for once more while it is not kept; absent where that would not help. */
  readonly again?: AskAgain;
}

/** Where a file can be asked for once more. */
interface AskAgain {
  /** The id of the connection. */
  readonly connection: string;
  /** The server's container in which it lies; absent for a file that the server keeps. */
  readonly container?: string;
  /** When the container is gone, in milliseconds since the epoch. */
  readonly until?: number;
}

/** A place in a file that an answer rests on: one of its footnotes. Lines count from 1, both ends included. */
export interface Citation {
  /** What stands for it in the text: 3 for “[3]”; absent where nothing does. */
  readonly number?: number;
  /** The file as it is shown: its path in the workspace, else its name at the server. */
  readonly name: string;
  /** Where the file lies, relative to the workspace; absent for a file that only the server knows. Never a server's word. */
  readonly path?: string;
  /** SHA-256 of the file as it was cited, in hex. */
  readonly hash?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  /** The words that are cited, at most `quoteLimit` characters of them. */
  readonly quote?: string;
  /** The server's id of the file. */
  readonly fileId?: string;
}
