import type { Assistant } from './assistant.ts';

/** A file that an assistant is to know and cannot. */
export interface RefusedFile {
  /** As shown; for a pattern of too many files, the pattern. */
  readonly path: string;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Set for a pattern: none of its files is known, although many are there. */
  readonly isPattern?: true;
}

/** What assistants are to know and cannot. */
export interface RefusedFiles {
  /** What of it was matched when the assistant's files were last listed. */
  refused(assistant: Assistant): readonly RefusedFile[];
}
