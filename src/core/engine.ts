import type { Step } from '../shared/answerParts.ts';
import type { Attachment, Media } from '../shared/attachment.ts';
import type { Bookmark, Handle } from '../shared/bookmark.ts';
import type { Failure } from '../shared/failure.ts';
import type { Message } from '../shared/message.ts';
import type { Note } from '../shared/threadEvents.ts';
import type { Assistant, Parameters } from './assistant.ts';
import type { Connection } from './connections.ts';
import type { Containers } from './containers.ts';
import type { Passage } from './passages.ts';
import type { RateGates } from './rateGates.ts';
import type { SentRequest } from './sentRequest.ts';
import type { ServerAssistants } from './serverAssistants.ts';
import type { ServerFiles } from './serverFiles.ts';
import type { VectorStores } from './vectorStores.ts';

/** A model's wish to have a function called. */
export interface FunctionCall {
  /** The server's id of the call. */
  readonly id: string;
  readonly name: string;
  /** JSON, as the model wrote it: it may be broken. */
  readonly input: string;
}

/** What the model is told of a call: a result, or why there is none. */
export interface CallResult {
  readonly ok: boolean;
  readonly output: string;
}

/** A file that the model made, and the way to it. */
export interface MadeFile {
  /** The server's: named again, it is the same file. */
  readonly id: string;
  /** As the server calls it, folders and all; a guess, where it does not. */
  readonly name: string;
  /** The step that made it; absent for what the text of the answer names. */
  readonly stepId?: string;
  /** Set where it can be asked for once more by its id, for as long as the server keeps it; `container`: in which it lies. */
  readonly again?: { readonly container?: string };
  /** Asks the server for it. Throws FailureError, and so does reading it: `expired` or `notFound` where it is gone for good. */
  readonly fetch: (signal: AbortSignal) => Promise<FetchedFile>;
}

/** A file that arrives. */
export interface FetchedFile {
  /** What it is called after all. */
  readonly name?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What is remembered of files at the server that is asked. */
export interface UploadMemory {
  /** The server's id of a file with these bytes that was sent there before; `isOurs`: for a thread, and for nothing else. */
  find(hash: string): { readonly id: string; readonly isOurs: boolean } | undefined;
  /** A file was sent for a thread. `hash` is the SHA-256 of its bytes in hexadecimal, `path` where they came from. */
  keep(file: { readonly id: string; readonly hash: string; readonly name: string; readonly path: string }): void;
  /** The server does not have it any more. */
  drop(id: string): void;
}

/** What an engine is asked to answer. */
export interface Turn {
  readonly assistant: Assistant;
  readonly model: string;
  /** The branch before the prompt, first to last; answers among it may be partial. */
  readonly history: readonly Message[];
  /** `passages`: what was found for it in the assistant's files on this machine, in the order of their numbers. */
  readonly prompt: { readonly text: string; readonly attachments: readonly Attachment[]; readonly passages?: readonly Passage[] };
  /** Where the server stands if it still knows the whole history; an engine ignores a bookmark that it did not make. */
  readonly bookmark?: Bookmark;
  /** What is said on top of the assistant's instructions in this thread. */
  readonly instructions?: string;
  /** Set where the server is to keep nothing of it, as far as it can be told so. */
  readonly unstored?: true;
  /** A vector store that is to be searched in this thread beside those of the assistant, where the API has a place for it at the thread. */
  readonly threadStore?: string;
  /** Parameters of the assistant that the model does not take: they are not sent. */
  readonly without: readonly string[];
  /** What was uploaded before; without it, engines remember for themselves alone. */
  readonly uploads?: UploadMemory;
  /** Whether the server is to go on giving the answer by itself, where it can. */
  readonly background?: true;
  /** Has a function called; may wait for the user. Rejects when the turn is stopped. */
  readonly call: (call: FunctionCall) => Promise<CallResult>;
  /** Told of each request of this turn as it leaves. */
  readonly sent?: (request: SentRequest) => void;
  /** The bytes of an attachment that is no text; undefined if they are not kept any more. */
  readonly bytesOf: (media: Media) => Promise<Uint8Array | undefined>;
}

/** A handle as the server gives it. */
export type ServerHandle = Omit<Handle, 'from' | 'passages' | 'usage'>;

/** What an engine tells of an answer. `done` is the server's own terminal event: a stream without it was interrupted. */
export type EngineEvent =
  /** `choice`: which of several answers to the same prompt it belongs to, from 0; the first, if absent. */
  | { readonly type: 'text'; readonly text: string; readonly choice?: number }
  /** A step has begun, or goes on: told anew under its id. Steps of functions called through the turn need not be told. */
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'note'; readonly note: Note }
  /** A file was made; may be told again. Servers do not keep it for long: it is to be fetched at once. */
  | { readonly type: 'made'; readonly file: MadeFile }
  /** From here on the server gives the answer by itself: what is told next can be heard once more by this. */
  | { readonly type: 'begun'; readonly handle: ServerHandle }
  /** Something arrived that says nothing yet, as when a model reasons: the answer is alive. */
  | { readonly type: 'progress' }
  | { readonly type: 'done'; readonly incomplete?: Failure };

