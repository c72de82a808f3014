import type { Message } from '../shared/message.ts';
import { versions, withFollowers } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import { t } from '../shared/words.ts';
import { messageGone } from './foundMessage.ts';

/** What goes when a message is deleted, the first of it first. */
export interface Removal {
  readonly messages: readonly [Message, ...Message[]];
  /** What is asked before it goes. */
  readonly question: string;
}

/**
 * A message goes with all that hangs on it. The only answer to a prompt takes the prompt along, so that none is left without an answer.
 * Throws FailureError `notFound`.
 */
export function removalOf({ messages }: Thread, messageId: string): Removal {
  const message = messages.find(({ id }) => id === messageId);
  const only = message?.role === 'assistant' && versions(messages, message).length === 1;
  const [first, ...rest] = withFollowers(messages, only ? message.parentId : messageId);
  if (first === undefined || message === undefined) throw messageGone();
  return { messages: [first, ...rest], question: questionOf(first, rest) };
}

function questionOf({ role }: Message, rest: readonly Message[]): string {
  if (role === 'assistant') {
    if (rest.length === 0) return t('Delete this version of the answer?');
    return rest.length === 1 ? t('Delete this version of the answer and the message that follows it?') : t('Delete this version of the answer and the {0} messages that follow it?', rest.length);
  }
  if (rest.length === 0) return t('Delete this message?');
  return rest.length === 1 ? t('Delete this message and its answer?') : t('Delete this message and the {0} messages that follow it, its answer among them?', rest.length);
}
