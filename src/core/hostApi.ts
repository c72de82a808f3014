import { formOf } from '../shared/attachmentForms.ts';
import { toBase64 } from '../shared/base64.ts';
import type { Attachment, Failure, Thread } from '../shared/model.ts';
import type { HostAction, HostApi, NamedAssistant, Status } from '../shared/protocol.ts';
import type { Assistants } from './assistants.ts';
import { bytesAttachment } from './bytesAttachment.ts';
import type { Chat } from './chat.ts';
import type { Desk } from './desk.ts';
import { goingAlong, type AlongParts } from './goingAlong.ts';
import type { AttachmentStore } from './stores.ts';
import type { Threads } from './threads.ts';
import { Uploads } from './uploads.ts';

/** The largest image of which the page gets a picture, in bytes: above it, an icon stands in its place. */
const previewLimit = 1_000_000;

/** What a page's questions are answered with. */
export interface HostParts extends AlongParts {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly desk: Desk;
  readonly attachmentStore: AttachmentStore;
  readonly assistants: Assistants;
  readonly status: () => Promise<Status>;
  /** The workspace of this window, as threads name it. */
  readonly workspace: string;
  readonly explain: (error: unknown) => Failure;
  readonly act: (action: HostAction) => Promise<void>;
  /** Lets the user pick what is attached. */
  readonly attach: () => Promise<void>;
  /** Attaches files by their addresses, which come from the page. */
  readonly drop: (uris: readonly string[]) => Promise<void>;
  /** Opens what an attachment stands for. */
  readonly openAttachment: (attachment: Attachment) => Promise<void>;
  /** Asks the user for the result of the function call that waits under this id. */
  readonly askResult: (callId: string) => Promise<void>;
}

/** Answers one page. */
export function hostApi(parts: HostParts): HostApi {
  const { threads, chat, desk, attachments, attachmentStore, currentEditor, assistants, status, workspace, act, askResult } = parts;
  const uploads = new Uploads();
  return {
    hello: async () => {
      const thread = lastShown(parts);
      desk.settle(thread?.id);
      await currentEditor.look();
      const { draft } = desk;
      return { ...(thread === undefined ? {} : { thread }), attachments: attachments.held, currentEditor: currentEditor.view, status: await status(), assistants: named(assistants), ...(draft === undefined ? {} : { draft }) };
    },
    keepDraft: async (draft) => {
      desk.write(draft);
      return null;
    },
    send: async ({ threadId, text, attachmentIds }) => {
      const along = await goingAlong(parts, attachmentIds);
      if (along === undefined) return null;
      const { assistantId } = desk;
      const id = await chat.send({ ...(threadId === undefined ? {} : { threadId }), ...(assistantId === undefined ? {} : { assistantId }), text, attachments: along, workspace });
      attachments.remove(attachmentIds);
      if (threadId === undefined) desk.show(threads.open(id));
      return { threadId: id };
    },
    stop: ({ threadId }) => chat.stop(threadId).then(() => null),
    retry: ({ threadId, messageId }) => chat.retry(threadId, messageId).then(() => null),
    retryWithout: ({ threadId, messageId }) => chat.retryWithout(threadId, messageId).then(() => null),
    answerCall: ({ messageId, stepId }) => askResult(`${messageId} ${stepId}`).then(() => null),
    resume: ({ threadId, messageId }) => chat.resume(threadId, messageId).then(() => null),
    select: async ({ threadId, messageId }) => {
      threads.apply(threadId, [{ type: 'selected', messageId }], { durable: false });
      return null;
    },
    newThread: async () => {
      desk.show(undefined);
      return null;
    },
    attach: () => parts.attach().then(() => null),
    followEditor: ({ following }) => currentEditor.follow(following).then(() => null),
    beginUpload: async ({ name, bytes }) => ({ uploadId: uploads.begin(name, bytes) }),
    uploadPiece: async ({ uploadId, data }) => {
      const file = uploads.add(uploadId, data);
      if (file !== undefined) attachments.add(await bytesAttachment(file.name, file.bytes, attachmentStore));
      return null;
    },
    drop: ({ uris }) => parts.drop(uris).then(() => null),
    openAttachment: async ({ messageId, attachmentId }) => {
      const found = (messageId === undefined ? heldBy(parts) : attachedTo(parts, messageId)).find(({ id }) => id === attachmentId);
      if (found !== undefined) await parts.openAttachment(found);
      return null;
    },
    preview: async ({ messageId, attachmentId }) => {
      const media = (messageId === undefined ? attachments.held : attachedTo(parts, messageId)).find(({ id }) => id === attachmentId)?.media;
      if (media === undefined || media.bytes > previewLimit || formOf({ media }) !== 'image') return null;
      const bytes = await attachmentStore.read(media.hash);
      return bytes === undefined ? null : { mediaType: media.mediaType, data: toBase64(bytes) };
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

/** What the composer shows. */
function heldBy({ attachments, currentEditor: { view } }: HostParts): readonly Attachment[] {
  return [...attachments.held, ...(view.attachment === undefined ? [] : [view.attachment])];
}

/** What went with a prompt of the thread on show. */
function attachedTo({ threads, desk }: HostParts, messageId: string): readonly Attachment[] {
  const message = desk.threadId === undefined ? undefined : threads.open(desk.threadId).messages.find(({ id }) => id === messageId);
  return message?.role === 'user' ? message.attachments : [];
}

/** What was shown here last, else the newest thread of this workspace. */
function lastShown({ threads, chat, desk, workspace }: HostParts): Thread | undefined {
  const list = threads.list();
  const wanted = desk.isUsed ? desk.threadId : list.find((head) => head.workspace === workspace)?.id;
  return wanted !== undefined && list.some(({ id }) => id === wanted) ? chat.open(wanted) : undefined;
}
