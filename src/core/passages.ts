import type { KnowledgeFile } from './knowledge.ts';

/** A piece of a file that a question may be answered from. Lines count from 1, both ends included. */
export interface Passage {
  /** Relative to the workspace. */
  readonly path: string;
  /** SHA-256 of the whole file as it was when the passage was taken, in hex. */
  readonly hash: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

/** Finds passages on this machine, in sets of files that are kept apart. Methods throw FailureError `storage` when the disk says no. */
export interface Passages {
  /**
   * Makes the set hold these files and no others: reads those whose hash is new. It may end anywhere; what was taken in stays.
   * `read` gives a file's text; one for which it gives undefined is left out.
   */
  update(set: string, files: readonly KnowledgeFile[], read: (file: KnowledgeFile) => Promise<string | undefined>, signal: AbortSignal): Promise<void>;
  /**
   * The passages of the set that fit the question best, the best first; none where they say nothing to it. Undefined where what was
   * kept was damaged: it has been made anew, and is to be updated again.
   */
  find(set: string, question: string, most: number): Promise<readonly Passage[] | undefined>;
  /** The sets that there are. */
  sets(): Promise<readonly string[]>;
  /** Removes a set, so that nothing of it can be read on the disk any more. */
  clear(set: string): Promise<void>;
}
