import type { MediaForm } from './attachmentForms.ts';
import type { CodeColors } from './codeColors.ts';
import type { Attachment, Draft, Failure, FailureAction, MediaType, Message, Thread } from './model.ts';
import type { ThreadEvent } from './threadEvents.ts';

/** The key that sends; the other one of Enter and Ctrl+Enter breaks the line, or sends at once. */
export type SendKey = 'enter' | 'ctrlEnter';

/** How the text of the chat is set, as far as the user has said so; the size in pixels. */
export interface ChatFont {
  readonly size?: number;
  readonly family?: string;
}

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
  /** Enter, if absent. */
  readonly sendKey?: SendKey;
  /** Set while the disk does not take what is said: it is in memory alone. */
  readonly unsaved?: true;
  /** How the text of the chat is set; as the rest of VS Code, if absent. */
  readonly font?: ChatFont;
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

/** What was spent, about, with all branches, retries and summaries. */
export interface Spent {
  /** In and out. */
  readonly tokens: number;
  /** In USD, of what has a price. */
  readonly usd: number;
  /** The tokens among them that were answered on this machine. */
  readonly local: number;
  /** The tokens among them of which nobody knows the price. */
  readonly unpriced: number;
}

/** How full the model's window would be with the next prompt, in tokens, about. */
export interface Meter {
  readonly tokens: number;
  /** What the model takes, prompt and answer together; absent where nobody says. */
  readonly window?: number;
  /** What of it is kept free for the answer. */
  readonly reserved?: number;
  /** What the thread on show has cost so far; absent for a new one. */
  readonly spent?: Spent;
  /** What was spent today, in all threads. */
  readonly today?: Spent;
  /** What passages of the assistant's files may come to on top, at most; absent where none are looked for on this machine. */
  readonly passages?: number;
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

/** A prompt that is sent when the answers before it have come. */
export interface QueuedView {
  readonly id: string;
  /** The beginning of it. */
  readonly text: string;
  /** How many attachments go with it. */
  readonly attachments: number;
}

/** What waits in the thread on show, the next one first. */
export interface QueueView {
  readonly prompts: readonly QueuedView[];
  /** Why it is not sent by itself, in a sentence. */
  readonly waits?: string;
}

/** Everything that the page needs in order to show itself. */
export interface Snapshot {
  /** The thread on show, or a window of it; absent for a new one. */
  readonly thread?: Thread;
  /** Set while the thread on show, or the new one, is kept in memory alone. */
  readonly temporary?: true;
  /** What the next prompt takes along. */
  readonly attachments: readonly Attachment[];
  readonly currentEditor: CurrentEditorView;
  readonly status: Status;
  /** Absent for an empty one. */
  readonly queue?: QueueView;
  readonly assistants: readonly NamedAssistant[];
  /** How the user's theme colours code; absent where that cannot be told. */
  readonly codeColors?: CodeColors;
  /** What was being written in the thread on show when the page was last there. */
  readonly draft?: Draft;
  /** Absent until it has been read. */
  readonly meter?: Meter;
}

/** The steps that are taken in VS Code's own surface. */
export type HostAction = Extract<FailureAction, 'chooseAssistant' | 'chooseConnection' | 'chooseModel' | 'openAssistant' | 'openLog' | 'openSettings' | 'setKey'>;

/** Which message is meant, by the ids that the host told. */
interface OneMessage {
  readonly threadId: string;
  readonly messageId: string;
}

/** Which file of which answer is meant, by the ids that the host told. */
interface OutputAsk {
  readonly threadId: string;
  readonly messageId: string;
  readonly outputId: string;
}

/** What is done with a block of code; `applyTo` lets the user say to which file. */
export type CodeUse = 'apply' | 'applyTo' | 'copy' | 'insert' | 'newFile' | 'run';

/** Which block of code of an answer is meant: by its place among them, from 0, and the fingerprint of what it says. */
export interface CodePlace {
  readonly index: number;
  readonly fingerprint: string;
}

/** Which link or image of an answer is meant: by its place among them, from 0, and the fingerprint of its address. */
export interface LinkPlace {
  readonly index: number;
  readonly fingerprint: string;
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

/** The commands of VS Code that can be run from the composer. */
export type ComposerCommand = 'archive' | 'assistant' | 'attach' | 'connection' | 'delete' | 'export' | 'instructions' | 'keyboard' | 'log' | 'model' | 'prompt' | 'rename' | 'search' | 'setup' | 'tab' | 'temporary';

/** Which queued prompt is meant. */
interface QueuedAsk {
  readonly threadId: string;
  readonly queuedId: string;
}

/** A prompt as the composer holds it, for a new thread if none is named. */
export interface Prompting {
  readonly threadId?: string;
  readonly text: string;
  readonly attachmentIds: readonly string[];
  /** Whether it is sent although it may not fit. */
  readonly anyway?: true;
}

/** Messages that come before those that a page has. */
export interface EarlierMessages {
  /** In the thread's order, the other versions of each among them. */
  readonly messages: readonly Message[];
  /** How many of the branch come before them. */
  readonly before: number;
}

/** An answer that is to be given anew, or taken up. */
interface AgainAsk {
  readonly threadId: string;
  readonly messageId: string;
  /** Whether it is asked for although it may not fit. */
  readonly anyway?: true;
}

/** What the page may ask of the extension host. Each question is answered, with its answer or with a Failure. */
export interface HostApi {
  /** The page is there: tells what to show. */
  hello(): Promise<Snapshot>;
  /** The user has turned to this page: until they turn to another, what is sent from elsewhere in VS Code comes here. */
  use(): Promise<null>;
  /** Keeps what is being written in this thread, or in a new one, so that no crash can take it. */
  keepDraft(ask: Draft & { readonly threadId?: string }): Promise<null>;
  /**
   * Sends a prompt with its attachments; answers once the prompt is stored, with null if the user would rather not send it. While an
   * answer is arriving in the thread, the prompt is queued; `now`: the answer is stopped instead.
   */
  send(ask: Prompting & { readonly now?: true }): Promise<{ readonly threadId: string } | null>;
  /** What was said in other threads of this workspace, the newest first. */
  pastPrompts(ask: { readonly threadId?: string }): Promise<readonly string[]>;
  /** The prompt files that can be put into the composer. */
  listPrompts(): Promise<readonly PromptOffer[]>;
  /** A prompt file with these words filled in. */
  fillPrompt(ask: { readonly id: string; readonly words: string }): Promise<FilledPrompt>;
  /** Runs a command, in VS Code's own surface. */
  runCommand(ask: { readonly command: ComposerCommand }): Promise<null>;
  /** Puts a queued prompt back into the composer, before what is written there. */
  editQueued(ask: QueuedAsk & { readonly text: string }): Promise<null>;
  /** Moves a queued prompt by one place, towards the front or the end. */
  moveQueued(ask: QueuedAsk & { readonly by: -1 | 1 }): Promise<null>;
  /** Takes a prompt off the queue. */
  removeQueued(ask: QueuedAsk): Promise<null>;
  /** Stops the answer that is arriving, and sends this prompt. */
  sendQueued(ask: QueuedAsk): Promise<null>;
  /** Makes room for a prompt that does not fit; sends nothing of it. */
  makeRoom(ask: Prompting & { readonly step: RoomStep }): Promise<null>;
  /** Shows what sending this would send; sends nothing. */
  showRequest(ask: Prompting): Promise<null>;
  /** Shows what was sent for this answer. */
  showSent(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** Stops the answer that is arriving in this thread; what has arrived stays. */
  stop(ask: { readonly threadId: string }): Promise<null>;
  /** Asks for another answer to the prompt of this one; the one there is becomes an earlier version. */
  retry(ask: AgainAsk): Promise<null>;
  /** The same without the parameter that the model refused. */
  retryWithout(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** Asks for an answer of another assistant, or by another model, which the user chooses in VS Code's own surface. */
  regenerate(ask: OneMessage & { readonly by: 'assistant' | 'model' }): Promise<null>;
  /** Sends a prompt in other words, as another version of it; answers once it is stored. */
  edit(ask: OneMessage & { readonly text: string; readonly attachmentIds: readonly string[] }): Promise<null>;
  /** Begins a thread with the messages up to this answer, or with those before this prompt, which is then in the composer, and shows it. */
  fork(ask: OneMessage): Promise<null>;
  /** Deletes a message and all that hangs on it, once the user has said so in VS Code's own surface. */
  remove(ask: OneMessage): Promise<null>;
  /** Copies a message, or the branch up to it, as Markdown. */
  copy(ask: OneMessage & { readonly what: 'message' | 'branch' }): Promise<null>;
  /** Shows in an editor what differs between two versions of a message. */
  compare(ask: OneMessage): Promise<null>;
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
  /** Takes a block of code of an answer to where the user wants it; what changes a file is shown as a change first, and nothing is run. */
  useCode(ask: CodePlace & { readonly threadId: string; readonly messageId: string; readonly use: CodeUse }): Promise<null>;
  /** Shows an answer as a document, exactly as it came. */
  openAnswer(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** Which of these names are files of the workspace, such as `src/a.ts:12`: an id for each that is, in their order. */
  findPlaces(ask: { readonly names: readonly string[] }): Promise<{ readonly ids: readonly (string | null)[] }>;
  /** Opens one of them, at its lines. */
  openPlace(ask: { readonly id: string }): Promise<null>;
  /** Opens what an answer calls by this name, as far as the languages' own tools know it. */
  openSymbol(ask: { readonly threadId: string; readonly messageId: string; readonly name: string }): Promise<null>;
  /** Opens a link of an answer in the browser, once the user has agreed to the place that it leads to, in VS Code's own surface. */
  openLink(ask: LinkPlace & OneMessage): Promise<null>;
  /** Takes up an answer where it broke off. */
  resume(ask: AgainAsk): Promise<null>;
  /** Shows this version of an answer and what followed it. */
  select(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** The messages before this one, at most `count` of its branch, with their other versions. */
  loadEarlier(ask: { readonly threadId: string; readonly beforeId: string; readonly count: number }): Promise<EarlierMessages>;
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
  /** Show this thread, or this window of it; without one, a new one; and what is being written in it: without a draft, what is being written stays. */
  | { readonly type: 'opened'; readonly thread?: Thread; readonly temporary?: true; readonly draft?: Draft }
  | { readonly type: 'attachments'; readonly attachments: readonly Attachment[] }
  | { readonly type: 'currentEditor'; readonly currentEditor: CurrentEditorView }
  | { readonly type: 'status'; readonly status: Status }
  /** What is queued in the thread on show. */
  | { readonly type: 'queue'; readonly queue: QueueView }
  | { readonly type: 'meter'; readonly meter: Meter }
  /** Put this into the composer, in the place of what is there. */
  | { readonly type: 'draft'; readonly draft: Draft }
  | { readonly type: 'assistants'; readonly assistants: readonly NamedAssistant[] }
  /** Bring this message of the thread on show into sight. */
  | { readonly type: 'reveal'; readonly messageId: string }
  /** The user has another theme now. */
  | { readonly type: 'codeColors'; readonly codeColors: CodeColors }
  /** Put the cursor into the composer. */
  | { readonly type: 'compose' };
