import type { Chip } from './chip.ts';
import type { CodeColors } from './codeColors.ts';
import type { NamedAssistant } from './composerOffers.ts';
import type { FailureAction } from './failure.ts';
import type { Draft } from './message.ts';
import type { Meter } from './meter.ts';
import type { Status } from './status.ts';
import type { Thread } from './thread.ts';

/** What goes with each prompt by itself: nothing; what is in front of the user; or one file, whatever is in front of them. */
export type EditorFollowing = 'off' | 'on' | 'pinned';

/** The switch “Current editor” as it stands. */
export interface CurrentEditorView {
  readonly following: EditorFollowing;
  /** What goes with the next prompt; none while there is no text to go. */
  readonly attachment?: Chip;
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
  /** Set if it waits because this prompt does not fit, and how it can be sent nevertheless. */
  readonly tooLong?: { readonly id: string; readonly steps: readonly QueuedStep[] };
}

/** How a queued prompt that does not fit is sent nevertheless. */
export type QueuedStep = Extract<FailureAction, 'sendAnyway' | 'trimOldest'>;

/** Everything that the page needs in order to show itself. */
export interface Snapshot {
  /** The thread on show, or a window of it; absent for a new one. */
  readonly thread?: Thread;
  /** Set while the thread on show, or the new one, is kept in memory alone. */
  readonly temporary?: true;
  /** What the next prompt takes along. */
  readonly attachments: readonly Chip[];
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
