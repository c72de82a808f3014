import type { HostApi } from '../shared/protocol.ts';
import { isSame } from './attachments.ts';
import type { HostParts } from './hostParts.ts';

/** The page's questions about the queue, answered. */
export function queueQuestions(parts: HostParts): Pick<HostApi, 'editQueued' | 'moveQueued' | 'removeQueued' | 'sendQueued'> {
  const { queue, desk, attachments, currentEditor } = parts;
  return {
    editQueued: async ({ threadId, queuedId, text }) => {
      const prompt = desk.threadId === threadId ? queue.of(threadId).find(({ id }) => id === queuedId) : undefined;
      if (prompt === undefined) return null;
      const { attachment: current } = currentEditor.view;
      attachments.restore(prompt.attachments.filter(({ attachment }) => current === undefined || !isSame(attachment, current)));
      desk.put([prompt.text, text].filter((part) => part.trim() !== '').join('\n\n'));
      queue.remove(threadId, queuedId);
      return null;
    },
    moveQueued: async ({ threadId, queuedId, by }) => {
      queue.move(threadId, queuedId, by);
      return null;
    },
    removeQueued: async ({ threadId, queuedId }) => {
      queue.remove(threadId, queuedId);
      return null;
    },
    sendQueued: ({ threadId, queuedId }) => queue.sendNow(threadId, queuedId).then(() => null),
  };
}
