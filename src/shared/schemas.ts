import * as v from 'valibot';
import type { Citation, Output, Step } from './answerParts.ts';
import type { Attachment, Media } from './attachment.ts';
import type { Bookmark, Handle } from './bookmark.ts';
import type { Chip } from './chip.ts';
import type { Failure } from './failure.ts';
import type { Answer, Draft, Message, Prompt } from './message.ts';
import type { Silence } from './silence.ts';
import type { Thread } from './thread.ts';
import type { Cost, Usage } from './usage.ts';
import type { Note, Outcome, ThreadEvent } from './threadEvents.ts';

/** The most characters that one prompt, one answer or one attachment may hold; far above what any model takes. */
export const textLimit = 8_000_000;

/** Names, titles and other single lines. */
export const line = v.pipe(v.string(), v.maxLength(4096));
/** Ids that the host issues. */
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
/** Prompts, answers and code. */
export const text = v.pipe(v.string(), v.maxLength(textLimit));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Milliseconds since the epoch, as far as dates go (ECMA-262, 21.4.1.1). */
const time = v.pipe(count, v.maxValue(8.64e15));

const action = v.picklist([
  'chooseAssistant', 'chooseConnection', 'chooseModel', 'continue', 'dropLargest', 'dropParameter', 'editMessage', 'newThread', 'openAssistant', 'openLog', 'openSettings', 'retry', 'sendAnyway',
  'setKey', 'summarise', 'trimOldest',
]);

export const failure: v.GenericSchema<Failure> = v.strictObject({
  kind: v.picklist([
    'assistant', 'busy', 'contextTooLong', 'expired', 'fileChanged', 'internal', 'interrupted', 'keyRefused', 'modelGone', 'noCredit', 'noKey', 'noModel', 'notFound',
    'notSupported', 'notThisApi', 'offline', 'parameterRefused', 'rateLimited', 'redirected', 'requestRefused', 'serverError', 'settings', 'stalled',
    'storage', 'tooLarge', 'withheld',
  ]),
  message: line,
  action,
  others: v.exactOptional(v.array(action)),
  retryAfter: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  parameter: v.exactOptional(line),
});

export const mediaType = v.picklist(['application/octet-stream', 'application/pdf', 'image/gif', 'image/jpeg', 'image/png', 'image/webp', 'text/plain']);

const media: v.GenericSchema<Media> = v.strictObject({
  mediaType,
  bytes: count,
  hash: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
  pixels: v.exactOptional(v.tuple([count, count])),
  pages: v.exactOptional(count),
});

const ofAttachments = {
  id,
  kind: v.picklist(['cell', 'changes', 'dropped', 'file', 'problems', 'selection', 'symbol', 'terminal', 'visible']),
  path: line,
  leadsTo: v.exactOptional(line),
  inside: v.exactOptional(line),
  lines: v.exactOptional(v.tuple([count, count])),
  language: line,
  media: v.exactOptional(media),
  use: v.exactOptional(v.picklist(['code', 'search'])),
  tokens: v.exactOptional(count),
  unsaved: v.exactOptional(v.literal(true)),
  suspect: v.exactOptional(v.literal(true)),
} as const;

export const attachment: v.GenericSchema<Attachment> = v.strictObject({ ...ofAttachments, text });

export const chip: v.GenericSchema<Chip> = v.strictObject({ ...ofAttachments, bytes: count });

export const draft = v.strictObject({ text, at: time }) satisfies v.GenericSchema<Draft>;

const usage: v.GenericSchema<Usage> = v.strictObject({ inputTokens: count, outputTokens: count, cachedTokens: v.exactOptional(count) });

const price = v.pipe(v.number(), v.finite(), v.minValue(0));

const cost: v.GenericSchema<Cost> = v.strictObject({
  basis: v.picklist(['local', 'own', 'published', 'unknown']),
  usd: v.exactOptional(price),
  rates: v.exactOptional(v.strictObject({ input: price, cachedInput: v.exactOptional(price), output: price })),
  asOf: v.exactOptional(line),
  estimated: v.exactOptional(v.literal(true)),
});

