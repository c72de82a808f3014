import type { FailureAction } from './failure.ts';

/** How room is made for a prompt that does not fit. */
export type RoomStep = Extract<FailureAction, 'dropLargest' | 'summarise' | 'trimOldest'>;

/** The steps that are taken in VS Code's own surface. */
export type HostAction = Extract<FailureAction, 'chooseAssistant' | 'chooseConnection' | 'chooseModel' | 'openAssistant' | 'openLog' | 'openSettings' | 'setKey'>;

/** Which message is meant, by the ids that the host told. */
export interface OneMessage {
  readonly threadId: string;
  readonly messageId: string;
}

/** Which file of which answer is meant, by the ids that the host told. */
export interface OutputAsk {
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

/** The commands of VS Code that can be run from the composer. */
export type ComposerCommand = 'archive' | 'assistant' | 'attach' | 'connection' | 'delete' | 'export' | 'instructions' | 'keyboard' | 'log' | 'model' | 'prompt' | 'rename' | 'search' | 'setup' | 'tab' | 'temporary';

/** Which queued prompt is meant. */
export interface QueuedAsk {
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

/** How that is asked for which may not fit. */
export interface Fitting {
  /** Set if it is wanted although it may not fit. */
  readonly anyway?: true;
  /** Set if it is wanted without the oldest messages of the thread, as many as it takes: they are not sent any more from then on. */
  readonly trimmed?: true;
}

/** A message that is to be answered anew, or its answer taken up. */
export interface AgainAsk extends OneMessage, Fitting {}
