/** What marks a vector store as belonging to something of ours: at most 16 pairs, keys of 64 and values of 512 characters. */
export type StoreMarks = Readonly<Record<string, string>>;

/** What marks all vector stores that this extension makes. */
export const ourMark: StoreMarks = { made_by: 'workspace-assistants' };

/** Under this name a vector store says for which of the server’s own assistants it was made. */
export const serverAssistantMark = 'server_assistant';

/** A collection of files at a server that a model can search. Times are milliseconds since the epoch. */
export interface VectorStore {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly expires?: number;
  readonly status: 'expired' | 'in_progress' | 'completed';
  readonly bytes: number;
  /** How many files stand where. */
  readonly files: { readonly reading: number; readonly ready: number; readonly failed: number; readonly cancelled: number; readonly total: number };
  readonly marks: StoreMarks;
}

/** What a vector store is made with, or what of it changes. */
export interface StoreOptions {
  readonly name?: string;
  readonly marks?: StoreMarks;
  /** After how many days without use the server lets it go: 1 to 365; never, unless told. */
  readonly expiresAfter?: number;
}

/** A file in a vector store. */
export interface StoredFile {
  /** The id of the file itself. */
  readonly id: string;
  readonly status: 'in_progress' | 'completed' | 'cancelled' | 'failed';
  readonly bytes: number;
  /** Why it cannot be searched. */
  readonly problem?: string;
  /** The server's own word on that. */
  readonly error?: { readonly code: string; readonly message: string };
  /** What it was attached with; none at servers that keep no attributes. */
  readonly marks: StoreMarks;
}

/** A file on its way into a vector store, with what it is to be known by there. */
export interface FileForStore {
  readonly id: string;
  readonly marks?: StoreMarks;
}

/** A piece of a file that fits a query. */
export interface FoundPiece {
  readonly fileId: string;
  readonly fileName: string;
  /** 0 to 1. */
  readonly score: number;
  readonly text: string;
}

/** The vector stores that a server keeps. Every method throws FailureError; `notFound` for one that is not there, `notSupported` at a server without any. */
export interface VectorStores {
  create(options: StoreOptions, signal: AbortSignal): Promise<VectorStore>;
  /** All that have these marks, over as many pages as there are, the newest first. */
  find(marks: StoreMarks, signal: AbortSignal): Promise<readonly VectorStore[]>;
  retrieve(id: string, signal: AbortSignal): Promise<VectorStore>;
  update(id: string, options: StoreOptions, signal: AbortSignal): Promise<VectorStore>;
  /** Its files stay uploads. */
  remove(id: string, signal: AbortSignal): Promise<void>;
  /** Has files read in; they cannot be searched before `settled`. */
  attach(id: string, files: readonly FileForStore[], signal: AbortSignal): Promise<void>;
  /** All of its files, over as many pages as there are. */
  files(id: string, signal: AbortSignal): Promise<readonly StoredFile[]>;
  /** Takes a file out, which stays an upload. One that is not in it is no error. */
  detach(id: string, fileId: string, signal: AbortSignal): Promise<void>;
  search(id: string, query: string, most: number, signal: AbortSignal): Promise<readonly FoundPiece[]>;
  /** The vector store once none of its files is being read in any more; `progress` is told each time that it was asked. */
  settled(id: string, signal: AbortSignal, progress?: (store: VectorStore) => void): Promise<VectorStore>;
}
