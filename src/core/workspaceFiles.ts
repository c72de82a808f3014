import type { FileMatch } from './fileRanking.ts';

/** The files of the open workspace, as a picker needs them. */
export interface WorkspaceFiles {
  /** The best matches; waits until the names are read when it is first asked. Rejects when the signal aborts. */
  find(query: string, signal: AbortSignal): Promise<FilesFound>;
}

export interface FilesFound {
  readonly matches: readonly FileMatch[];
  /** Why some files cannot be among them, in a sentence. */
  readonly note?: string;
}
