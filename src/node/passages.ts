import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { KnowledgeFile } from '../core/knowledge.ts';
import type { Passage, Passages } from '../core/passages.ts';
import { FailureError } from '../shared/rpc.ts';
import { passagesIn } from './passagePlace.ts';
import type { PassageAnswer, PassageAsk, PassageQuestion } from './passageWorker.ts';
import { t } from '../shared/words.ts';

/** Passages in a database of this machine, in a thread of its own: taking files in is work of seconds. */
export class LocalPassages implements Passages {
  readonly #script: URL;
  readonly #folder: string;
  readonly #waiting = new Map<number, { readonly resolve: (answer: PassageAnswer) => void; readonly reject: (error: Error) => void }>();
  readonly #updates = new Map<string, Promise<unknown>>();
  #worker: Worker | undefined;
  #last = 0;

  /** `script` is the worker's file, loaded at the first use; `folder`: absolute, holds the database. */
  constructor(script: URL, folder: string) {
    this.#script = script;
    this.#folder = folder;
  }

  async update(set: string, files: readonly KnowledgeFile[], read: (file: KnowledgeFile) => Promise<string | undefined>, signal: AbortSignal): Promise<void> {
    const update = (this.#updates.get(set) ?? Promise.resolve()).then(() => this.#update(set, files, read, signal));
    this.#updates.set(set, update.catch(() => undefined));
    return update;
  }

  async find(set: string, question: string, most: number): Promise<readonly Passage[] | undefined> {
    const { found = [], anew } = await this.#ask({ what: 'find', set, question, most });
    return anew === true ? undefined : found;
  }

  async sets(): Promise<readonly string[]> {
    return existsSync(passagesIn(this.#folder)) ? ((await this.#ask({ what: 'sets' })).sets ?? []) : [];
  }

  async clear(set: string): Promise<void> {
    const clear = (this.#updates.get(set) ?? Promise.resolve()).then(() => this.#ask({ what: 'clear', set }));
    this.#updates.set(set, clear.catch(() => undefined));
    await clear;
  }

  dispose(): void {
    void this.#worker?.terminate();
    this.#end(t('it was closed'));
  }

  async #update(set: string, files: readonly KnowledgeFile[], read: (file: KnowledgeFile) => Promise<string | undefined>, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { known = [] } = await this.#ask({ what: 'known', set });
    const before = new Map(known.map(({ path, hash }) => [path, hash]));
    const wanted = new Set(files.map(({ path }) => path));
    const old = known.filter(({ path }) => !wanted.has(path)).map(({ path }) => path);
    if (old.length > 0) await this.#ask({ what: 'drop', set, paths: old });
    for (const file of files) {
      const { path, hash } = file;
      if (before.get(path) === hash) continue;
      signal.throwIfAborted();
      const text = await read(file);
      if (text !== undefined) await this.#ask({ what: 'put', set, file: { path, hash }, text });
      else if (before.has(path)) await this.#ask({ what: 'drop', set, paths: [path] });
    }
  }

  async #ask(ask: PassageAsk): Promise<PassageAnswer> {
    this.#last += 1;
    const question: PassageQuestion = { id: this.#last, ask };
    const { promise, resolve, reject } = Promise.withResolvers<PassageAnswer>();
    this.#waiting.set(question.id, { resolve, reject });
    this.#worker ??= this.#start();
    this.#worker.postMessage(question);
    const answer = await promise;
    if (answer.reason !== undefined) throw this.#failure(answer.reason);
    return answer;
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { workerData: this.#folder });
    worker.unref();
    worker.on('message', (answer: PassageAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
    });
    worker.on('error', (error) => {
      this.#end(error instanceof Error ? error.message : String(error));
    });
    return worker;
  }

  #end(reason: string): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(this.#failure(reason));
    this.#waiting.clear();
  }

  #failure(reason: string): FailureError {
    return new FailureError({ kind: 'storage', message: t('The files cannot be searched in {0}: {1}.', this.#folder, reason), action: 'openLog' });
  }
}
