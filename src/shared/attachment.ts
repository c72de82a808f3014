/** What an attachment was made of; `dropped`: bytes from outside of VS Code, in no file that it knows. */
export type AttachmentKind = 'cell' | 'changes' | 'dropped' | 'file' | 'problems' | 'selection' | 'symbol' | 'terminal' | 'visible';

/** What is sent as it is, by what it is made of: told by its first bytes, never by its name; `application/octet-stream` for other files that are no text, `text/plain` (in UTF-8) for a text that is too long for a prompt. */
export type MediaType = 'application/octet-stream' | 'application/pdf' | 'image/gif' | 'image/jpeg' | 'image/png' | 'image/webp' | 'text/plain';

/** What a file is for that is uploaded and is no part of the prompt: for the model's code to work on, or to be searched. */
export type AttachmentUse = 'code' | 'search';

/** What an attachment holds that is no text, or too much of it for a prompt. Its bytes are kept beside the threads, under their hash. */
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
  /** The file that the path leads to over links, as shown; absent where no link is on the way. */
  readonly leadsTo?: string;
  /** Where there is `media`: the path of the file packed in it that seems to hold a secret, by its name or by `text`. */
  readonly inside?: string;
  /** The lines of the file that it holds, from 1, both ends included; absent where it has none. */
  readonly lines?: readonly [first: number, last: number];
  /** VS Code's language id, as the fence's info string. */
  readonly language: string;
  /** Where there is `media`: what looks like a secret in its bytes, which is asked about and never sent as text; most often empty. */
  readonly text: string;
  /** Set for an image or a document, and for a file that is no text or too long a one. */
  readonly media?: Media;
  /** Set for a file that travels apart from the prompt. */
  readonly use?: AttachmentUse;
  /** About how many tokens it is; absent while a text is being counted. */
  readonly tokens?: number;
  /** Set if the text stands in an editor and differs from the file on the disk. */
  readonly unsaved?: true;
  /** Set if it seems to hold a secret: then it is asked about before it leaves. */
  readonly suspect?: true;
}
