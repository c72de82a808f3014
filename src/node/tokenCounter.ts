import { Worker } from 'node:worker_threads';
import type { TokenAnswer, TokenQuestion } from './tokenWorker.ts';
import { t } from '../shared/words.ts';

/**
 * Counts tokens on this machine, in a thread of its own: byte-pair encoding is quadratic in long runs of one letter. It counts by
 * OpenAI's cl100k_base, which Llama 3 builds upon and which lies within some percent of the newer o200k_base for English and code: an
 * estimate, for where no server counts.
 */
export class TokenCounter {
  readonly #script: URL;
  readonly #waiting = new Map<number, { readonly resolve: (tokens: number) => void; readonly reject: (error: Error) => void }>();
  #worker: Worker | undefined;
  #last = 0;

  /** `script` is the worker's file; it is loaded when something is first counted. */
  constructor(script: URL) {
    this.#script = script;
  }

  /** How many tokens the text is, about. Rejects when the thread cannot be had, or ends. */
  async count(text: string): Promise<number> {
    if (text === '') return 0;
    this.#last += 1;
    const question: TokenQuestion = { id: this.#last, text };
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#waiting.set(question.id, { resolve, reject });
    this.#worker ??= this.#start();
    this.#worker.postMessage(question);
    return promise;
  }

  dispose(): void {
    void this.#worker?.terminate();
    this.#end(new Error(t('The token counter was closed.')));
  }

  #start(): Worker {
    const worker = new Worker(this.#script);
    worker.unref();
    worker.on('message', ({ id, tokens }: TokenAnswer) => {
      this.#waiting.get(id)?.resolve(tokens);
      this.#waiting.delete(id);
    });
    worker.on('error', (error) => {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    });
    return worker;
  }

  #end(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
