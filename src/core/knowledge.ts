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
  /** The workspace that the files lie in, by a mark that it has on other machines too and that no other workspace has. */
  readonly workspace: string;
  /** Whose assistant it is, for one of the user's own: another's may have the same id in the same workspace. */
  readonly person?: string;
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
  /** The mark of the owner who had it attached; see `ownerMark`. */
  readonly owner?: string;
}

/** A file on its way into a vector store, with what it is to be known by there. */
export interface Attaching {
  readonly fileId: string;
  readonly attributes: { readonly hash: string; readonly path: string; readonly owner: string };
}

/** A connection's server, as far as knowledge is kept there. Methods throw FailureError: `notFound` for a file or store that is not there, `requestRefused` and `tooLarge` for a single file that cannot be had. */
export interface KnowledgeServer {
  /** Sends the file's bytes under this name, and tells the hash of those that went; `progress` is told how many bytes have gone out. */
  upload(file: KnowledgeFile, name: string, signal: AbortSignal, progress?: (sent: number) => void): Promise<Pick<Upload, 'fileId' | 'hash'>>;
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

/** The most files that are attached in one request: few, as they can be searched, and are not lost to a sync that ends early, as soon as they are attached. vectorStores.fileBatches takes 2,000 a minute. */
export const attachLimit = 50;

/** What this machine remembers of servers, on its disk before each method returns. */
export interface KnowledgeRecord {
  uploads(connectionId: string): readonly Upload[];
  keepUpload(connectionId: string, upload: Upload): void;
  /** Forgets an upload that the server no longer has. */
  dropUpload(connectionId: string, fileId: string): void;
  storeOf(connectionId: string, owner: KnowledgeOwner): string | undefined;
  keepStore(connectionId: string, owner: KnowledgeOwner, storeId: string): void;
  /** The ids of the files that this machine has put into a store: they alone, and those that bear the owner's mark, are ever taken out of it. */
  placed(connectionId: string, storeId: string): ReadonlySet<string>;
  keepPlaced(connectionId: string, storeId: string, fileId: string): void;
  dropPlaced(connectionId: string, storeId: string, fileId: string): void;
}

/** How a file in a store, and what is remembered here, is known to be this owner's: at most 512 characters. */
export function ownerMark({ assistantId, workspace, person }: KnowledgeOwner): string {
  return JSON.stringify([assistantId.slice(-150), workspace, ...(person === undefined ? [] : [person])]);
}

/** Where a file stands on its way into an assistant's knowledge. */
export type KnowledgeState = { readonly state: 'waiting' } | { readonly state: 'uploading' } | KnowledgeOutcome;

/** Why a file cannot be searched at the server, where that is known. */
export function reasonOf(state: KnowledgeState): string | undefined {
  return state.state === 'failed' || state.state === 'heldBack' ? state.reason : undefined;
}

/** Where a file stands while no sync is running. `missing`: it is not there; `inProgress`: the server is reading it. */
export type KnowledgeOutcome =
  | { readonly state: 'missing' | 'inProgress' | 'ready' }
  /** `reason`: one sentence. What is held back has not left this machine. */
  | { readonly state: 'failed' | 'heldBack'; readonly reason: string }
  /** The server reads no files of this kind; `asText` is the name under which it could go as text. */
  | { readonly state: 'unsupported'; readonly asText?: string };