/** What a server keeps of a thread. */
export const bookmark: v.GenericSchema<Bookmark> = v.strictObject({ place: line, kind: v.picklist(['conversation', 'file', 'response', 'session', 'thread', 'vectorStore']), id: line });

/** What one step was done with or brought about, in characters: what is longer is cut. */
export const stepTextLimit = 200_000;
const stepText = v.pipe(v.string(), v.maxLength(stepTextLimit));

/** What an answer tells of one step. */
export const step: v.GenericSchema<Step> = v.strictObject({
  id: line,
  kind: v.picklist(['code', 'function', 'message', 'reasoning', 'search', 'tool']),
  title: line,
  state: v.picklist(['running', 'waiting', 'complete', 'failed', 'stopped']),
  input: v.exactOptional(stepText),
  output: v.exactOptional(stepText),
  startedAt: v.exactOptional(time),
  endedAt: v.exactOptional(time),
  usage: v.exactOptional(usage),
});

const output: v.GenericSchema<Output> = v.strictObject({
  id: line,
  name: line,
  path: v.exactOptional(line),
  mediaType: line,
  stepId: v.exactOptional(line),
  state: v.picklist(['fetching', 'kept', 'lost']),
  bytes: v.exactOptional(count),
  hash: v.exactOptional(v.pipe(v.string(), v.regex(/^[\da-f]{64}$/))),
  why: v.exactOptional(line),
  again: v.exactOptional(v.strictObject({ connection: line, container: v.exactOptional(line), until: v.exactOptional(time) })),
});

/** The most of a quotation that is kept, in characters: enough to find it again. */
export const quoteLimit = 1000;

const citation: v.GenericSchema<Citation> = v.strictObject({
  number: v.exactOptional(count),
  name: line,
  path: v.exactOptional(line),
  hash: v.exactOptional(line),
  startLine: v.exactOptional(count),
  endLine: v.exactOptional(count),
  quote: v.exactOptional(v.pipe(v.string(), v.maxLength(quoteLimit))),
  fileId: v.exactOptional(line),
});

const silence: v.GenericSchema<Silence> = v.strictObject({ seconds: count, canAsk: v.exactOptional(v.literal(true)), asking: v.exactOptional(v.literal(true)) });

const citations = v.pipe(v.array(citation), v.maxLength(1000));

/** By what an answer can be heard once more. */
export const handle: v.GenericSchema<Handle> = v.strictObject({
  place: line,
  kind: v.picklist(['response', 'run', 'turn']),
  id: line,
  within: v.exactOptional(line),
  apart: v.exactOptional(v.literal(true)),
  from: count,
  usage: v.exactOptional(usage),
  passages: v.exactOptional(citations),
});

const names = v.array(line);

const prompt = v.strictObject({
  role: v.literal('user'),
  id,
  parentId: v.exactOptional(id),
  at: time,
  text,
  attachments: v.array(attachment),
}) satisfies v.GenericSchema<Prompt>;

const answer = v.strictObject({
  role: v.literal('assistant'),
  id,
  parentId: id,
  at: time,
  assistantId: line,
  assistantName: line,
  connectionName: line,
  origin: v.exactOptional(line),
  model: line,
  text,
  state: v.picklist(['running', 'complete', 'incomplete', 'stopped', 'interrupted', 'failed']),
  failure: v.exactOptional(failure),
  usage: v.exactOptional(usage),
  cost: v.exactOptional(cost),
  requestId: v.exactOptional(line),
  fingerprint: v.exactOptional(line),
  bookmark: v.exactOptional(bookmark),
  placed: v.exactOptional(v.array(bookmark)),
  handle: v.exactOptional(handle),
  steps: v.exactOptional(v.array(step)),
  outputs: v.exactOptional(v.array(output)),
  status: v.exactOptional(line),
  silence: v.exactOptional(silence),
  citations: v.exactOptional(citations),
  without: v.exactOptional(names),
  modelChosen: v.exactOptional(v.literal(true)),
  endedAt: v.exactOptional(time),
}) satisfies v.GenericSchema<Answer>;

