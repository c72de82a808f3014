import type { MediaForm } from './attachmentForms.ts';
import type { Attachment, Draft, Failure, FailureAction, MediaType, Thread } from './model.ts';
import type { ThreadEvent } from './threadEvents.ts';

/** Who would answer the next prompt, and what stands in the way. */
export interface Status {
  readonly assistantName: string;
  readonly connectionName: string;
  /** Absent until the model is known: at a local server, until it is first asked. */
  readonly model?: string;
  /** Prompts that the assistant offers to begin with. */
  readonly starters: readonly string[];
  /** What the connection takes besides text. */
  readonly takes: readonly MediaForm[];
  /** Set while no prompt can be answered: no key, settings of the wrong shape. */
  readonly failure?: Failure;
}

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

/** How full the model's window would be with the next prompt, in tokens, about. */
export interface Meter {
  readonly tokens: number;
  /** What the model takes, prompt and answer together; absent where nobody says. */
  readonly window?: number;
  /** What of it is kept free for the answer. */
  readonly reserved?: number;
}

/** How room is made for a prompt that does not fit. */
export type RoomStep = Extract<FailureAction, 'dropLargest' | 'summarise' | 'trimOldest'>;

/** What goes with each prompt by itself: nothing; what is in front of the user; or one file, whatever is in front of them. */
export type EditorFollowing = 'off' | 'on' | 'pinned';

/** The switch “Current editor” as it stands. */
export interface CurrentEditorView {
  readonly following: EditorFollowing;
  /** What goes with the next prompt; none while there is no text to go. */
  readonly attachment?: Attachment;
  /** Why nothing goes although there is something. */
  readonly problem?: string;
}

/** Everything that the page needs in order to show itself. */
export interface Snapshot {
  /** The thread on show; absent for a new one. */
  readonly thread?: Thread;
  /** What the next prompt takes along. */
  readonly attachments: readonly Attachment[];
  readonly currentEditor: CurrentEditorView;
  readonly status: Status;
  readonly assistants: readonly NamedAssistant[];
  /** What was being written when the page was last there. */
  readonly draft?: Draft;
  /** Absent until it has been read. */
  readonly meter?: Meter;
}

/** The steps that are taken in VS Code's own surface. */
export type HostAction = Extract<FailureAction, 'chooseAssistant' | 'chooseConnection' | 'chooseModel' | 'openAssistant' | 'openLog' | 'openSettings' | 'setKey'>;

/** Which file of which answer is meant, by the ids that the host told. */
interface OutputAsk {
  readonly threadId: string;
  readonly messageId: string;
  readonly outputId: string;
}

/** A prompt as the composer holds it, for a new thread if none is named. */
export interface Prompting {
  readonly threadId?: string;
  readonly text: string;
  readonly attachmentIds: readonly string[];
  /** Whether it is sent although it may not fit. */
  readonly anyway?: true;
}

