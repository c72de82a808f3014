import type { Citation, Output } from '../shared/answerParts.ts';
import type { ComposerCommand, HostAction } from '../shared/asks.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { SpecialForm } from '../shared/attachmentForms.ts';
import type { CodeColors } from '../shared/codeColors.ts';
import type { Failure } from '../shared/failure.ts';
import { goingWith } from '../shared/goingWith.ts';
import type { Emitter } from '../shared/lifetime.ts';
import type { Status } from '../shared/status.ts';
import type { AnswerLink } from './answerLinks.ts';
import type { Assistants } from './assistants.ts';
import type { Chat } from './chat.ts';
import type { CodeUses } from './codeUses.ts';
import type { ContextMeter } from './contextMeter.ts';
import type { Desk } from './desk.ts';
import type { PlaceLookup } from './filePlaces.ts';
import type { FileMatch } from './fileRanking.ts';
import type { AlongParts } from './goingAlong.ts';
import type { Inspector } from './inspector.ts';
import type { MessageActs } from './messageActs.ts';
import type { Metering } from './metering.ts';
import type { Outputs } from './outputs.ts';
import type { PromptShelf } from './promptShelf.ts';
import type { Queue } from './queue.ts';
import type { RoomMaker } from './roomMaker.ts';
import type { AttachmentStore } from './stores.ts';
import type { Threads } from './threads.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** What a page's questions are answered with. */
export interface HostParts extends AlongParts {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly queue: Pick<Queue, 'add' | 'before' | 'isGoing' | 'move' | 'of' | 'onChange' | 'remove' | 'sendNow' | 'view'>;
  readonly desk: Desk;
  readonly attachmentStore: AttachmentStore;
  readonly assistants: Assistants;
  readonly files: WorkspaceFiles;
  /** Takes a file or folder of the workspace along with the next prompt. */
  readonly attachFound: (found: FileMatch) => Promise<void>;
  readonly prompts: PromptShelf;
  readonly inspector: Pick<Inspector, 'showPast' | 'showUpcoming'>;
  readonly messages: Pick<MessageActs, 'compare' | 'copy' | 'fork' | 'regenerate' | 'remove'>;
  readonly meter: Pick<ContextMeter, 'check'>;
  readonly metering: Pick<Metering, 'follow' | 'touch'>;
  readonly rooms: Pick<RoomMaker, 'dropLargest' | 'sumUp' | 'summarise' | 'trim' | 'trimOldest'>;
  readonly status: () => Promise<Status>;
  /** The workspace of this window, as threads name it. */
  readonly workspace: string;
  readonly explain: (error: unknown) => Failure;
  readonly act: (action: HostAction) => Promise<void>;
  /** The user has turned to this page. */
  readonly use: () => void;
  readonly runCommand: (command: ComposerCommand) => Promise<void>;
  /** Lets the user pick what is attached. */
  readonly attach: () => Promise<void>;
  /** Attaches files by their addresses, which come from the page. */
  readonly drop: (uris: readonly string[]) => Promise<void>;
  /** Asks the user how an attachment is to travel, where the connection takes these forms; undefined: as before. */
  readonly chooseForm: (attachment: Attachment, takes: readonly SpecialForm[]) => Promise<SpecialForm | 'text' | undefined>;
  /** Opens what an attachment stands for. */
  readonly openAttachment: (attachment: Attachment) => Promise<void>;
  /** Asks the user for the result of the function call that waits under this id. */
  readonly askResult: (callId: string) => Promise<void>;
  readonly outputs: Pick<Outputs, 'find' | 'image' | 'takeAgain'>;
  /** Shows and saves files, in VS Code's own surface. */
  readonly outputFiles: { readonly [Verb in 'open' | 'save']: (output: Output & { readonly hash: string }) => Promise<void> };
  readonly codeUses: Pick<CodeUses, 'openAnswer' | 'openSymbol' | 'use'>;
  readonly places: PlaceLookup;
  /** How the user's theme colours code. */
  readonly codeTheme: CodeTheme;
  /** Opens the file of a citation at the passage. Throws FailureError `notFound` when there is none on this machine. */
  readonly openCitation: (citation: Citation) => Promise<void>;
  /** Asks whether to open a link of an answer, and opens it in the browser. */
  readonly openLink: (link: AnswerLink) => Promise<void>;
}

/** The colours of the user's theme. */
export interface CodeTheme {
  /** None where they cannot be told. */
  colors(): Promise<CodeColors>;
  readonly onChange: Emitter<null>['on'];
}

/** What the composer shows, in the order in which it goes. */
export function heldBy({ attachments, currentEditor: { view } }: Pick<HostParts, 'attachments' | 'currentEditor'>): readonly Attachment[] {
  return goingWith(attachments.held, view.attachment);
}
