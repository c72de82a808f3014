import type { Attachment } from '../../src/shared/attachment.ts';
import type { Answer, Prompt } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import type { Status } from '../../src/shared/status.ts';

/** The first moment of every sample, in milliseconds since the epoch. */
export const sampleTime = Date.UTC(2026, 10, 20);

/** The id of every sample thread that is given no other. */
export const sampleThreadId = 'thread';

/** Who answers in the samples, with nothing in the way. */
export const sampleStatus: Status = { assistantName: 'Rubber Duck', connectionName: 'OpenAI', model: 'gpt-5.2', starters: [], takes: ['image', 'document'] };

/** Some lines of a file. */
export function sampleAttachment(id: string, path: string, first: number, last: number): Attachment {
  return { id, kind: 'selection', path, lines: [first, last], language: 'typescript', text: 'const answer = 42;' };
}

/** A prompt; the first of its thread unless it follows an answer. */
export function samplePrompt(id: string, text: string, more: Partial<Prompt> = {}): Prompt {
  return { role: 'user', id, at: sampleTime, text, attachments: [], ...more };
}

/** A whole answer, unless told otherwise. */
export function sampleAnswer(id: string, parentId: string, text: string, more: Partial<Answer> = {}): Answer {
  return {
    role: 'assistant', id, parentId, at: sampleTime, assistantId: 'duck', assistantName: 'Rubber Duck', connectionName: 'OpenAI', model: 'gpt-5.2',
    text, state: 'complete', ...more,
  };
}

/** A thread that shows the branch of its last message. */
export function sampleThread(messages: Thread['messages'], more: Partial<Thread> = {}): Thread {
  const leafId = messages.at(-1)?.id;
  return {
    id: sampleThreadId, title: 'Sample', assistantId: 'duck', workspace: '', createdAt: sampleTime, updatedAt: sampleTime, messages,
    ...(leafId === undefined ? {} : { leafId }), ...more,
  };
}

/** A thread of one question and its answer. */
export function answered(text: string, more: Partial<Answer> = {}): Thread {
  return sampleThread([samplePrompt('prompt', 'Why?'), sampleAnswer('answer', 'prompt', text, more)]);
}
