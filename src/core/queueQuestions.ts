import type { HostApi } from '../shared/protocol.ts';
import { isSame } from './attachments.ts';
import type { HostParts } from './hostParts.ts';

/** The page's questions about the queue, answered. */
export function queueQuestions(parts: HostParts): Pick<HostApi, 'editQueued' | 'moveQueued' | 'removeQueued' | 'sendQueued'> {
  const { chat, queue, rooms, desk, attachments, currentEditor } = parts;
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
    sendQueued: async ({ threadId, queuedId, anyway, trimmed }) => {
      const prompt = trimmed === undefined ? undefined : queue.of(threadId).find(({ id }) => id === queuedId);
      if (prompt !== undefined) await rooms.trim(threadId, await chat.measured({ threadId, text: prompt.text, attachments: prompt.attachments.map(({ attachment }) => attachment) }));
      await queue.sendNow(threadId, queuedId, anyway ?? trimmed);
      return null;
    },
  };
}
