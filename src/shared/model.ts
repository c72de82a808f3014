/** Who answers: a name, instructions and the model asked for, or none to take the connection's. */
export interface Assistant {
  readonly id: string;
  readonly name: string;
  readonly instructions: string;
  readonly model?: string;
}

/** A piece of a file that goes with a prompt. Lines count from 1, both ends included. */
export interface Attachment {
  readonly id: string;
  readonly kind: 'selection';
  /** As shown: relative to the workspace folder where it lies in one. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** VS Code's language id, as the fence's info string. */
  readonly language: string;
  readonly text: string;
}

/** A prompt that is being written, and when it was last touched, in milliseconds since the epoch. */
export interface Draft {
  readonly text: string;
  readonly at: number;
}

/** What went wrong, as far as the user's next step depends on it. */
export type FailureKind =
  | 'busy'
  | 'contextTooLong'
  | 'internal'
  | 'interrupted'
  | 'keyRefused'
  | 'modelGone'
  | 'noCredit'
  | 'noKey'
  | 'noModel'
  | 'notFound'
  | 'notSupported'
  | 'notThisApi'
  | 'offline'
  | 'rateLimited'
  | 'redirected'
  | 'requestRefused'
  | 'serverError'
  | 'settings'
  | 'stalled'
  | 'storage'
  | 'tooLarge';

/** The one step that a failure offers. */
export type FailureAction =
  | 'chooseConnection'
  | 'chooseModel'
  | 'continue'
  | 'newThread'
  | 'openLog'
  | 'openSettings'
  | 'retry'
  | 'setKey';

/** A failure in words: one sentence, one action. Holds no key, no markup and no server text beyond one line. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly action: FailureAction;
  /** For `rateLimited`: how long the server asks to wait, in seconds. */
  readonly retryAfter?: number;
}

/** Tokens of one answer as the server counted them. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The part of the input that the server had cached. */
  readonly cachedTokens?: number;
}

/** What a server keeps of a thread, so that the next turn need not send it again. May be lost without losing a word. */
export interface Bookmark {
  /** The connection's origin and wire: a bookmark is void anywhere else. */
  readonly place: string;
  readonly kind: 'conversation' | 'response';
  readonly id: string;
}

/** Where an answer stands. Only a terminal event of the server makes it `complete` or `incomplete`. */
export type AnswerState = 'running' | 'complete' | 'incomplete' | 'stopped' | 'interrupted' | 'failed';

/** What the user said. Times are milliseconds since the epoch. */
export interface Prompt {
  readonly role: 'user';
  readonly id: string;
  /** The answer that it follows; absent at the start of a thread. */
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
  readonly model: string;
  readonly text: string;
  readonly state: AnswerState;
  /** Why it is not complete: the server's reason, in words. */
  readonly failure?: Failure;
  readonly usage?: Usage;
  /** The server's name for the request, for its support. */
  readonly requestId?: string;
  readonly bookmark?: Bookmark;
}

/** A message is a node of the thread's tree; `Thread.leafId` says which branch is shown. */
export type Message = Prompt | Answer;

/** A conversation. Messages stand in the order in which they came, all branches together. */
export interface Thread {
  readonly id: string;
  readonly title: string;
  readonly assistantId: string;
  /** The workspace that it was begun in: its folder's or file's address; empty for none. */
  readonly workspace: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly messages: readonly Message[];
  readonly leafId?: string;
  /** Set while the thread lies in the trash. */
  readonly deletedAt?: number;
}

/** The messages of the branch that ends in `leafId`, first to last. */
export function branch(messages: readonly Message[], leafId: string | undefined): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path = new Set<Message>();
  for (let at = leafId; at !== undefined; ) {
    const message = byId.get(at);
    if (message === undefined || path.has(message)) break;
    path.add(message);
    at = message.parentId;
  }
  return [...path].toReversed();
}

/** The answers to the same prompt, oldest first, the given one among them. */
export function versions(messages: readonly Message[], answer: Answer): readonly Answer[] {
  return messages.filter((message): message is Answer => message.role === 'assistant' && message.parentId === answer.parentId);
}