/** One wire protocol. */
export interface Engine {
  /**
   * Streams the answer to one turn. Ends with `done`; throws FailureError when it cannot be had, and ends early on abort. What was `begun`
   * is ended at the server then, unless the reason of the abort is `closing`.
   */
  answer(turn: Turn, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** Hears what was `begun` once more, from its beginning, and on to the end of the turn, as `answer` does; absent where nothing ever is. */
  rejoin?(turn: Turn, handle: ServerHandle, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** The bookmark that the answer to such a turn is going to leave, with this id where only the server can give it; undefined where it leaves none. Absent where it is told as soon as the answer begins. */
  leaves?(turn: Pick<Turn, 'bookmark' | 'unstored'>, id: string): Bookmark | undefined;
  /** Lets go of what the server keeps under this bookmark. A bookmark that the server no longer knows is no error. */
  forget(bookmark: Bookmark, signal: AbortSignal): Promise<void>;
}

/** One connection, ready to answer. */
export interface BackEnd {
  readonly engine: Engine;
  /**
   * What the engine would send for a turn, by the same code; nothing goes out. `arriving`: the turn waits for an answer that is still
   * arriving, and the bookmark, if any, is the one that this answer goes on from. Throws FailureError where the turn could not begin.
   */
  preview(turn: Turn, arriving?: boolean): Promise<readonly SentRequest[]>;
  /** The model for an assistant that names none. Throws FailureError `noModel` when only the user can tell. */
  defaultModel(signal: AbortSignal): Promise<string>;
  /** The models that the server lists. Throws FailureError when it lists none. */
  models(signal: AbortSignal): Promise<readonly Model[]>;
  /** What the server can do, asked for without spending a token. */
  examine(signal: AbortSignal): Promise<readonly Finding[]>;
  /** A text as a vector. */
  embed(text: string, signal: AbortSignal): Promise<Embedding>;
  /** What a model of the legacy Completions API writes after this text; those of the parameters go along that it has. */
  complete(text: string, parameters: Parameters, signal: AbortSignal): Promise<Completion>;
  /** How many tokens a text is for a model, as the server counts; undefined at a server that does not count. */
  countTokens(text: string, model: string, signal: AbortSignal): Promise<number | undefined>;
  /** How many tokens the model would be given, as the server counts; undefined at a server that does not count. */
  countContext(turn: Pick<Turn, 'assistant' | 'history' | 'instructions' | 'model' | 'prompt'>, signal: AbortSignal): Promise<number | undefined>;
  /** The assistants that the server keeps; absent on wires that have none. */
  readonly assistants?: ServerAssistants;
  /** The files and vector stores that the server keeps; where it keeps none, asking them says so. */
  readonly files?: ServerFiles;
  /** The way to a file that was made, by what is known of it; absent where no files are made. */
  readonly madeAgain?: (file: Pick<MadeFile, 'again' | 'id' | 'name'>) => MadeFile;
  readonly vectorStores?: VectorStores;
  /** Where the code of answers runs; absent on wires that have no containers. */
  readonly containers?: Containers;
}

/** A model as its server lists it. */
export interface Model {
  readonly id: string;
  /** The day on which it is switched off, as YYYY-MM-DD. */
  readonly shutdownDate?: string;
  /** How many tokens it takes, prompt and answer together, where the server says so. */
  readonly window?: number;
  /** Its server decides on the window when it loads the model: what is published of it does not hold there. */
  readonly loads?: true;
}

export interface Embedding {
  readonly model: string;
  readonly vector: readonly number[];
  readonly tokens: number;
}

export interface Completion {
  readonly model: string;
  /** One, or as many as were asked for. */
  readonly texts: readonly string[];
  /** Whether one ends because of its length. */
  readonly cut: boolean;
}

/** One thing that was asked of a server, and its answer in words. */
export interface Finding {
  readonly subject: string;
  readonly ok: boolean;
  /** Whether it is not there because the server never had it. */
  readonly isMissing?: true;
  readonly words: string;
}

/** Reads the secret for a connection's requests, each time it is needed. Throws FailureError `noKey`; undefined where none is called for. */
export type Credential = () => Promise<string | undefined>;

/** Makes the back end of a connection; `gates`: who else is to heed what its server says of its limits. */
export type MakeBackEnd = (connection: Connection, credential: Credential, gates?: RateGates) => BackEnd;
