import type { HostApi } from '../shared/protocol.ts';
import { fit } from './fitting.ts';
import type { HostParts } from './hostParts.ts';
import { sendEdit } from './promptEdit.ts';
import { wasTooLong } from './roomMaker.ts';
import { earlierMessages } from './threadWindow.ts';

/** The page's questions about messages and what is done with them, answered. */
export function messageQuestions(parts: HostParts): Pick<HostApi, 'retry' | 'sumUp' | 'retryWithout' | 'resume' | 'regenerate' | 'edit' | 'fork' | 'remove' | 'copy' | 'compare' | 'answerCall' | 'showSent' | 'select' | 'loadEarlier'> {
  const { threads, chat, inspector, messages, rooms, askResult } = parts;
  return {
    retry: async ({ threadId, messageId, ...how }) => {
      await fit(parts, threadId, await chat.measuredAgain(threadId, messageId), how, wasTooLong(threads.open(threadId), messageId));
      await chat.retry(threadId, messageId);
      return null;
    },
    sumUp: ({ threadId, messageId }) => rooms.sumUp(threadId, messageId).then(() => null),
    retryWithout: async ({ threadId, messageId, ...how }) => {
      await fit(parts, threadId, await chat.measuredAgain(threadId, messageId), how);
      await chat.retryWithout(threadId, messageId);
      return null;
    },
    resume: async ({ threadId, messageId, ...how }) => {
      await fit(parts, threadId, await chat.measuredFurther(threadId, messageId), how);
      await chat.resume(threadId, messageId);
      return null;
    },
    regenerate: ({ threadId, messageId, by, ...how }) => messages.regenerate(threadId, messageId, by, how).then(() => null),
    edit: (ask) => sendEdit(parts, ask).then(() => null),
    fork: ({ threadId, messageId }) => messages.fork(threadId, messageId).then(() => null),
    remove: ({ threadId, messageId }) => messages.remove(threadId, messageId).then(() => null),
    copy: ({ threadId, messageId, what }) => messages.copy(threadId, messageId, what).then(() => null),
    compare: ({ threadId, messageId }) => messages.compare(threadId, messageId).then(() => null),
    answerCall: ({ messageId, stepId }) => askResult(`${messageId} ${stepId}`).then(() => null),
    showSent: ({ threadId, messageId }) => inspector.showPast(threadId, messageId).then(() => null),
    select: async ({ threadId, messageId }) => {
      threads.apply(threadId, [{ type: 'selected', messageId }], { durable: false });
      return null;
    },
    loadEarlier: async ({ threadId, beforeId, count }) => earlierMessages(threads.open(threadId), beforeId, count),
  };
}