export const message: v.GenericSchema<Message> = v.variant('role', [prompt, answer]);

export const thread: v.GenericSchema<Thread> = v.strictObject({
  id,
  title: line,
  titledBy: v.exactOptional(v.picklist(['user', 'model'])),
  assistantId: line,
  instructions: v.exactOptional(text),
  workspace: line,
  createdAt: time,
  updatedAt: time,
  messages: v.array(message),
  leafId: v.exactOptional(id),
  pinned: v.exactOptional(v.literal(true)),
  archived: v.exactOptional(v.literal(true)),
  temporary: v.exactOptional(v.literal(true)),
  spentBesides: v.exactOptional(usage),
  cutAt: v.exactOptional(time),
  earlier: v.exactOptional(v.strictObject({ before: count, absent: count })),
  trimmed: v.exactOptional(v.strictObject({ messageId: id, length: count })),
  deletedAt: v.exactOptional(time),
});

const outcome: v.GenericSchema<Outcome> = v.strictObject({
  state: v.picklist(['complete', 'incomplete', 'stopped', 'interrupted', 'failed']),
  failure: v.exactOptional(failure),
});

/** What an answer tells besides its text. */
export const note: v.GenericSchema<Note> = v.strictObject({
  model: v.exactOptional(line),
  origin: v.exactOptional(line),
  usage: v.exactOptional(usage),
  cost: v.exactOptional(cost),
  requestId: v.exactOptional(line),
  fingerprint: v.exactOptional(line),
  bookmark: v.exactOptional(bookmark),
  placed: v.exactOptional(v.array(bookmark)),
  handle: v.exactOptional(handle),
  status: v.exactOptional(line),
  citations: v.exactOptional(citations),
  without: v.exactOptional(names),
});

export const threadEvent: v.GenericSchema<ThreadEvent> = v.variant('type', [
  v.strictObject({ type: v.literal('created'), at: time, threadId: id, assistantId: line, workspace: line, temporary: v.exactOptional(v.literal(true)) }),
  v.strictObject({ type: v.literal('imported'), at: time, thread }),
  v.strictObject({ type: v.literal('renamed'), at: time, title: line, by: v.picklist(['user', 'model']), usage: v.exactOptional(usage) }),
  v.strictObject({ type: v.literal('pinned'), at: time, pinned: v.boolean() }),
  v.strictObject({ type: v.literal('archived'), at: time, archived: v.boolean() }),
  v.strictObject({ type: v.literal('assigned'), at: time, assistantId: line }),
  v.strictObject({ type: v.literal('instructed'), at: time, instructions: text }),
  v.strictObject({ type: v.literal('prompted'), at: time, message: prompt }),
  v.strictObject({ type: v.literal('answering'), at: time, message: answer }),
  v.strictObject({ type: v.literal('resumed'), at: time, messageId: id }),
  v.strictObject({ type: v.literal('text'), messageId: id, text }),
  v.strictObject({ type: v.literal('noted'), messageId: id, note }),
  v.strictObject({ type: v.literal('stepped'), messageId: id, step }),
  v.strictObject({ type: v.literal('produced'), messageId: id, output }),
  v.strictObject({ type: v.literal('silent'), messageId: id, silence: v.exactOptional(silence) }),
  v.strictObject({ type: v.literal('settled'), at: time, messageId: id, outcome }),
  v.strictObject({ type: v.literal('selected'), messageId: id }),
  v.strictObject({ type: v.literal('trimmed'), at: time, messageId: id }),
  v.strictObject({ type: v.literal('removed'), at: time, messageId: id }),
  v.strictObject({ type: v.literal('returned'), at: time, messages: v.array(message) }),
  v.strictObject({ type: v.literal('deleted'), at: time }),
  v.strictObject({ type: v.literal('restored'), at: time }),
]);
