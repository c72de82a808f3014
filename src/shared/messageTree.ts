import type { Message } from './message.ts';
import type { Thread } from './thread.ts';

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

/** The id of the newest message that descends from the given one, by the newest child each time: where a branch is taken up again. */
export function tip(messages: readonly Message[], messageId: string): string {
  const tips = new Map<string, string>();
  // What follows a message comes after it, the newest last.
  for (const { id, parentId } of messages.toReversed()) if (parentId !== undefined && !tips.has(parentId)) tips.set(parentId, tips.get(id) ?? id);
  return tips.get(messageId) ?? messageId;
}

/** The messages of a branch that are still sent: those after the last one that is not. */
export function stillSent(messages: readonly Message[], { trimmed }: Pick<Thread, 'trimmed'>): readonly Message[] {
  return messages.slice(messages.findIndex(({ id }) => id === trimmed?.messageId) + 1);
}
