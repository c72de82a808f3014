/** A file that the model can search. */
export interface ReadableFile {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** What the model may use. */
export interface ToolBox {
  /** The names of the functions that are offered. */
  readonly functions: readonly string[];
  /** Whether it may run code. */
  readonly code: boolean;
  /** What it may search; undefined where it may not search at all. */
  readonly files?: readonly ReadableFile[];
  /** False: one function at a time. */
  readonly parallel?: boolean;
  /** A function that it must call, or any. */
  readonly must?: { readonly name?: string };
}

/** What became of a function that was called for. */
export interface ToolResult {
  readonly name: string;
  readonly output: string;
}

/** A call for a function that the client runs. */
export interface FunctionCall {
  readonly kind: 'function';
  readonly name: string;
  /** JSON. */
  readonly arguments: string;
}

/** A file that code made. */
export interface MadeFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** Whether it is an image that is shown, and not a file that is only named. */
  readonly shown: boolean;
}

/** How a text names a file that code made. */
export function sandboxPath({ name }: MadeFile): string {
  return `sandbox:/mnt/data/${name}`;
}

/** Code that the server ran. */
export interface CodeRun {
  readonly kind: 'code';
  readonly input: string;
  readonly logs: string;
  readonly made?: readonly MadeFile[];
}

/** A search in files, with what was found. */
export interface FileSearch {
  readonly kind: 'search';
  readonly query: string;
  readonly found: readonly ReadableFile[];
}

/** What the model does before it speaks. */
export type Action = FunctionCall | CodeRun | FileSearch;

/** A place of the answer that stands in a file; `end` is the offset behind the quoted words. */
export interface Citation {
  readonly file: ReadableFile;
  readonly end: number;
}
