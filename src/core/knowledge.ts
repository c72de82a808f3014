/** A file that an assistant knows, as it is on this machine now. */
export interface KnowledgeFile {
  /** As shown, and as it is found again: relative to the workspace. */
  readonly path: string;
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string;
  /** In bytes. */
  readonly size: number;
  /** Whether its bytes are text, so that it may go under the name of a text file. */
  readonly isText: boolean;
}

/** Whose knowledge it is: the same on every machine, as it is how a server's vector store is found again. */
export interface KnowledgeOwner {
  readonly assistantId: string;
  /** The assistant's name, for people who look at the server. */
  readonly name: string;
  /** The workspace that the files lie in, by a name that it has on other machines too. */
  readonly workspace: string;
}

/** A file that was uploaded from this machine, or is known to have been from another. */
export interface Upload {
  /** The server's id. */
  readonly fileId: string;
  /** SHA-256 of the bytes that went, in hex. */
  readonly hash: string;
  /** The name that the server has for it. */
  readonly name: string;
  readonly path: string;
}

/** A file in a vector store, as the server tells it. */
export interface StoredFile {
  readonly fileId: string;
  readonly status: 'in_progress' | 'completed' | 'cancelled' | 'failed';
  readonly error?: { readonly code: string; readonly message: string };
  /** What it was attached with; absent for files that others have put there, and at servers that keep no attributes. */
  readonly hash?: string;
}

/** A file on its way into a vector store, with what it is to be known by there. */
export interface Attaching {
  readonly fileId: string;
  readonly attributes: { readonly hash: string; readonly path: string };
}

/** A connection's server, as far as knowledge is kept there. Methods throw FailureError: `notFound` for a file or store that is not there, `requestRefused` and `tooLarge` for a single file that cannot be had. */
export interface KnowledgeServer {
  /** Sends the file's bytes under this name, and tells the hash of those that went. */
  upload(file: KnowledgeFile, name: string, signal: AbortSignal): Promise<Pick<Upload, 'fileId' | 'hash'>>;
  /** Makes a vector store and gives its id. */
  createStore(store: { readonly name: string; readonly metadata: Readonly<Record<string, string>> }, signal: AbortSignal): Promise<string>;
  /** The id of the oldest vector store with this metadata. */
  findStore(metadata: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string | undefined>;
  /** All files of a vector store; undefined when there is no such store. */
  storeFiles(storeId: string, signal: AbortSignal): Promise<readonly StoredFile[] | undefined>;
  /** Puts files into a vector store: at most `attachLimit` at once. */
  attach(storeId: string, files: readonly Attaching[], signal: AbortSignal): Promise<void>;
  /** Takes a file out of a vector store; the file itself stays. One that is not in it is no error. */
  detach(storeId: string, fileId: string, signal: AbortSignal): Promise<void>;
}

/** The most files that may be attached in one request: vectorStores.fileBatches takes 2,000 a minute. */
export const attachLimit = 500;

/** What this machine remembers of servers, on its disk before each method returns. */
export interface KnowledgeRecord {
  uploads(connectionId: string): readonly Upload[];
  keepUpload(connectionId: string, upload: Upload): void;
  /** Forgets an upload that the server no longer has. */
  dropUpload(connectionId: string, fileId: string): void;
  storeOf(connectionId: string, owner: KnowledgeOwner): string | undefined;
  keepStore(connectionId: string, owner: KnowledgeOwner, storeId: string): void;
  /** Remembers whether the server has read none of what is in this owner's store, so that nothing can be found there. */
  keepUnread(connectionId: string, owner: KnowledgeOwner, isUnread: boolean): void;
}

/** Where a file stands on its way into an assistant's knowledge. */
export type KnowledgeState =
  | { readonly state: 'waiting' | 'uploading' | 'inProgress' | 'ready' }
  /** `reason`: one sentence. */
  | { readonly state: 'failed'; readonly reason: string }
  /** The server reads no files of this kind; `asText` is the name under which it could go as text. */
  | { readonly state: 'unsupported'; readonly asText?: string };
