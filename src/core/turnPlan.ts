import type { Handle } from '../shared/bookmark.ts';
import type { Failure } from '../shared/failure.ts';
import type { Answer, Message } from '../shared/message.ts';
import type { Assistant } from './assistant.ts';
import type { Assistants } from './assistants.ts';
import type { BackEnds } from './backEnds.ts';
import type { Bill } from './bill.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connections.ts';
import type { BackEnd, Turn } from './engine.ts';
import type { FunctionCalls } from './functionCalls.ts';
import type { Gate } from './gate.ts';
import type { TurnPatience } from './turnPatience.ts';
import type { Leases } from './leases.ts';
import type { ModelLists } from './modelLists.ts';
import type { Outputs } from './outputs.ts';
import type { RefusedParameters } from './refusedParameters.ts';
import type { Spending } from './spending.ts';
import type { AttachmentStore, Log, SentStore } from './stores.ts';
import type { Threads } from './threads.ts';
import type { TurnKnowledge } from './turnKnowledge.ts';
import type { Uploads } from './uploads.ts';

/** What turns are run with. */
export interface TurnParts {
  readonly threads: Threads;
  readonly backEnds: Pick<BackEnds, 'answering' | 'connectionOf' | 'knownModel' | 'of'>;
  readonly assistants: Pick<Assistants, 'get' | 'mentioned' | 'defaultId'>;
  readonly calls: FunctionCalls;
  readonly outputs: Outputs;
  /** What a turn sends goes through it, part by part. */
  readonly gate: Gate;
  readonly knowledge?: TurnKnowledge;
  /** Tells how much a model takes, so that passages leave room for the rest. */
  readonly lists?: Pick<ModelLists, 'known'>;
  /** What each call costs is held against the user's caps before it is made. */
  readonly spending?: Pick<Spending, 'allow'>;
  readonly attachmentStore: Pick<AttachmentStore, 'keep' | 'read'>;
  /** What was uploaded before. */
  readonly uploads?: Pick<Uploads, 'list' | 'memory'>;
  readonly refused: RefusedParameters;
  readonly sent: SentStore;
  readonly log: Log;
  /** What to show of an error. */
  readonly explain: (error: unknown) => Failure;
  readonly patience?: TurnPatience;
  readonly clock?: Clock;
  /** What other windows are told of who answers where; without it, there are none. */
  readonly leases?: Pick<Leases, 'onLose' | 'release' | 'take'>;
  /** Whether servers are to go on giving answers by themselves, where an assistant does not say. */
  readonly background?: () => boolean;
}

/** What is said in a turn, whoever answers. */
export type Said = Pick<Turn, 'history' | 'prompt' | 'bookmark' | 'instructions' | 'unstored'>;

/** What an engine is to be asked, and the answer that grows by it. */
export interface Ask extends Said {
  readonly answer: Answer;
  /** What passages are looked for by, if not by the prompt's words. */
  readonly question?: string;
  /** Whether only one answer is wanted, whatever the assistant says. */
  readonly single?: boolean;
  /** Set if nothing is asked, but an answer heard once more. */
  readonly handle?: Handle;
}

/** A turn that is to be, before it is known whether all of it may leave. */
export interface Plan extends Ask {
  /** All that the thread holds, in whichever branch. */
  readonly said: readonly Message[];
  /** Whether the prompt was written just now, and not sent before. */
  readonly fresh: boolean;
  /** Puts prompt and answer into the thread: the prompt as it leaves. */
  readonly store: (prompt: Turn['prompt']) => void;
}

/** Who answers. */
export interface Answering {
  readonly assistant: Assistant;
  readonly connection: Connection;
  readonly backEnd: BackEnd;
  readonly bill?: Bill | undefined;
}