/** What the page may ask of the extension host. Each question is answered, with its answer or with a Failure. */
export interface HostApi {
  /** The page is there: tells what to show. */
  hello(): Promise<Snapshot>;
  /** Keeps what is being written, so that no crash can take it. */
  keepDraft(ask: Draft): Promise<null>;
  /** Sends a prompt with its attachments; answers once the prompt is stored, with null if the user would rather not send it. */
  send(ask: Prompting): Promise<{ readonly threadId: string } | null>;
  /** Makes room for a prompt that does not fit; sends nothing of it. */
  makeRoom(ask: Prompting & { readonly step: RoomStep }): Promise<null>;
  /** Shows what sending this would send; sends nothing. */
  showRequest(ask: Prompting): Promise<null>;
  /** Shows what was sent for this answer. */
  showSent(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** Stops the answer that is arriving in this thread; what has arrived stays. */
  stop(ask: { readonly threadId: string }): Promise<null>;
  /** Asks for another answer to the prompt of this one; the one there is becomes an earlier version. */
  retry(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** The same without the parameter that the model refused. */
  retryWithout(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** Lets the user give the result of a function that this answer waits for, in VS Code's own surface. */
  answerCall(ask: { readonly messageId: string; readonly stepId: string }): Promise<null>;
  /** The bytes of an image that an answer shows. */
  readImage(ask: OutputAsk): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets the user save a file that an answer holds, in VS Code's own surface. */
  saveOutput(ask: OutputAsk): Promise<null>;
  /** Opens an image or a text that an answer holds in an editor, where it cannot be changed. */
  openOutput(ask: OutputAsk): Promise<null>;
  /** Opens the file that an answer cites, at the passage; `index` counts its citations from 0. */
  openCitation(ask: { readonly threadId: string; readonly messageId: string; readonly index: number }): Promise<null>;
  /** Opens a link of an answer in the browser, after VS Code's own question; the address as the answer writes it. */
  openLink(ask: { readonly threadId: string; readonly messageId: string; readonly address: string }): Promise<null>;
  /** Takes up an answer where it broke off. */
  resume(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** Shows this version of an answer and what followed it. */
  select(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** Shows an empty thread. */
  newThread(): Promise<null>;
  /** Lets the user pick what the next prompt takes along, in VS Code's own surface. */
  attach(): Promise<null>;
  /** Says what is to go with each prompt by itself. */
  followEditor(ask: { readonly following: EditorFollowing }): Promise<null>;
  /** Announces a file that the user pasted or dropped here, and its bytes; answers the id for its pieces. */
  beginUpload(ask: { readonly name: string; readonly bytes: number }): Promise<{ readonly uploadId: string }>;
  /** Hands over the next piece of it, in base64; with the last one it is attached. */
  uploadPiece(ask: { readonly uploadId: string; readonly data: string }): Promise<null>;
  /** Attaches the files that were dropped, by the addresses that VS Code gave; asks in VS Code's own surface about those from elsewhere. */
  drop(ask: { readonly uris: readonly string[] }): Promise<null>;
  /** Opens what an attachment stands for: one of the next prompt, or of this message. */
  openAttachment(ask: { readonly messageId?: string; readonly attachmentId: string }): Promise<null>;
  /** The bytes of an image, in base64, for a small picture of it: one of the next prompt, or of this message. None of what is large, or gone. */
  preview(ask: { readonly messageId?: string; readonly attachmentId: string }): Promise<{ readonly mediaType: MediaType; readonly data: string } | null>;
  /** Takes an attachment off the next prompt. */
  detach(ask: { readonly attachmentId: string }): Promise<null>;
  /** Finds files and folders of the workspace by some letters of their paths; a question that another one overtakes is refused. */
  findFiles(ask: { readonly query: string }): Promise<FoundFiles>;
  /** Takes one of them along with the next prompt. */
  attachFound(ask: { readonly id: string }): Promise<null>;
  /** Takes the step that a failure offers, in VS Code's own surface. */
  act(ask: { readonly action: HostAction }): Promise<null>;
}

/** What the page is told. */
export type ViewEvent =
  /** The thread on show has changed. */
  | { readonly type: 'thread'; readonly threadId: string; readonly event: ThreadEvent }
  /** Show this thread, or a new one. */
  | { readonly type: 'opened'; readonly thread?: Thread }
  | { readonly type: 'attachments'; readonly attachments: readonly Attachment[] }
  | { readonly type: 'currentEditor'; readonly currentEditor: CurrentEditorView }
  | { readonly type: 'status'; readonly status: Status }
  | { readonly type: 'meter'; readonly meter: Meter }
  /** Put this into the composer, in the place of what is there. */
  | { readonly type: 'draft'; readonly draft: Draft }
  | { readonly type: 'assistants'; readonly assistants: readonly NamedAssistant[] }
  /** Put the cursor into the composer. */
  | { readonly type: 'compose' };
