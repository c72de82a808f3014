/** What an attachment was made of; `dropped`: bytes from outside of VS Code, in no file that it knows. */
export type AttachmentKind = 'cell' | 'changes' | 'dropped' | 'file' | 'problems' | 'selection' | 'symbol' | 'terminal' | 'visible';

/** What is sent as it is, by what it is made of: told by its first bytes, never by its name. */
export type MediaType = 'application/pdf' | 'image/gif' | 'image/jpeg' | 'image/png' | 'image/webp';

/** What an attachment holds that is no text. Its bytes are kept beside the threads, under their hash. */
export interface Media {
  readonly mediaType: MediaType;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

/** What goes with a prompt: a text, most often a file or a piece of one, or an image or a document as it is. */
export interface Attachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** As shown: relative to the workspace folder where it lies in one; what is no file has a name, such as “Staged changes”. */
  readonly path: string;
  /** The lines of the file that it holds, from 1, both ends included; absent where it has none. */
  readonly lines?: readonly [first: number, last: number];
  /** VS Code's language id, as the fence's info string. */
  readonly language: string;
  /** Empty for what is no text. */
  readonly text: string;
  /** Set for an image or a document. */
  readonly media?: Media;
  /** About how many tokens the text is; absent while it is being counted. */
  readonly tokens?: number;
  /** Set if the text stands in an editor and differs from the file on the disk. */
  readonly unsaved?: true;
}

/** A prompt that is being written, and when it was last touched, in milliseconds since the epoch. */
export interface Draft {
  readonly text: string;
  readonly at: number;
}

/** What went wrong, as far as the user's next step depends on it. */
export type FailureKind =
  | 'assistant'
  | 'busy'
  | 'contextTooLong'
  | 'expired'
  | 'fileChanged'
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
  | 'parameterRefused'
  | 'rateLimited'
  | 'redirected'
  | 'requestRefused'
  | 'serverError'
  | 'settings'
  | 'stalled'
  | 'storage'
  | 'tooLarge'
  | 'withheld';

/** A step that a failure offers. */
export type FailureAction =
  | 'chooseAssistant'
  | 'chooseConnection'
  | 'chooseModel'
  | 'continue'
  | 'dropLargest'
  | 'dropParameter'
  | 'newThread'
  | 'openAssistant'
  | 'openLog'
  | 'openSettings'
  | 'retry'
  | 'sendAnyway'
  | 'setKey'
  | 'summarise'
  | 'trimOldest';

/** A failure in words: one sentence, one action. Holds no key, no markup and no server text beyond one line. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly action: FailureAction;
  /** Other ways out, where there is more than one. */
  readonly others?: readonly FailureAction[];
  /** For `rateLimited`: how long the server asks to wait, in seconds. */
  readonly retryAfter?: number;
  /** For `parameterRefused`: the parameter that the model does not take, by its name in the assistant's file. */
  readonly parameter?: string;
}

/** Tokens of one answer as the server counted them. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The part of the input that the server had cached. */
  readonly cachedTokens?: number;
}

/** What a million tokens of a model cost, in USD. */
export interface Rates {
  readonly input: number;
  /** Of input that the server had cached; as other input, if absent. */
  readonly cachedInput?: number;
  readonly output: number;
}

/** What an answer cost, about, and how that was reckoned. */
export interface Cost {
  /** `local`: it was made on this machine. `own`: by the user's own prices. `published`: by the table of `core/prices`. */
  readonly basis: 'local' | 'own' | 'published' | 'unknown';
  /** In USD; absent where no price is known. */
  readonly usd?: number;
  readonly rates?: Rates;
  /** The day or month of the published prices. */
  readonly asOf?: string;
  /** Whether the tokens were estimated, because the server did not count them. */
  readonly estimated?: true;
}

/** What a server keeps of a thread, so that the next turn need not send it again. May be lost without losing a word. */
export interface Bookmark {
  /** The connection's origin and wire: a bookmark is void anywhere else. */
  readonly place: string;
  readonly kind: 'conversation' | 'response' | 'session' | 'thread';
  readonly id: string;
}

/** What an answer can be heard by once more that a server goes on giving by itself, whoever listens. */
export interface Handle {
  /** The connection's origin and wire: a handle is void anywhere else. */
  readonly place: string;
  readonly kind: 'response' | 'run' | 'turn';
  readonly id: string;
  /** The server's conversation, thread or session that it belongs to. */
  readonly within?: string;
  /** Set if something was said before it on behalf of the same prompt: it begins after a blank line. */
  readonly apart?: true;
  /** How much of the answer's text was there before it, in UTF-16 units: all that follows is its own. */
  readonly from: number;
  /** What was counted before it. */
  readonly usage?: Usage;
}

/** Where an answer stands. Only a terminal event of the server makes it `complete` or `incomplete`. */
export type AnswerState = 'running' | 'complete' | 'incomplete' | 'stopped' | 'interrupted' | 'failed';

/** Where a run stands at a server that has runs; unknown words of servers are kept as they are. */
export type RunStatus = 'queued' | 'in_progress' | 'requires_action' | 'cancelling' | (string & {});

