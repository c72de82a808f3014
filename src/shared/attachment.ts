/** What an attachment was made of; `dropped`: bytes from outside of VS Code, in no file that it knows. */
export type AttachmentKind = 'cell' | 'changes' | 'dropped' | 'file' | 'problems' | 'selection' | 'symbol' | 'terminal' | 'visible';

/** What is sent as it is, by what it is made of: told by its first bytes, never by its name. */
export type MediaType = 'application/pdf' | 'image/gif' | 'image/jpeg' | 'image/png' | 'image/webp';

/** What an attachment holds that is no text. Its bytes are kept beside the threads, under their hash. */
export interface Media {
  readonly mediaType: MediaType;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  /** The size of an image; absent where its bytes do not tell. */
  readonly pixels?: readonly [width: number, height: number];
  /** How many pages a document has; absent where its bytes do not tell. */
  readonly pages?: number;
}

/** What goes with a prompt: a text, most often a file or a piece of one, or an image or a document as it is. */
export interface Attachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** As shown: relative to the workspace folder where it lies in one; what is no file has a name, such as “Staged changes”. */
  readonly path: string;
  /** The lines of the file that it holds, from 1, both ends included; absent where it has none. */
  readonly lines?: readonly [first: number, last: number];
  /** VS Code's language id, as the fence's info string. */
  readonly language: string;
  /** Empty for what is no text. */
  readonly text: string;
  /** Set for an image or a document. */
  readonly media?: Media;
  /** About how many tokens it is; absent while a text is being counted. */
  readonly tokens?: number;
  /** Set if the text stands in an editor and differs from the file on the disk. */
  readonly unsaved?: true;
}
