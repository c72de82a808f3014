import type { Assistant, Attachment, Bookmark, Failure, Message } from '../shared/model.ts';
import type { Note } from '../shared/threadEvents.ts';
import type { Connection } from './connections.ts';

/** What an engine is asked to answer. */
export interface Turn {
  readonly assistant: Assistant;
  readonly model: string;
  /** The branch before the prompt, first to last; answers among it may be partial. */
  readonly history: readonly Message[];
  readonly prompt: { readonly text: string; readonly attachments: readonly Attachment[] };
  /** Where the server stands if it still knows the whole history; an engine ignores a bookmark that it did not make. */
  readonly bookmark?: Bookmark;
}

/** What an engine tells of an answer. `done` is the server's own terminal event: a stream without it was interrupted. */
export type EngineEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'note'; readonly note: Note }
  /** Something arrived that says nothing yet, as when a model reasons: the answer is alive. */
  | { readonly type: 'progress' }
  | { readonly type: 'done'; readonly incomplete?: Failure };

/** One wire protocol. */
export interface Engine {
  /** Streams the answer to one turn. Ends with `done`; throws FailureError when it cannot be had, and ends early on abort. */
  answer(turn: Turn, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** Lets go of what the server keeps under this bookmark. A bookmark that the server no longer knows is no error. */
  forget(bookmark: Bookmark, signal: AbortSignal): Promise<void>;
}

/** One connection, ready to answer. */
export interface BackEnd {
  readonly engine: Engine;
  /** The model for an assistant that names none. Throws FailureError `noModel` when only the user can tell. */
  defaultModel(signal: AbortSignal): Promise<string>;
  /** The ids of the models that the server lists. Throws FailureError when it lists none. */
  models(signal: AbortSignal): Promise<readonly string[]>;
  /** What the server can do, asked for without spending a token. */
  examine(signal: AbortSignal): Promise<readonly Finding[]>;
}

/** One thing that was asked of a server, and its answer in words. */
export interface Finding {
  readonly subject: string;
  readonly ok: boolean;
  readonly words: string;
}

/** Reads the secret for a connection's requests, each time it is needed. Throws FailureError `noKey`; undefined where none is called for. */
export type Credential = () => Promise<string | undefined>;

/** Makes the back end of a connection. */
export type MakeBackEnd = (connection: Connection, credential: Credential) => BackEnd;
