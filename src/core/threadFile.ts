import * as v from 'valibot';
import { toBase64 } from '../shared/base64.ts';
import type { Message } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { line, thread } from '../shared/schemas.ts';
import type { AttachmentStore, OutputStore } from './stores.ts';

/** What a file of threads says that it is, and the only version of it that there is. */
export const fileFormat = 'workspace-assistants.threads';
export const fileVersion = 1;

/** The most of the attached and made files that go into one file of threads, in bytes. */
const mostBytes = 100_000_000;

/** The most threads in one file. */
const mostThreads = 20_000;

/** Threads as they are exported: whole, with all branches, and with the files that go with them, in base64 under their hashes. */
export const threadFile = v.strictObject({
  format: v.literal(fileFormat),
  version: v.literal(fileVersion),
  exportedAt: line,
  threads: v.pipe(v.array(thread), v.maxLength(mostThreads)),
  files: v.record(v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)), v.string()),
});

/** Where the files that go with threads are kept. */
export interface FileShelves {
  readonly attachmentStore: Pick<AttachmentStore, 'keep' | 'read'>;
  readonly outputStore: Pick<OutputStore, 'keep' | 'read'>;
}

/** Threads as JSON, and how many of their files did not fit into it or are not there any more. What only this machine or a server knows them by is left out. */
export async function writeThreads(threads: readonly Thread[], { attachmentStore, outputStore }: FileShelves, now: number): Promise<{ readonly text: string; readonly missing: number }> {
  const messages = threads.flatMap((one) => one.messages);
  const files: Record<string, string> = {};
  let room = mostBytes;
  let missing = 0;
  const put = (hash: string, bytes: Uint8Array | undefined): void => {
    if (bytes === undefined || bytes.length > room) missing += 1;
    else {
      room -= bytes.length;
      files[hash] = toBase64(bytes);
    }
  };
  for (const hash of new Set(messages.flatMap(mediaIn))) put(hash, await attachmentStore.read(hash));
  for (const hash of new Set(messages.flatMap(outputsIn))) if (files[hash] === undefined) put(hash, await outputStore.read(hash, room));
  const file: v.InferOutput<typeof threadFile> = { format: fileFormat, version: fileVersion, exportedAt: new Date(now).toISOString(), threads: threads.map(portable), files };
  return { text: `${JSON.stringify(file, null, 1)}\n`, missing };
}

/** The hashes of the images and documents that went with a message. */
export function mediaIn(message: Message): readonly string[] {
  return message.role === 'user' ? message.attachments.flatMap(({ media }) => (media === undefined ? [] : [media.hash])) : [];
}

/** The hashes of the files that were made for an answer. */
export function outputsIn(message: Message): readonly string[] {
  return message.role === 'assistant' ? (message.outputs ?? []).flatMap(({ state, hash }) => (state === 'kept' && hash !== undefined ? [hash] : [])) : [];
}

function portable({ deletedAt: _deletedAt, temporary: _temporary, earlier: _earlier, ...rest }: Thread): Thread {
  return { ...rest, workspace: '', messages: rest.messages.map(unbound) };
}

/** A message without what a server keeps of it. */
export function unbound(message: Message): Message {
  if (message.role === 'user') return message;
  const { bookmark: _bookmark, placed: _placed, origin: _origin, handle: _handle, status: _status, outputs, ...rest } = message;
  return { ...rest, ...(outputs === undefined ? {} : { outputs: outputs.map(({ again: _again, ...output }) => output) }) };
}
