import type { Attachment } from '../shared/attachment.ts';
import type { Draft } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import type { Found, Said } from './said.ts';
import type { SentRequest } from './sentRequest.ts';

/** What the list of threads shows of one. */
export type ThreadHead = Omit<Thread, 'messages' | 'leafId'>;

/** How events are added to the log of a thread. */
export interface Appending {
  /** Whether all is on the disk before it returns. */
  readonly durable: boolean;
  /** What can be found in the thread from now on. */
  readonly said?: readonly Said[];
  /** How many events of the log the writer knows; with 0 it begins the thread. Without it, nothing is asked of the log. */
  readonly after?: number;
  /** Whether nothing is to be written after what other windows wrote meanwhile. */
  readonly refuse?: (missed: readonly ThreadEvent[]) => boolean;
}

/** What became of the log of a thread. */
export interface Appended {
  /** How many events it holds. */
  readonly length: number;
  /** What other windows wrote before, and the writer did not know. */
  readonly missed: readonly ThreadEvent[];
}

/** Keeps threads as logs of their events. Every method throws FailureError `storage` when the disk says no. */
export interface ThreadStore {
  /**
   * Adds to the log of a thread, renews its head and what can be found in it: all or nothing. Throws FailureError `notFound` for a
   * thread that another window has removed for good, and `busy` for what is refused.
   */
  append(events: readonly ThreadEvent[], head: ThreadHead, options: Appending): Appended;
  /** The log of a thread, or of it what comes after so many events and up to so many, oldest first; empty for a thread that is not there. What cannot be read is left out. */
  read(threadId: string, after?: number, until?: number): readonly ThreadEvent[];
  /** How many events the log of a thread holds: grows when another window writes to it. */
  length(threadId: string): number;
  /** The heads of all threads, the newest first, those in the trash among them. */
  heads(): readonly ThreadHead[];
  /** The titles and messages outside the trash that hold all of these words, or parts of words: titles first, then the newest; at most so many. */
  search(query: string, most: number): readonly Found[];
  /** Whether the log of any thread holds these words. */
  mentions(words: string): boolean;
  /** Removes a thread for good. */
  purge(threadId: string): void;
  /** Whether any thread holds an output with this hash. */
  namesOutput(hash: string): boolean;
}

/** Keeps what assistants make, each content once, under the SHA-256 of its bytes in hexadecimal; see ThreadStore for failures. */
export interface OutputStore {
  /** Reads to the end and keeps it, all of it or nothing. Throws what reading throws. */
  keep(bytes: AsyncIterable<Uint8Array>): Promise<{ readonly hash: string; readonly bytes: number }>;
  /** All of it; undefined for what is not there, has been changed, or has more bytes than `most`. */
  read(hash: string, most: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Lets it count as new; none there is no error. */
  renew(hash: string): Promise<void>;
  /** Removes what is not named: at once what is in `gone`; all else once it has lain there for an hour, so that what another window is about to name stays. */
  sweep(isNamed: (hash: string) => boolean, gone: ReadonlySet<string>): Promise<void>;
}

/** Keeps what was sent, beside the threads; see ThreadStore for failures. */
export interface SentStore {
  /** Adds to what was sent for an answer. */
  keep(threadId: string, answerId: string, request: SentRequest): void;
  /** What was sent for an answer, in its order; empty where nothing is known. */
  sentFor(answerId: string): readonly SentRequest[];
  /** Removes all that was sent in a thread. */
  purgeSent(threadId: string): void;
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
  /** Who is to answer in a new thread, if not the default assistant. */
  readonly assistantId?: string;
}

/** An attachment of a prompt that is not sent yet. */
export interface HeldAttachment {
  readonly attachment: Attachment;
  /** Where its file lies, for what is of one: so that it can be read again. Not told to the page. */
  readonly address?: string;
}

/** A prompt that is to be sent when the answers before it have come: as the user saw it when they queued it. */
export interface QueuedPrompt {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly HeldAttachment[];
}

/** What is kept of a prompt that is not sent yet, thread by thread. */
export interface DeskPapers {
  readonly draft: Draft;
  readonly attachments: readonly HeldAttachment[];
  readonly queue: readonly QueuedPrompt[];
}

/** Keeps a desk for each workspace, and on it what is not sent yet, by thread; the new thread's id is empty. See ThreadStore for failures. */
export interface DeskStore {
  readDesk(workspace: string): DeskContents | undefined;
  writeDesk(workspace: string, contents: DeskContents): void;
  readPaper<Kind extends keyof DeskPapers>(workspace: string, threadId: string, kind: Kind): DeskPapers[Kind] | undefined;
  writePaper<Kind extends keyof DeskPapers>(workspace: string, threadId: string, kind: Kind, paper: DeskPapers[Kind]): void;
  /** Removes what was kept for a thread, in every workspace. */
  forgetPapers(threadId: string): void;
  /** Whether anything that is not sent yet holds these words. */
  papersMention(words: string): boolean;
}

/** Where details of failures go, without keys and without the text of prompts. */
export interface Log {
  info(message: string): void;
  error(message: string, error?: unknown): void;
}
