import type { HostApi } from '../shared/protocol.ts';
import type { HostParts } from './hostParts.ts';
import { sendEdit } from './promptEdit.ts';
import { earlierMessages } from './threadWindow.ts';

/** The page's questions about messages and what is done with them, answered. */
export function messageQuestions(parts: HostParts): Pick<HostApi, 'retry' | 'retryWithout' | 'resume' | 'regenerate' | 'edit' | 'fork' | 'remove' | 'copy' | 'compare' | 'answerCall' | 'showSent' | 'select' | 'loadEarlier'> {
  const { threads, chat, inspector, messages, meter, askResult } = parts;
  return {
    retry: async ({ threadId, messageId, anyway }) => {
      if (anyway === undefined) await meter.check(await chat.measuredAgain(threadId, messageId), true);
      await chat.retry(threadId, messageId);
      return null;
    },
    retryWithout: ({ threadId, messageId }) => chat.retryWithout(threadId, messageId).then(() => null),
    resume: async ({ threadId, messageId, anyway }) => {
      if (anyway === undefined) await meter.check(await chat.measuredAgain(threadId, messageId, true), true);
      await chat.resume(threadId, messageId);
      return null;
    },
    regenerate: ({ threadId, messageId, by }) => messages.regenerate(threadId, messageId, by).then(() => null),
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
