import { imageLimit, isShown } from '../shared/outputs.ts';
import type { Failure, FailureKind, Output, Thread } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import { type Patience, patience, withDeadline } from './deadline.ts';
import type { MadeFile } from './engine.ts';
import { headLength, mediaTypeIn, mediaTypeOf } from './mediaTypes.ts';
import { outputName } from './outputNames.ts';
import type { Log, OutputStore } from './stores.ts';
import type { Threads } from './threads.ts';

/** The most files that are fetched for one answer. */
const mostFiles = 100;

/** How long to wait before a file is asked for again, in milliseconds. */
const usualPauses: readonly number[] = [1000, 4000, 10_000];

/** What may have passed when it is asked for again. */
const passing: ReadonlySet<FailureKind> = new Set(['interrupted', 'offline', 'rateLimited', 'serverError', 'stalled']);

const closed: Failure = { kind: 'interrupted', message: 'VS Code was closed while this file was being fetched.', action: 'retry' };

/** What outputs are kept with. */
export interface OutputParts {
  readonly threads: Threads;
  readonly store: OutputStore;
  readonly log: Log;
  readonly explain: (error: unknown) => Failure;
  readonly patience?: Patience;
  readonly pauses?: readonly number[];
}

/** The files that assistants make: each is fetched as soon as it is named, for servers let go of them, and kept with its thread. */
export class Outputs {
  readonly #parts: OutputParts;
  readonly #fetching = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(parts: OutputParts) {
    this.#parts = parts;
    parts.threads.onPurge((thread) => void this.#forget(thread));
  }

  /** Fetches a file that an answer has named, once; the answer need not wait for it, nor it for the answer. */
  take(threadId: string, messageId: string, file: MadeFile): void {
    const known = this.#of(threadId, messageId);
    if (known === undefined || known.length >= mostFiles || known.some(({ id }) => id === file.id) || this.#closing.signal.aborted) return;
    const name = outputName(file.name);
    const output: Output = { id: file.id, name, mediaType: mediaTypeOf(name), ...(file.stepId === undefined ? {} : { stepId: file.stepId }), state: 'fetching' };
    const tell = (told: Output): void => {
      this.#tell(threadId, { type: 'produced', messageId, output: told });
    };
    tell(output);
    const key = keyOf(messageId, file.id);
    this.#fetching.set(key, this.#fetch(output, file).then(tell).finally(() => this.#fetching.delete(key)));
  }

  /** What is to be said of the files that nobody is fetching any more. */
  abandoned({ messages }: Thread): readonly ThreadEvent[] {
    return messages.flatMap((message) => (message.role === 'assistant' ? (message.outputs ?? []) : [])
      .filter(({ id, state }) => state === 'fetching' && !this.#fetching.has(keyOf(message.id, id)))
      .map((output): ThreadEvent => ({ type: 'produced', messageId: message.id, output: { ...output, state: 'lost', why: closed.message } })));
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

  /** The output as it ends: kept, or lost. */
  async #fetch(output: Output, file: MadeFile): Promise<Output> {
    const pauses = this.#parts.pauses ?? usualPauses;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#keep(output, file);
      } catch (error) {
        const failure = this.#closing.signal.aborted ? closed : this.#parts.explain(error);
        const pause = pauses[attempt];
        if (pause === undefined || this.#closing.signal.aborted || !passing.has(failure.kind)) {
          this.#parts.log.error(`The file ${output.id} was not fetched.`, error);
          return { ...output, state: 'lost', why: failure.message };
        }
        await this.#wait(pause);
      }
    }
  }

  async #keep(output: Output, file: MadeFile): Promise<Output> {
    const { signal } = this.#closing;
    const head: number[] = [];
    const fetched = await file.fetch(signal);
    const name = fetched.name === undefined ? output.name : outputName(fetched.name);
    const { hash, bytes } = await this.#parts.store.keep(whole(withDeadline(fetched.bytes, this.#parts.patience ?? patience, signal), head, signal));
    return { ...output, name, mediaType: mediaTypeIn(Uint8Array.from(head), name), state: 'kept', bytes, hash };
  }

  async #wait(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#closing.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      }, { once: true });
    });
  }

  async #forget({ messages }: Thread): Promise<void> {
    const { store, threads, log } = this.#parts;
    const hashes = messages.flatMap((message) => (message.role === 'assistant' ? (message.outputs ?? []) : [])).flatMap(({ hash }) => hash ?? []);
    try {
      await store.sweep((hash) => threads.namesOutput(hash), new Set(hashes));
    } catch (error) {
      log.error('Files of a thread that is gone could not be removed.', error);
    }
  }

  /** The outputs of an answer; undefined for one that is not there any more. */
  #of(threadId: string, messageId: string): readonly Output[] | undefined {
    try {
      const message = this.#parts.threads.open(threadId).messages.find(({ id }) => id === messageId);
      return message?.role === 'assistant' ? (message.outputs ?? []) : undefined;
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

/** The same bytes, the first of them noted in `head`. Throws when the signal has cut them short. */
async function* whole(bytes: AsyncIterable<Uint8Array>, head: number[], signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    if (head.length < headLength) head.push(...piece.subarray(0, headLength - head.length));
    yield piece;
  }
  if (signal.aborted) throw new FailureError(closed);
}

function keyOf(messageId: string, outputId: string): string {
  return `${messageId} ${outputId}`;
}

function gone(): FailureError {
  return new FailureError({ kind: 'notFound', message: 'This file is no longer kept here; ask for it again.', action: 'retry' });
}
