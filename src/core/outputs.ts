import { imageLimit, isShown } from '../shared/outputs.ts';
import type { Output } from '../shared/answerParts.ts';
import type { Message } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { FailureError } from '../shared/rpc.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import type { BackEnds } from './backEnds.ts';
import type { MadeFile } from './engine.ts';
import { headLength, mediaTypeIn, mediaTypeOf } from './mediaTypes.ts';
import { closedMeanwhile, fetchOutput, type FetchParts } from './outputFetch.ts';
import { outputPlace } from './outputNames.ts';
import type { Threads } from './threads.ts';
import { t } from '../shared/words.ts';

/** The most files that are fetched for one answer. */
const mostFiles = 100;

/** How long a container is there after something happened in it, in milliseconds. */
const containerTime = 20 * 60 * 1000;

/** What outputs are kept with. */
interface OutputParts extends FetchParts {
  readonly threads: Threads;
  /** The connections of now. */
  readonly backEnds: Pick<BackEnds, 'connections' | 'of'>;
}

/** The files that assistants make: each is fetched as soon as it is named, for servers let go of them, and kept with its thread. */
export class Outputs {
  readonly #parts: OutputParts;
  readonly #fetching = new Map<string, Promise<void>>();
  readonly #forgetting = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(parts: OutputParts) {
    this.#parts = parts;
    parts.threads.onPurge((thread) => {
      const forgetting = this.#sweep(new Set(hashesIn(thread))).finally(() => this.#forgetting.delete(forgetting));
      this.#forgetting.add(forgetting);
    });
  }

  /** Fetches a file that an answer has named, once; the answer need not wait for it, nor it for the answer. */
  take(threadId: string, messageId: string, connection: string, file: MadeFile): void {
    const known = this.#of(threadId, messageId);
    if (known === undefined || known.length >= mostFiles || known.some(({ id }) => id === file.id) || this.#closing.signal.aborted) return;
    const place = outputPlace(file.name);
    const output: Output = { id: file.id, ...place, mediaType: mediaTypeOf(place.name), ...(file.stepId === undefined ? {} : { stepId: file.stepId }), state: 'fetching' };
    this.#fetch(threadId, messageId, file.again === undefined ? output : { ...output, again: { connection, ...file.again, ...(file.again.container === undefined ? {} : { until: Date.now() + containerTime }) } }, file);
  }

  /** Asks once more for a file that was not to be had. Throws FailureError `notFound` where that cannot help any more. */
  async takeAgain(threadId: string, messageId: string, outputId: string): Promise<void> {
    const lost = this.#of(threadId, messageId)?.find(({ id }) => id === outputId);
    const connection = this.#parts.backEnds.connections.find(({ id }) => id === lost?.again?.connection);
    if (lost?.again === undefined || lost.state !== 'lost' || connection === undefined || (lost.again.until ?? Infinity) < Date.now()) throw gone();
    const { again: { container }, why: _why, ...output } = { ...lost, again: lost.again };
    const { madeAgain } = await this.#parts.backEnds.of(connection);
    const file = madeAgain?.({ id: output.id, name: output.path ?? output.name, again: container === undefined ? {} : { container } });
    if (file === undefined) throw gone();
    if (!this.#fetching.has(keyOf(messageId, output.id))) this.#fetch(threadId, messageId, { ...output, state: 'fetching', again: lost.again }, file);
  }

  /** What is to be said of the files that nobody is fetching any more. */
  abandoned({ messages }: Thread): readonly ThreadEvent[] {
    return messages.flatMap((message) => outputsIn(message)
      .filter(({ id, state }) => state === 'fetching' && !this.#fetching.has(keyOf(message.id, id)))
      .map((output): ThreadEvent => ({ type: 'produced', messageId: message.id, output: { ...output, state: 'lost', why: closedMeanwhile.message } })));
  }

  /** A file that is kept, by the ids that the page knows it by. Throws FailureError `notFound`. */
  find(threadId: string, messageId: string, outputId: string): Output & { readonly hash: string } {
    const found = this.#of(threadId, messageId)?.find(({ id }) => id === outputId);
    if (found?.state !== 'kept' || found.hash === undefined) throw gone();
    return { ...found, hash: found.hash };
  }

  /** The bytes of an image that is shown in an answer. Throws FailureError `notFound` for anything else. */
  async image(threadId: string, messageId: string, outputId: string): Promise<Uint8Array<ArrayBuffer>> {
    const output = this.find(threadId, messageId, outputId);
    const bytes = isShown(output) ? await this.#parts.store.read(output.hash, imageLimit) : undefined;
    if (bytes === undefined || mediaTypeIn(bytes.subarray(0, headLength), output.name) !== output.mediaType) throw gone();
    return bytes;
  }

  /** Settles when nothing is being fetched any more. */
  async settled(): Promise<void> {
    while (this.#fetching.size > 0) await Promise.all(this.#fetching.values());
  }

  /** Stops what is being fetched, because VS Code closes. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #fetch(threadId: string, messageId: string, output: Output, file: MadeFile): void {
    const tell = (told: Output): void => {
      this.#tell(threadId, { type: 'produced', messageId, output: told });
    };
    tell(output);
    const key = keyOf(messageId, file.id);
    this.#fetching.set(key, fetchOutput(output, file, this.#parts, this.#closing.signal).then(tell).finally(() => this.#fetching.delete(key)));
  }

  /** Settles when the files of threads that are gone are gone, too. */
  async forgotten(): Promise<void> {
    await Promise.all(this.#forgetting);
  }

  /** Removes what no thread names, as a window leaves it behind that has come to a sudden end. */
  async clear(): Promise<void> {
    await this.#sweep(new Set());
  }

  /** Lets other windows know that what temporary threads hold is still wanted: they do not know of these threads. */
  async renew(): Promise<void> {
    const { store, threads } = this.#parts;
    for (const hash of new Set(threads.temporary().flatMap(hashesIn))) await store.renew(hash);
  }

  async #sweep(unwanted: ReadonlySet<string>): Promise<void> {
    const { store, threads, log } = this.#parts;
    try {
      await store.sweep((hash) => threads.namesOutput(hash), unwanted);
    } catch (error) {
      log.error('Files of threads that are gone could not be removed.', error);
    }
  }

  /** The outputs of an answer; undefined for one that is not there any more. */
  #of(threadId: string, messageId: string): readonly Output[] | undefined {
    try {
      const message = this.#parts.threads.open(threadId).messages.find(({ id }) => id === messageId);
      return message === undefined ? undefined : outputsIn(message);
    } catch {
      return undefined;
    }
  }

  // Nothing that keeps an event from being taken in may end what goes on: the thread may be gone by now.
  #tell(threadId: string, event: ThreadEvent): void {
    try {
      this.#parts.threads.apply(threadId, [event], { durable: false });
    } catch (error) {
      this.#parts.log.error(`What became of a file in thread ${threadId} was not taken in.`, error);
    }
  }
}

function outputsIn(message: Message): readonly Output[] {
  return message.role === 'assistant' ? (message.outputs ?? []) : [];
}

function hashesIn({ messages }: Thread): readonly string[] {
  return messages.flatMap((message) => outputsIn(message)).flatMap(({ hash }) => hash ?? []);
}

function keyOf(messageId: string, outputId: string): string {
  return `${messageId} ${outputId}`;
}

function gone(): FailureError {
  return new FailureError({ kind: 'notFound', message: t('This file is no longer kept here; ask for it again.'), action: 'retry' });
}
