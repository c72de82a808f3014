import type { Draft, Thread } from '../shared/model.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';

/** What the list of threads shows of one. */
export type ThreadHead = Omit<Thread, 'messages' | 'leafId'>;

/** Keeps threads as logs of their events. Every method throws FailureError `storage` when the disk says no. */
export interface ThreadStore {
  /** Adds to the log of a thread and renews its head, both or neither. `durable`: on the disk before it returns. */
  append(events: readonly ThreadEvent[], head: ThreadHead, options: { readonly durable: boolean }): void;
  /** The log of a thread, oldest first; empty for a thread that is not there. */
  read(threadId: string): readonly ThreadEvent[];
  /** How many events the log of a thread holds: grows when another window writes to it. */
  length(threadId: string): number;
  /** The heads of all threads, the newest first, those in the trash among them. */
  heads(): readonly ThreadHead[];
  /** Whether the log of any thread holds these words. */
  mentions(words: string): boolean;
  /** Removes a thread for good. */
  purge(threadId: string): void;
}

/** Keeps the bytes of attachments that are no text, for as long as the threads are kept. */
export interface AttachmentStore {
  /** Keeps these bytes, on the disk when it resolves; answers their SHA-256 in hexadecimal. Rejects with FailureError `storage`. */
  keep(bytes: Uint8Array): Promise<string>;
  /** The bytes under a hash; undefined if they are not there any more, or not as they were. */
  read(hash: string): Promise<Uint8Array | undefined>;
  /** Lets go of the bytes under a hash; none there is no error. */
  drop(hash: string): Promise<void>;
}

/** What lies before the user in a workspace. */
export interface DeskContents {
  readonly threadId?: string;
  readonly draft?: Draft;
  /** Who is to answer in a new thread, if not the default assistant. */
  readonly assistantId?: string;
}

/** Keeps a desk for each workspace; see ThreadStore for failures. */
export interface DeskStore {
  readDesk(workspace: string): DeskContents | undefined;
  writeDesk(workspace: string, contents: DeskContents): void;
}

/** Where details of failures go, without keys and without the text of prompts. */
export interface Log {
  info(message: string): void;
  error(message: string, error?: unknown): void;
}
