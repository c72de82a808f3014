import type { Thread } from '../../src/shared/thread.ts';

/** The thread with its ids told by where they stand, so that two can be compared. */
export function placedThread(thread: Thread): unknown {
  const ids = new Map(thread.messages.map(({ id }, index) => [id, `message ${String(index)}`]));
  const text = JSON.stringify({ ...thread, id: 'thread' }, (key, value: unknown) => (key === 'attachments' && Array.isArray(value) ? value.map((one: object) => ({ ...one, id: 'attachment' })) : typeof value === 'string' ? (ids.get(value) ?? value) : value));
  return JSON.parse(text);
}
