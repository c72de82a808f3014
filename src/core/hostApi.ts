import type { Citation, Failure, Thread } from '../shared/model.ts';
import type { HostAction, HostApi, NamedAssistant, Status } from '../shared/protocol.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Assistants } from './assistants.ts';
import type { Attachments } from './attachments.ts';
import type { Chat } from './chat.ts';
import type { Desk } from './desk.ts';
import type { Threads } from './threads.ts';

/** What a page's questions are answered with. */
export interface HostParts {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly desk: Desk;
  readonly attachments: Attachments;
  readonly assistants: Assistants;
  readonly status: () => Promise<Status>;
  /** The workspace of this window, as threads name it. */
  readonly workspace: string;
  readonly explain: (error: unknown) => Failure;
  readonly act: (action: HostAction) => Promise<void>;
  /** Asks the user for the result of the function call that waits under this id. */
  readonly askResult: (callId: string) => Promise<void>;
  /** Opens the file of a citation at the passage. Throws FailureError `notFound` when there is none on this machine. */
  readonly openCitation: (citation: Citation) => Promise<void>;
}

/** Answers one page. */
export function hostApi(parts: HostParts): HostApi {
  const { threads, chat, desk, attachments, assistants, status, workspace, act, askResult, openCitation } = parts;
  return {
    hello: async () => {
      const thread = lastShown(parts);
      desk.settle(thread?.id);
      const { draft } = desk;
      return { ...(thread === undefined ? {} : { thread }), attachments: attachments.held, status: await status(), assistants: named(assistants), ...(draft === undefined ? {} : { draft }) };
    },
    keepDraft: async (draft) => {
      desk.write(draft);
      return null;
    },
    send: async ({ threadId, text, attachmentIds }) => {
      const { assistantId } = desk;
      const id = await chat.send({ ...(threadId === undefined ? {} : { threadId }), ...(assistantId === undefined ? {} : { assistantId }), text, attachments: attachments.pick(attachmentIds), workspace });
      attachments.remove(attachmentIds);
      if (threadId === undefined) desk.show(threads.open(id));
      return { threadId: id };
    },
    stop: ({ threadId }) => chat.stop(threadId).then(() => null),
    retry: ({ threadId, messageId }) => chat.retry(threadId, messageId).then(() => null),
    retryWithout: ({ threadId, messageId }) => chat.retryWithout(threadId, messageId).then(() => null),
    answerCall: ({ messageId, stepId }) => askResult(`${messageId} ${stepId}`).then(() => null),
    openCitation: async ({ threadId, messageId, index }) => {
      await openCitation(citationOf(threads.open(threadId), messageId, index));
      return null;
    },
    resume: ({ threadId, messageId }) => chat.resume(threadId, messageId).then(() => null),
    select: async ({ threadId, messageId }) => {
      threads.apply(threadId, [{ type: 'selected', messageId }], { durable: false });
      return null;
    },
    newThread: async () => {
      desk.show(undefined);
      return null;
    },
    detach: async ({ attachmentId }) => {
      attachments.remove([attachmentId]);
      return null;
    },
    act: ({ action }) => act(action).then(() => null),
  };
}

/** The assistants as a page lists them. */
export function named({ known }: Assistants): readonly NamedAssistant[] {
  return known.map(({ id, name, description }) => ({ id, name, ...(description === undefined ? {} : { description }) }));
}

function citationOf({ messages }: Thread, messageId: string, index: number): Citation {
  const message = messages.find(({ id }) => id === messageId);
  const citation = message?.role === 'assistant' ? message.citations?.[index] : undefined;
  if (citation === undefined) throw new FailureError({ kind: 'notFound', message: 'This answer has no such source any more.', action: 'newThread' });
  return citation;
}

/** What was shown here last, else the newest thread of this workspace. */
function lastShown({ threads, chat, desk, workspace }: HostParts): Thread | undefined {
  const list = threads.list();
  const wanted = desk.isUsed ? desk.threadId : list.find((head) => head.workspace === workspace)?.id;
  return wanted !== undefined && list.some(({ id }) => id === wanted) ? chat.open(wanted) : undefined;
}
