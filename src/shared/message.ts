import type { Citation, Output, RunStatus, Step } from './answerParts.ts';
import type { Attachment } from './attachment.ts';
import type { Bookmark, Handle } from './bookmark.ts';
import type { Failure } from './failure.ts';
import type { Silence } from './silence.ts';
import type { Cost, Usage } from './usage.ts';

/** A prompt that is being written, and when it was last touched, in milliseconds since the epoch. */
export interface Draft {
  readonly text: string;
  readonly at: number;
}

/** Where something is written: in a thread, or in a new one; `temporary`: in one that is kept in memory alone. */
export interface DraftPlace {
  readonly threadId?: string;
  readonly temporary?: true;
}

/** Where an answer stands. Only a terminal event of the server makes it `complete` or `incomplete`. */
export type AnswerState = 'running' | 'complete' | 'incomplete' | 'stopped' | 'interrupted' | 'failed';

/** What the user said. Times are milliseconds since the epoch. */
export interface Prompt {
  readonly role: 'user';
  readonly id: string;
  /** The answer that it follows; absent at the start of a thread. Prompts with the same parent are versions of one another. */
  readonly parentId?: string;
  readonly at: number;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** What an assistant said, as far as it has come. Answers with the same parent are versions of one another. */
export interface Answer {
  readonly role: 'assistant';
  readonly id: string;
  readonly parentId: string;
  readonly at: number;
  readonly assistantId: string;
  readonly assistantName: string;
  readonly connectionName: string;
  /** The origin of the address that it came from, such as https://api.openai.com; empty where it came from several, absent where that is not known. */
  readonly origin?: string;
  readonly model: string;
  readonly text: string;
  readonly state: AnswerState;
  /** Why it is not complete: the server's reason, in words. */
  readonly failure?: Failure;
  readonly usage?: Usage;
  readonly cost?: Cost;
  /** The server's name for the request, for its support. */
  readonly requestId?: string;
  /** The server’s name for the configuration that answered: with another one, the same seed may give another answer. */
  readonly fingerprint?: string;
  readonly bookmark?: Bookmark;
  /** The files, and the vector store of them, that the server was given for it. */
  readonly placed?: readonly Bookmark[];
  /** Set while a server goes on giving it by itself. */
  readonly handle?: Handle;
  /** What was done on the way, first to last. */
  readonly steps?: readonly Step[];
  /** The files that were made on the way, in the order in which they were named. */
  readonly outputs?: readonly Output[];
  /** Where the server's run stands, while it runs. */
  readonly status?: RunStatus;
  /** Set while nothing comes of it; not kept with the thread. */
  readonly silence?: Silence;
  /** The files that it rests on, in the order of its footnotes. */
  readonly citations?: readonly Citation[];
  /** The parameters that were left out because the model had refused them. */
  readonly without?: readonly string[];
  /** Set if the user chose the model for this answer, in the place of its assistant’s. */
  readonly modelChosen?: true;
  /** When it came to its end, whichever. */
  readonly endedAt?: number;
}

/** A message is a node of the thread's tree; `Thread.leafId` says which branch is shown. */
export type Message = Prompt | Answer;
