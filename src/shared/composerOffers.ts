/** An assistant that can be asked by its @name. */
export interface NamedAssistant {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

/** A file or folder that can be attached, by the id under which the host offers it. */
export interface FoundFile {
  readonly id: string;
  readonly kind: 'file' | 'folder';
  readonly name: string;
  /** Where it lies, relative to the workspace; empty at its root. */
  readonly folder: string;
  /** Where the letters that were looked for stand in the name, ascending, in UTF-16 units. */
  readonly nameMarks: readonly number[];
  readonly folderMarks: readonly number[];
}

/** What was found, the best first. */
export interface FoundFiles {
  readonly found: readonly FoundFile[];
  /** Why some files cannot be among them, in a sentence. */
  readonly note?: string;
}

/** A prompt file that can be put into the composer by its /name. */
export interface PromptOffer {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** What is to be written after its name. */
  readonly hint?: string;
}

/** A prompt file as it goes into the composer, and what of it is still to be filled in, as it stands there. */
export interface FilledPrompt {
  readonly text: string;
  readonly gaps: readonly string[];
}
