import type { Attachment } from '../shared/attachment.ts';
import { formOf } from '../shared/attachmentForms.ts';
import { toBase64 } from '../shared/base64.ts';
import type { HostApi } from '../shared/protocol.ts';
import { ArrivingFiles } from './arrivingFiles.ts';
import { bytesAttachment } from './bytesAttachment.ts';
import { FilePicker } from './filePicker.ts';
import { heldBy, type HostParts } from './hostParts.ts';

/** The largest image of which the page gets a picture, in bytes: above it, an icon stands in its place. */
const previewLimit = 1_000_000;

/** The page's questions about what goes along with prompts, answered. */
export function attachmentQuestions(parts: HostParts): Pick<HostApi, 'attach' | 'followEditor' | 'beginUpload' | 'uploadPiece' | 'drop' | 'openAttachment' | 'preview' | 'travel' | 'detach' | 'findFiles' | 'attachFound'> {
  const { attachments, attachmentStore, currentEditor } = parts;
  const picker = new FilePicker(parts.files);
  const arriving = new ArrivingFiles();
  return {
    attach: () => parts.attach().then(() => null),
    followEditor: ({ following }) => currentEditor.follow(following).then(() => null),
    beginUpload: async ({ name, bytes }) => ({ uploadId: arriving.begin(name, bytes) }),
    uploadPiece: async ({ uploadId, data }) => {
      const file = arriving.add(uploadId, data);
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
    travel: async ({ attachmentId }) => {
      const [found] = attachments.pick([attachmentId]);
      const form = found === undefined ? undefined : await parts.chooseForm(found, (await parts.status()).takes);
      if (form !== undefined) attachments.travel(attachmentId, form);
      return null;
    },
    detach: async ({ attachmentId }) => {
      attachments.remove([attachmentId]);
      return null;
    },
    findFiles: ({ query }) => picker.find(query),
    attachFound: ({ id }) => parts.attachFound(picker.chosen(id)).then(() => null),
  };
}

/** What went with a prompt of the thread on show. */
function attachedTo({ threads, desk }: HostParts, messageId: string): readonly Attachment[] {
  const message = desk.threadId === undefined ? undefined : threads.open(desk.threadId).messages.find(({ id }) => id === messageId);
  return message?.role === 'user' ? message.attachments : [];
}
