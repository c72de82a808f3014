import type { AgainAsk, CodePlace, CodeUse, ComposerCommand, Fitting, HostAction, LinkPlace, OneMessage, OutputAsk, Prompting, QueuedAsk, RoomStep } from './asks.ts';
import type { MediaType } from './attachment.ts';
import type { FilledPrompt, FoundFiles, PromptOffer } from './composerOffers.ts';
import type { Draft, DraftPlace } from './message.ts';
import type { EditorFollowing, Snapshot } from './snapshot.ts';
import type { EarlierMessages } from './thread.ts';

/** What the page may ask of the extension host. Each question is answered, with its answer or with a Failure. */
export interface HostApi {
  /** The page is there: tells what to show. */
  hello(): Promise<Snapshot>;
  /** The page is still there, as it was asked whether it is. */
  here(): Promise<null>;
  /** The user has turned to this page: until they turn to another, what is sent from elsewhere in VS Code comes here. */
  use(): Promise<null>;
  /** Keeps what is being written there, so that no crash can take it. */
  keepDraft(ask: Draft & DraftPlace): Promise<null>;
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
  sendQueued(ask: QueuedAsk & Fitting): Promise<null>;
  /** Makes room for a prompt that does not fit; sends nothing of it. Answers in a sentence what was done, where no thread shows it. */
  makeRoom(ask: Prompting & { readonly step: RoomStep }): Promise<string | null>;
  /** Shows what sending this would send; sends nothing. */
  showRequest(ask: Prompting): Promise<null>;
  /** Shows what was sent for this answer. */
  showSent(ask: { readonly threadId: string; readonly messageId: string }): Promise<null>;
  /** Stops the answer that is arriving in this thread; what has arrived stays. */
  stop(ask: { readonly threadId: string }): Promise<null>;
  /** The user would rather wait for what is arriving in this thread, although nothing comes. */
  keepWaiting(ask: { readonly threadId: string }): Promise<null>;
  /** Asks the server how the answer stands from which nothing comes, while that is offered. */
  askServer(ask: { readonly threadId: string }): Promise<null>;
  /** Asks for another answer to the prompt of this one; the one there is becomes an earlier version. */
  retry(ask: AgainAsk): Promise<null>;
  /** Begins a new thread with a summary of what came before the prompt of this answer, where the prompt waits in the composer with its attachments. */
  sumUp(ask: OneMessage): Promise<null>;
  /** The same as `retry` without the parameter that the model refused. */
  retryWithout(ask: AgainAsk): Promise<null>;
  /** Asks for an answer of another assistant, or by another model, which the user chooses in VS Code's own surface; once it did not fit, the choice stands. */
  regenerate(ask: AgainAsk & { readonly by: 'assistant' | 'model' }): Promise<null>;
  /** Sends a prompt in other words, as another version of it; answers once it is stored. */
  edit(ask: AgainAsk & { readonly text: string; readonly attachmentIds: readonly string[] }): Promise<null>;
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
  /** The bytes of an image that an answer shows, in base64. */
  readImage(ask: OutputAsk): Promise<{ readonly data: string }>;
  /** Lets the user save a file that an answer holds, in VS Code's own surface. */
  saveOutput(ask: OutputAsk): Promise<null>;
  /** Opens an image or a text that an answer holds in an editor, where it cannot be changed. */
  openOutput(ask: OutputAsk): Promise<null>;
  /** Asks the server once more for a file of an answer that was not to be had. */
  retryOutput(ask: OutputAsk): Promise<null>;
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
  /** Lets the user choose how an attachment of the next prompt travels, in VS Code's own surface. */
  travel(ask: { readonly attachmentId: string }): Promise<null>;
  /** Takes an attachment off the next prompt. */
  detach(ask: { readonly attachmentId: string }): Promise<null>;
  /** Finds files and folders of the workspace by some letters of their paths; a question that another one overtakes is refused. */
  findFiles(ask: { readonly query: string }): Promise<FoundFiles>;
  /** Takes one of them along with the next prompt. */
  attachFound(ask: { readonly id: string }): Promise<null>;
  /** Takes the step that a failure offers, in VS Code's own surface. */
  act(ask: { readonly action: HostAction }): Promise<null>;
}
