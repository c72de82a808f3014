import * as v from 'valibot';
import { codeKinds, type CodeColors } from './codeColors.ts';
import { imageLimit } from './outputs.ts';
import { pieceLetters } from './pieces.ts';
import type { FoundFile, NamedAssistant } from './composerOffers.ts';
import type { Meter, Spent } from './meter.ts';
import type { HostApi } from './protocol.ts';
import type { CurrentEditorView, EditorFollowing, QueueView, Snapshot } from './snapshot.ts';
import type { Status } from './status.ts';
import type { ViewEvent } from './viewEvents.ts';
import { chip, draft, failure, id, line, mediaType, message, text, thread, threadEvent } from './schemas.ts';

/** The most that the host sends in one message may weigh is bounded by its parts; one list holds at most this many. */
const listLimit = 1000;

const status: v.GenericSchema<Status> = v.strictObject({
  assistantName: line,
  connectionName: line,
  model: v.exactOptional(line),
  starters: v.pipe(v.array(text), v.maxLength(listLimit)),
  takes: v.array(v.picklist(['code', 'document', 'image', 'office', 'search'])),
  sendKey: v.exactOptional(v.picklist(['enter', 'ctrlEnter'])),
  unsaved: v.exactOptional(v.literal(true)),
  font: v.exactOptional(v.strictObject({ size: v.exactOptional(v.pipe(v.number(), v.minValue(6), v.maxValue(100))), family: v.exactOptional(line) })),
  failure: v.exactOptional(failure),
});

const assistants: v.GenericSchema<readonly NamedAssistant[]> = v.array(v.strictObject({ id: line, name: line, description: v.exactOptional(line) }));

const attachments = v.pipe(v.array(chip), v.maxLength(listLimit));

const marks = v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), v.maxLength(listLimit));

const foundFile: v.GenericSchema<FoundFile> = v.strictObject({ id, kind: v.picklist(['file', 'folder']), name: line, folder: line, nameMarks: marks, folderMarks: marks });

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const spent: v.GenericSchema<Spent> = v.strictObject({ tokens: count, usd: v.pipe(v.number(), v.finite(), v.minValue(0)), local: count, unpriced: count });

const meter: v.GenericSchema<Meter> = v.strictObject({ tokens: count, window: v.exactOptional(count), reserved: v.exactOptional(count), passages: v.exactOptional(count), spent: v.exactOptional(spent), today: v.exactOptional(spent) });

const following: v.GenericSchema<EditorFollowing> = v.picklist(['off', 'on', 'pinned']);

const currentEditor: v.GenericSchema<CurrentEditorView> = v.strictObject({ following, attachment: v.exactOptional(chip), problem: v.exactOptional(line) });

