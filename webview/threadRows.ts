import type { Answer, Message, Prompt } from '../src/shared/message.ts';
import { branch } from '../src/shared/messageTree.ts';
import type { Thread } from '../src/shared/thread.ts';

/** Where a message stands in its thread. */
interface Place {
  /** Whether the branch ends here. */
  readonly last: boolean;
  /** Whether no answer is arriving in the thread. */
  readonly idle: boolean;
  /** When the thread last changed, in milliseconds since the epoch. */
  readonly changedAt: number;
  /** The ids of all versions of the message, oldest first. */
  readonly versions: readonly string[];
}

/** A prompt of the branch on show. */
export interface PromptRow extends Place {
  readonly kind: 'prompt';
  readonly message: Prompt;
}

/** An answer of the branch on show. */
export interface AnswerRow extends Place {
  readonly kind: 'answer';
  readonly message: Answer;
  /** Whether messages before its prompt are sent with it. */
  readonly hasHistory: boolean;
}

/** One message of the branch on show. */
export type Row = PromptRow | AnswerRow;

/** The answer that is arriving. */
export function runningAnswer(thread: Thread | undefined): Answer | undefined {
  return thread?.messages.findLast((message): message is Answer => message.role === 'assistant' && message.state === 'running');
}

/** The branch on show, first to last. */
export function rowsOf(thread: Thread): readonly Row[] {
  const versions = versionsByPlace(thread.messages);
  const idle = runningAnswer(thread) === undefined;
  const all = branch(thread.messages, thread.leafId);
  const first = all.findIndex(({ id }) => id === thread.trimmed?.messageId) + 1;
  const hasEarlier = first === 0 && (thread.earlier?.before ?? 0) > 0;
  return all.map((message, index): Row => {
    const place: Place = { last: message.id === thread.leafId, idle, changedAt: thread.updatedAt, versions: versions.get(placeOf(message)) ?? [] };
    return message.role === 'user' ? { kind: 'prompt', message, ...place } : { kind: 'answer', message, hasHistory: hasEarlier || index - 1 > first, ...place };
  });
}

/** Whether the two answers look the same. */
export function sameAnswer(one: AnswerRow, other: AnswerRow): boolean {
  return one.message === other.message && one.last === other.last && one.idle === other.idle && one.hasHistory === other.hasHistory && one.versions.join('\n') === other.versions.join('\n');
}

/** Whether the two prompts look the same, with the same ways on. */
export function samePrompt(one: PromptRow, other: PromptRow): boolean {
  return one.message.id === other.message.id && one.idle === other.idle && one.versions.join('\n') === other.versions.join('\n');
}

function versionsByPlace(messages: readonly Message[]): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, string[]>();
  for (const message of messages) {
    const siblings = versions.get(placeOf(message));
    if (siblings === undefined) versions.set(placeOf(message), [message.id]);
    else siblings.push(message.id);
  }
  return versions;
}

/** Messages in the same place of the tree are versions of one another. */
function placeOf({ role, parentId = '' }: Message): string {
  return `${role} ${parentId}`;
}
