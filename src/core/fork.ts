import type { Answer, Message } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import { messageGone } from './foundMessage.ts';
import { brokenOff } from './outcomes.ts';
import { t } from '../shared/words.ts';

/**
 * What happens in a new thread that begins with the branch which ends in this message, or with none: copies under ids of their own, without what
 * servers keep, so that the two threads never mix there. Throws FailureError `notFound`.
 */
export function forked(thread: Thread, messageId: string | undefined, at: number): readonly ThreadEvent[] {
  const messages = branch(thread.messages, messageId);
  if (messageId !== undefined && messages.length === 0) throw messageGone();
  const ids = new Map(messages.map(({ id }) => [id, crypto.randomUUID()]));
  const idOf = (id: string): string => ids.get(id) ?? id;
  const { instructions, trimmed } = thread;
  return [
    { type: 'renamed', at, by: 'user', title: t('{0} (fork)', thread.title) },
    ...(instructions === undefined ? [] : [{ type: 'instructed', at, instructions } as const]),
    ...messages.flatMap((message) => copied(message, idOf, at)),
    ...(trimmed !== undefined && ids.has(trimmed.messageId) ? [{ type: 'trimmed', at, messageId: idOf(trimmed.messageId) } as const] : []),
  ];
}

function copied(message: Message, idOf: (id: string) => string, at: number): readonly ThreadEvent[] {
  const own = { id: idOf(message.id), ...(message.parentId === undefined ? {} : { parentId: idOf(message.parentId) }) };
  if (message.role === 'user') return [{ type: 'prompted', at, message: { ...message, ...own } }];
  const { outputs = [], bookmark: _bookmark, placed: _placed, handle: _handle, status: _status, ...answer } = message;
  const whole: Answer = { ...answer, ...own, parentId: idOf(message.parentId) };
  const ended = brokenOff(t('This thread was forked while the answer was arriving.'));
  return [
    { type: 'answering', at, message: whole },
    // Told as at first: by these, what is kept of files is known to be in use.
    ...outputs.filter(({ state }) => state !== 'fetching').map((output) => ({ type: 'produced', messageId: own.id, output }) as const),
    ...(message.state === 'running' ? [{ type: 'settled', at, messageId: own.id, outcome: ended } as const] : []),
  ];
}