const color = v.pipe(v.string(), v.regex(/^#[\da-f]{3,8}$/i));

const codeColors: v.GenericSchema<CodeColors> = v.pipe(v.record(v.picklist(codeKinds), color), v.readonly());

/** The most names that are looked for at once, and the longest of them, in characters. */
const placesLimit = 200;
const placeLimit = 400;

const queue: v.GenericSchema<QueueView> = v.strictObject({
  prompts: v.pipe(v.array(v.strictObject({ id, text: line, attachments: count })), v.maxLength(listLimit)),
  waits: v.exactOptional(line),
  tooLong: v.exactOptional(v.strictObject({ id, steps: v.pipe(v.array(v.picklist(['sendAnyway', 'trimOldest'])), v.maxLength(2)) })),
});

const snapshot: v.GenericSchema<Snapshot> = v.strictObject({ thread: v.exactOptional(thread), temporary: v.exactOptional(v.literal(true)), attachments, currentEditor, status, queue: v.exactOptional(queue), assistants, codeColors: v.exactOptional(codeColors), draft: v.exactOptional(draft), meter: v.exactOptional(meter) });

/** What may be asked and what is answered, method by method: both ends check by it. */
export type Wire<Api> = {
  readonly [Method in keyof Api]: Api[Method] extends (ask: infer Ask) => Promise<infer Reply>
    ? { readonly ask: v.GenericSchema<Ask>; readonly reply: v.GenericSchema<Reply> }
    : never;
};

const threadId = id;
const messageId = id;
const done = v.null();
const composerCommands = ['archive', 'assistant', 'attach', 'connection', 'delete', 'export', 'instructions', 'keyboard', 'log', 'model', 'prompt', 'rename', 'search', 'setup', 'tab', 'temporary'] as const;
const fingerprint = v.pipe(v.string(), v.regex(/^[\da-f]{8}$/));
const oneOutput = v.strictObject({ threadId, messageId, outputId: line });
const image = v.strictObject({ data: v.pipe(v.string(), v.maxLength(Math.ceil(imageLimit / 3) * 4)) });
const prompting = v.strictObject({ threadId: v.exactOptional(threadId), text, attachmentIds: v.pipe(v.array(id), v.maxLength(listLimit)), anyway: v.exactOptional(v.literal(true)) });
const oneQueued = v.strictObject({ threadId, queuedId: id });
const ofMessage = { threadId, messageId };
const oneMessage = { ask: v.strictObject(ofMessage), reply: done };
const fitting = { anyway: v.exactOptional(v.literal(true)), trimmed: v.exactOptional(v.literal(true)) };
const again = { ask: v.strictObject({ ...ofMessage, ...fitting }), reply: done };

/** The shape of each message that crosses between host and page: closed, with exact keys and bounded lengths. */
export const hostWire: Wire<HostApi> = {
  hello: { ask: v.undefined(), reply: snapshot },
  here: { ask: v.undefined(), reply: done },
  use: { ask: v.undefined(), reply: done },
  keepDraft: { ask: v.strictObject({ ...draft.entries, threadId: v.exactOptional(threadId), temporary: v.exactOptional(v.literal(true)) }), reply: done },
  send: { ask: v.strictObject({ ...prompting.entries, now: v.exactOptional(v.literal(true)) }), reply: v.nullable(v.strictObject({ threadId })) },
  pastPrompts: { ask: v.strictObject({ threadId: v.exactOptional(threadId) }), reply: v.pipe(v.array(text), v.maxLength(listLimit)) },
  listPrompts: { ask: v.undefined(), reply: v.pipe(v.array(v.strictObject({ id: line, name: line, description: v.exactOptional(line), hint: v.exactOptional(line) })), v.maxLength(listLimit)) },
  fillPrompt: { ask: v.strictObject({ id: line, words: text }), reply: v.strictObject({ text, gaps: v.pipe(v.array(line), v.maxLength(listLimit)) }) },
  runCommand: { ask: v.strictObject({ command: v.picklist(composerCommands) }), reply: done },
  editQueued: { ask: v.strictObject({ ...oneQueued.entries, text }), reply: done },
  moveQueued: { ask: v.strictObject({ ...oneQueued.entries, by: v.picklist([-1, 1]) }), reply: done },
  removeQueued: { ask: oneQueued, reply: done },
  sendQueued: { ask: v.strictObject({ ...oneQueued.entries, ...fitting }), reply: done },
  makeRoom: { ask: v.strictObject({ ...prompting.entries, step: v.picklist(['dropLargest', 'summarise', 'trimOldest']) }), reply: v.nullable(line) },
  showRequest: { ask: prompting, reply: done },
  showSent: oneMessage,
  stop: { ask: v.strictObject({ threadId }), reply: done },
  keepWaiting: { ask: v.strictObject({ threadId }), reply: done },
  askServer: { ask: v.strictObject({ threadId }), reply: done },
  retry: again,
  sumUp: oneMessage,
  retryWithout: again,
  regenerate: { ask: v.strictObject({ ...ofMessage, ...fitting, by: v.picklist(['assistant', 'model']) }), reply: done },
  edit: { ask: v.strictObject({ ...ofMessage, ...fitting, text, attachmentIds: prompting.entries.attachmentIds }), reply: done },
  fork: oneMessage,
  remove: oneMessage,
  copy: { ask: v.strictObject({ ...ofMessage, what: v.picklist(['message', 'branch']) }), reply: done },
  compare: oneMessage,
  answerCall: { ask: v.strictObject({ messageId, stepId: line }), reply: done },
  readImage: { ask: oneOutput, reply: image },
  saveOutput: { ask: oneOutput, reply: done },
  openOutput: { ask: oneOutput, reply: done },
  retryOutput: { ask: oneOutput, reply: done },
  openCitation: { ask: v.strictObject({ threadId, messageId, index: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }), reply: done },
  useCode: {
    ask: v.strictObject({ threadId, messageId, index: count, fingerprint, use: v.picklist(['apply', 'applyTo', 'copy', 'insert', 'newFile', 'run']) }),
    reply: done,
  },
  openAnswer: oneMessage,
  findPlaces: {
    ask: v.strictObject({ names: v.pipe(v.array(v.pipe(v.string(), v.maxLength(placeLimit))), v.maxLength(placesLimit)) }),
    reply: v.strictObject({ ids: v.pipe(v.array(v.nullable(id)), v.maxLength(placesLimit)) }),
  },
  openPlace: { ask: v.strictObject({ id }), reply: done },
  openSymbol: { ask: v.strictObject({ threadId, messageId, name: v.pipe(v.string(), v.maxLength(placeLimit)) }), reply: done },
  openLink: { ask: v.strictObject({ ...ofMessage, index: count, fingerprint }), reply: done },
  resume: again,
  select: oneMessage,
  loadEarlier: {
    ask: v.strictObject({ threadId, beforeId: messageId, count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(listLimit)) }),
    reply: v.strictObject({ messages: v.array(message), before: count }),
  },
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
  travel: { ask: v.strictObject({ attachmentId: id }), reply: done },
  detach: { ask: v.strictObject({ attachmentId: id }), reply: done },
  findFiles: { ask: v.strictObject({ query: line }), reply: v.strictObject({ found: v.pipe(v.array(foundFile), v.maxLength(listLimit)), note: v.exactOptional(line) }) },
  attachFound: { ask: v.strictObject({ id }), reply: done },
  act: { ask: v.strictObject({ action: v.picklist(['chooseAssistant', 'chooseConnection', 'chooseModel', 'openAssistant', 'openLog', 'openSettings', 'setKey']) }), reply: done },
};

export const viewEvent: v.GenericSchema<ViewEvent> = v.variant('type', [
  v.strictObject({ type: v.literal('thread'), threadId, event: threadEvent }),
  v.strictObject({ type: v.literal('opened'), thread: v.exactOptional(thread), temporary: v.exactOptional(v.literal(true)), draft: v.exactOptional(draft) }),
  v.strictObject({ type: v.literal('attachments'), attachments }),
  v.strictObject({ type: v.literal('currentEditor'), currentEditor }),
  v.strictObject({ type: v.literal('status'), status }),
  v.strictObject({ type: v.literal('queue'), queue }),
  v.strictObject({ type: v.literal('meter'), meter }),
  v.strictObject({ type: v.literal('draft'), draft }),
  v.strictObject({ type: v.literal('assistants'), assistants }),
  v.strictObject({ type: v.literal('reveal'), messageId }),
  v.strictObject({ type: v.literal('ping') }),
  v.strictObject({ type: v.literal('codeColors'), codeColors }),
  v.strictObject({ type: v.literal('compose') }),
]);