/** Something that an assistant did on the way to its answer. Times are milliseconds since the epoch. */
export interface Step {
  readonly id: string;
  readonly kind: 'code' | 'function' | 'message' | 'reasoning' | 'search' | 'tool';
  /** The function's name, or what was done in a word or two. */
  readonly title: string;
  /** `waiting`: for the user, who is to give a function's result. */
  readonly state: 'running' | 'waiting' | 'complete' | 'failed' | 'stopped';
  /** What it was done with: a function's arguments, code, a query. */
  readonly input?: string;
  /** What came of it: a result, logs, why it failed. */
  readonly output?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly usage?: Usage;
}

/** A file that an assistant made on the way to its answer. It is fetched as soon as it is named and kept on this machine. */
export interface Output {
  /** The server's; the same file of one answer is told anew under it. */
  readonly id: string;
  /** A file's name without folders, fit to be shown and to save it under. */
  readonly name: string;
  /** By its name until it is kept, then by its bytes: an image is one only if its bytes say so. */
  readonly mediaType: string;
  /** The step that made it; absent for what the text of the answer names. */
  readonly stepId?: string;
  /** `lost`: it was not to be had, for the reason in `why`. */
  readonly state: 'fetching' | 'kept' | 'lost';
  /** How long it is; known once it is kept. */
  readonly bytes?: number;
  /** The SHA-256 of its bytes in hexadecimal, under which it is kept. */
  readonly hash?: string;
  /** For `lost`: one sentence. */
  readonly why?: string;
}

/** A place in a file that an answer rests on: one of its footnotes. Lines count from 1, both ends included. */
export interface Citation {
  /** What stands for it in the text: 3 for “[3]”; absent where nothing does. */
  readonly number?: number;
  /** The file as it is shown: its path in the workspace, else its name at the server. */
  readonly name: string;
  /** Where the file lies, relative to the workspace; absent for a file that only the server knows. Never a server's word. */
  readonly path?: string;
  /** SHA-256 of the file as it was cited, in hex. */
  readonly hash?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  /** The words that are cited, at most `quoteLimit` characters of them. */
  readonly quote?: string;
  /** The server's id of the file. */
  readonly fileId?: string;
}

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
  /** Set while a server goes on giving it by itself. */
  readonly handle?: Handle;
  /** What was done on the way, first to last. */
  readonly steps?: readonly Step[];
  /** The files that were made on the way, in the order in which they were named. */
  readonly outputs?: readonly Output[];
  /** Where the server's run stands, while it runs. */
  readonly status?: RunStatus;
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

/** What a window of a thread leaves out. */
export interface Earlier {
  /** How many messages of the branch on show come before the first one in the window. */
  readonly before: number;
  /** How many messages of the whole thread are not in the window, those of other branches among them. */
  readonly absent: number;
}

/** A conversation. Messages stand in the order in which they came, all branches together. */
export interface Thread {
  readonly id: string;
  readonly title: string;
  /** Who gave the title; absent while it is the beginning of the first prompt. */
  readonly titledBy?: 'user' | 'model';
  /** Who answers in it, unless a prompt asks for another. */
  readonly assistantId: string;
  /** What is said to the assistant on top of its own instructions, with each turn of this thread. */
  readonly instructions?: string;
  /** The workspace that it was begun in: its folder's or file's address; empty for none. */
  readonly workspace: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly messages: readonly Message[];
  readonly leafId?: string;
  /** Kept at the top of the list. */
  readonly pinned?: true;
  /** Out of the list until it is looked for, or written to. */
  readonly archived?: true;
  /** Kept in memory alone: gone when the window closes. */
  readonly temporary?: true;
  /** What was spent on it besides its answers, such as on its title. */
  readonly spentBesides?: Usage;
  /** When messages were last deleted: what servers keep of the time before holds them still. */
  readonly cutAt?: number;
  /** Set where this is only a window of the thread, as pages have it. */
  readonly earlier?: Earlier;
  /** The last of the messages that are not sent any more, because they were too many; and how many the thread had when that was decided. */
  readonly trimmed?: { readonly messageId: string; readonly length: number };
  /** Set while the thread lies in the trash. */
  readonly deletedAt?: number;
}

/** The messages of the branch that ends in `leafId`, first to last. */
export function branch(messages: readonly Message[], leafId: string | undefined): readonly Message[] {
  const path: Message[] = [];
  let wanted = leafId;
  // What a message follows has come before it.
  for (let index = messages.length - 1; index >= 0 && wanted !== undefined; index -= 1) {
    const message = messages[index];
    if (message?.id !== wanted) continue;
    path.push(message);
    wanted = message.parentId;
  }
  return path.toReversed();
}

/** The versions of a message, oldest first, itself among them: the answers to the same prompt, or the prompts after the same answer. */
export function versions(messages: readonly Message[], { role, parentId }: Pick<Message, 'role' | 'parentId'>): readonly Message[] {
  return messages.filter((message) => message.role === role && message.parentId === parentId);
}

/** A message and all that hangs on it, in whichever branch, in the order in which they came; empty if it is not there. */
export function withFollowers(messages: readonly Message[], messageId: string): readonly Message[] {
  const ids = new Set([messageId]);
  for (const { id, parentId } of messages) if (parentId !== undefined && ids.has(parentId)) ids.add(id);
  return messages.filter(({ id }) => ids.has(id));
}

/** The messages of a branch that are still sent: those after the last one that is not. */
export function stillSent(messages: readonly Message[], { trimmed }: Pick<Thread, 'trimmed'>): readonly Message[] {
  return messages.slice(messages.findIndex(({ id }) => id === trimmed?.messageId) + 1);
}
