import * as v from 'valibot';
import { imageLimit } from './outputs.ts';
import { pieceLetters } from './pieces.ts';
import type { CurrentEditorView, EditorFollowing, FoundFile, HostApi, Meter, NamedAssistant, Snapshot, Status, ViewEvent } from './protocol.ts';
import { attachment, draft, failure, id, line, mediaType, text, thread, threadEvent } from './schemas.ts';
import { addressLimit } from './webAddress.ts';

/** The most that the host sends in one message may weigh is bounded by its parts; one list holds at most this many. */
const listLimit = 1000;

const status: v.GenericSchema<Status> = v.strictObject({
  assistantName: line,
  connectionName: line,
  model: v.exactOptional(line),
  starters: v.pipe(v.array(text), v.maxLength(listLimit)),
  takes: v.array(v.picklist(['document', 'image'])),
  failure: v.exactOptional(failure),
});

const assistants: v.GenericSchema<readonly NamedAssistant[]> = v.array(v.strictObject({ id: line, name: line, description: v.exactOptional(line) }));

const attachments = v.pipe(v.array(attachment), v.maxLength(listLimit));

const marks = v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), v.maxLength(listLimit));

const foundFile: v.GenericSchema<FoundFile> = v.strictObject({ id, kind: v.picklist(['file', 'folder']), name: line, folder: line, nameMarks: marks, folderMarks: marks });

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const meter: v.GenericSchema<Meter> = v.strictObject({ tokens: count, window: v.exactOptional(count), reserved: v.exactOptional(count) });

const following: v.GenericSchema<EditorFollowing> = v.picklist(['off', 'on', 'pinned']);

const currentEditor: v.GenericSchema<CurrentEditorView> = v.strictObject({ following, attachment: v.exactOptional(attachment), problem: v.exactOptional(line) });

const snapshot: v.GenericSchema<Snapshot> = v.strictObject({ thread: v.exactOptional(thread), attachments, currentEditor, status, assistants, draft: v.exactOptional(draft), meter: v.exactOptional(meter) });

/** What may be asked and what is answered, method by method: both ends check by it. */
export type Wire<Api> = {
  readonly [Method in keyof Api]: Api[Method] extends (ask: infer Ask) => Promise<infer Reply>
    ? { readonly ask: v.GenericSchema<Ask>; readonly reply: v.GenericSchema<Reply> }
    : never;
};

const threadId = id;
const messageId = id;
const done = v.null();
const oneOutput = v.strictObject({ threadId, messageId, outputId: line });
// In VS Code's own way a page is given bytes, not base64.
const image = v.pipe(v.instance(Uint8Array<ArrayBuffer>), v.check((bytes) => bytes.length <= imageLimit));
const prompting = v.strictObject({ threadId: v.exactOptional(threadId), text, attachmentIds: v.pipe(v.array(id), v.maxLength(listLimit)), anyway: v.exactOptional(v.literal(true)) });
const oneMessage = { ask: v.strictObject({ threadId, messageId }), reply: done };

/** The shape of each message that crosses between host and page: closed, with exact keys and bounded lengths. */
export const hostWire: Wire<HostApi> = {
  hello: { ask: v.undefined(), reply: snapshot },
  keepDraft: { ask: draft, reply: done },
  send: { ask: prompting, reply: v.nullable(v.strictObject({ threadId })) },
  makeRoom: { ask: v.strictObject({ ...prompting.entries, step: v.picklist(['dropLargest', 'summarise', 'trimOldest']) }), reply: done },
  showRequest: { ask: prompting, reply: done },
  showSent: oneMessage,
  stop: { ask: v.strictObject({ threadId }), reply: done },
  retry: oneMessage,
  retryWithout: oneMessage,
  answerCall: { ask: v.strictObject({ messageId, stepId: line }), reply: done },
  readImage: { ask: oneOutput, reply: image },
  saveOutput: { ask: oneOutput, reply: done },
  openOutput: { ask: oneOutput, reply: done },
  openCitation: { ask: v.strictObject({ threadId, messageId, index: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }), reply: done },
  openLink: { ask: v.strictObject({ threadId, messageId, address: v.pipe(v.string(), v.minLength(1), v.maxLength(addressLimit)) }), reply: done },
  resume: oneMessage,
  select: oneMessage,
  newThread: { ask: v.undefined(), reply: done },
  attach: { ask: v.undefined(), reply: done },
  followEditor: { ask: v.strictObject({ following }), reply: done },
  beginUpload: { ask: v.strictObject({ name: line, bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }), reply: v.strictObject({ uploadId: id }) },
  uploadPiece: { ask: v.strictObject({ uploadId: id, data: v.pipe(v.string(), v.maxLength(pieceLetters)) }), reply: done },
  drop: { ask: v.strictObject({ uris: v.pipe(v.array(line), v.maxLength(listLimit)) }), reply: done },
  openAttachment: { ask: v.strictObject({ messageId: v.exactOptional(messageId), attachmentId: id }), reply: done },
  preview: {
    ask: v.strictObject({ messageId: v.exactOptional(messageId), attachmentId: id }),
    reply: v.nullable(v.strictObject({ mediaType, data: text })),
  },
  detach: { ask: v.strictObject({ attachmentId: id }), reply: done },
  findFiles: { ask: v.strictObject({ query: line }), reply: v.strictObject({ found: v.pipe(v.array(foundFile), v.maxLength(listLimit)), note: v.exactOptional(line) }) },
  attachFound: { ask: v.strictObject({ id }), reply: done },
  act: { ask: v.strictObject({ action: v.picklist(['chooseAssistant', 'chooseConnection', 'chooseModel', 'openAssistant', 'openLog', 'openSettings', 'setKey']) }), reply: done },
};

export const viewEvent: v.GenericSchema<ViewEvent> = v.variant('type', [
  v.strictObject({ type: v.literal('thread'), threadId, event: threadEvent }),
  v.strictObject({ type: v.literal('opened'), thread: v.exactOptional(thread) }),
  v.strictObject({ type: v.literal('attachments'), attachments }),
  v.strictObject({ type: v.literal('currentEditor'), currentEditor }),
  v.strictObject({ type: v.literal('status'), status }),
  v.strictObject({ type: v.literal('meter'), meter }),
  v.strictObject({ type: v.literal('draft'), draft }),
  v.strictObject({ type: v.literal('assistants'), assistants }),
  v.strictObject({ type: v.literal('compose') }),
]);
