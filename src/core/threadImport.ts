import * as v from 'valibot';
import { fromBase64 } from '../shared/base64.ts';
import type { Output, Step } from '../shared/answerParts.ts';
import type { Answer, Message } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { FailureError } from '../shared/rpc.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import { chatGptThreads } from './chatGptImport.ts';
import { closedMeanwhile } from './outputFetch.ts';
import { outputName } from './outputNames.ts';
import { fileFormat, fileVersion, mediaIn, outputsIn, threadFile, unbound, type FileShelves } from './threadFile.ts';
import type { Threads } from './threads.ts';
import { t } from '../shared/words.ts';

/** Where imported threads go. */
export interface ImportParts extends FileShelves {
  readonly threads: Threads;
  /** The workspace of this window, as threads name it. */
  readonly workspace: string;
}

/** What a file says that it is. */
const label = v.object({ format: v.literal(fileFormat), version: v.number() });

/**
 * Makes threads of a file that was exported here, or from ChatGPT; their ids in the order of the file. All that it says is taken as
 * text: ids are made anew, and nothing that a server is said to keep is believed. Throws FailureError with one sentence, and no thread
 * is made, where the file is not as it should be.
 */
export async function importThreads(text: string, name: string, parts: ImportParts): Promise<readonly string[]> {
  const { threads, files } = read(text, name);
  const kept = await keepFiles(threads, files, name, parts);
  return threads.map((one) => {
    const thread = renewed(one, parts.workspace, kept);
    const made = thread.messages.flatMap((message) => (message.role === 'assistant' ? (message.outputs ?? []).map((output): ThreadEvent => ({ type: 'produced', messageId: message.id, output })) : []));
    return parts.threads.create({ type: 'imported', at: Date.now(), thread }, made).id;
  });
}

/** What a file holds, of the right shape. */
interface Contents {
  readonly threads: readonly Thread[];
  readonly files: Readonly<Record<string, string>>;
}

function read(text: string, name: string): Contents {
  const value = jsonIn(text);
  if (value === undefined) throw refused(t('{0} cannot be read: it is no JSON, or only a part of it.', name));
  const chatGpt = chatGptThreads(value);
  if (chatGpt !== undefined) return { threads: shaped(threadFile.entries.threads, chatGpt, name), files: {} };
  if (!v.is(label, value)) throw refused(t('{0} holds no exported threads.', name));
  if (value.version > fileVersion) throw refused(t('{0} was exported by a newer version of this extension; update it to import them.', name));
  const contents = shaped(threadFile, value, name);
  if (!contents.threads.every(isTree)) throw refused(t('{0} is damaged: its messages do not follow one another.', name));
  return contents;
}

function shaped<Value>(schema: v.GenericSchema<unknown, Value>, value: unknown, name: string): Value {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (!parsed.success) {
    const path = v.getDotPath(parsed.issues[0]);
    throw refused(isPlain(path) ? t('{0} is damaged: {1} is not as it should be.', name, path) : t('{0} is damaged: a part of it is not as it should be.', name));
  }
  return parsed.output;
}

/** Whether the place of something in a file can be told in a few plain letters: the names in it are the file's. */
function isPlain(path: string | null): path is string {
  return path !== null && /^[\w.]{1,80}$/.test(path);
}

/** Whether each message is there once and follows one that stands before it, and each answer a prompt. */
function isTree({ messages, leafId }: Thread): boolean {
  const before = new Map<string, Message['role']>();
  for (const { role, id, parentId } of messages) {
    const parent = before.get(parentId ?? '');
    if (before.has(id) || (parentId !== undefined && parent === undefined) || (role === 'assistant' && parent !== 'user')) return false;
    before.set(id, role);
  }
  return leafId === undefined || before.has(leafId);
}

/** Keeps the files that these threads name; the hashes of those that are kept. */
async function keepFiles(threads: readonly Thread[], files: Readonly<Record<string, string>>, name: string, { attachmentStore, outputStore }: FileShelves): Promise<ReadonlySet<string>> {
  const messages = threads.flatMap((one) => one.messages);
  const kept = new Set<string>();
  const damaged = refused(t('{0} is damaged: one of its files is not what it was.', name));
  const keep = async (hash: string, put: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>): Promise<void> => {
    const base64 = files[hash];
    if (base64 === undefined) return;
    const bytes = bytesIn(base64);
    if (bytes === undefined || (await put(bytes)) !== hash) throw damaged;
    kept.add(hash);
  };
  for (const hash of new Set(messages.flatMap(mediaIn))) await keep(hash, (bytes) => attachmentStore.keep(bytes));
  for (const hash of new Set(messages.flatMap(outputsIn))) await keep(hash, async (bytes) => (await outputStore.keep(once(bytes))).hash);
  return kept;
}

/** The thread under ids of its own, as it lies here: at rest, and with nothing at a server. */
function renewed({ deletedAt: _deletedAt, temporary: _temporary, earlier: _earlier, leafId, trimmed, ...thread }: Thread, workspace: string, kept: ReadonlySet<string>): Thread {
  const ids = new Map(thread.messages.map(({ id }) => [id, crypto.randomUUID()]));
  const idOf = (id: string): string => ids.get(id) ?? id;
  const message = (one: Message): Message => {
    if (one.role === 'user') return { ...one, id: idOf(one.id), ...(one.parentId === undefined ? {} : { parentId: idOf(one.parentId) }), attachments: one.attachments.map((attachment) => ({ ...attachment, id: crypto.randomUUID() })) };
    return { ...atRest(one, kept), id: idOf(one.id), parentId: idOf(one.parentId) };
  };
  return {
    ...thread, id: crypto.randomUUID(), workspace, messages: thread.messages.map((one) => message(unbound(one))), ...(leafId === undefined ? {} : { leafId: idOf(leafId) }),
    ...(trimmed === undefined || !ids.has(trimmed.messageId) ? {} : { trimmed: { ...trimmed, messageId: idOf(trimmed.messageId) } }),
  };
}

function atRest(answer: Answer, kept: ReadonlySet<string>): Answer {
  const { steps, outputs } = answer;
  return {
    ...answer,
    ...(answer.state === 'running' ? { state: 'interrupted' } : {}),
    ...(steps === undefined ? {} : { steps: steps.map((step): Step => (step.state === 'running' || step.state === 'waiting' ? { ...step, state: 'stopped' } : step)) }),
    ...(outputs === undefined ? {} : { outputs: outputs.map((output) => outputAtRest(output, kept)) }),
  };
}

function outputAtRest({ hash, ...output }: Output, kept: ReadonlySet<string>): Output {
  const named = { ...output, name: outputName(output.name) };
  if (output.state === 'lost' || (hash !== undefined && output.state === 'kept' && kept.has(hash))) return { ...named, ...(hash === undefined ? {} : { hash }) };
  return { ...named, state: 'lost', why: output.state === 'fetching' ? closedMeanwhile.message : t('The exported file did not hold it.') };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function bytesIn(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return fromBase64(base64);
  } catch {
    return undefined;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function refused(message: string): FailureError {
  return new FailureError({ kind: 'requestRefused', message, action: 'openLog' });
}
