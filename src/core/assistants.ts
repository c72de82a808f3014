import { Emitter, type Disposable } from '../shared/lifetime.ts';
import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Assistant } from './assistant.ts';
import { builtInAssistant } from './builtInAssistant.ts';
import { t } from '../shared/words.ts';

/** Where an assistant's file lies: the user's own, the workspace's `.assistants/`, or VS Code's `.github/agents/`. */
export type Place = 'personal' | 'workspace' | 'agent';

/** An assistant of a file. */
export interface AssistantEntry {
  readonly assistant: Assistant;
  readonly place: Place;
  /** The file's address. */
  readonly address: string;
  /** Why it cannot answer: its file cannot be read, or holds what no server takes. */
  readonly failure?: Failure;
}

/** The files of assistants, as they are on the disk now. */
export interface AssistantShelf {
  read(): Promise<readonly AssistantEntry[]>;
  /** A file has come, gone or changed. */
  readonly onChange: (listener: () => void) => Disposable;
}

/** Remembers which assistant is the default one. */
export interface DefaultChoice {
  get(): string | undefined;
  set(assistantId: string): void;
}

/** The catalogue: the user's assistants and the built-in one. Files are read when they are first asked for, and again when they change. */
export class Assistants {
  readonly #shelf: AssistantShelf;
  readonly #choice: DefaultChoice;
  readonly #changed = new Emitter<null>();
  #entries: readonly AssistantEntry[] = [];
  #reading: Promise<void> | undefined;
  /** There are other assistants now, or others than before. */
  readonly onChange = this.#changed.on;

  constructor(shelf: AssistantShelf, choice: DefaultChoice) {
    this.#shelf = shelf;
    this.#choice = choice;
    shelf.onChange(() => {
      this.#reading = undefined;
      void this.list();
    });
  }

  /** The assistants of files, by name. A shelf that cannot be read leaves those that were known. */
  async list(): Promise<readonly AssistantEntry[]> {
    this.#reading ??= this.#read();
    await this.#reading;
    return this.#entries;
  }

  /** All that can be asked by name, as far as they are known yet: the built-in one first. */
  get known(): readonly Assistant[] {
    return [builtInAssistant, ...this.#entries.map(({ assistant }) => assistant)];
  }

  get defaultId(): string {
    return this.#choice.get() ?? builtInAssistant.id;
  }

  makeDefault(assistantId: string): void {
    this.#choice.set(assistantId);
    this.#changed.fire(null);
  }

  /** The assistant, ready to answer. Throws FailureError `assistant` when it is gone or its file is broken. */
  async get(assistantId: string): Promise<Assistant> {
    if (assistantId === builtInAssistant.id) return builtInAssistant;
    const entry = (await this.list()).find(({ assistant }) => assistant.id === assistantId);
    if (entry === undefined) throw new FailureError({ kind: 'assistant', message: t('The assistant of this thread is no longer there: its file was moved or deleted.'), action: 'chooseAssistant' });
    if (entry.failure !== undefined) throw new FailureError(entry.failure);
    return entry.assistant;
  }

  /** What is known of an assistant without reading anything; the built-in one for an id that nothing is known of. */
  peek(assistantId: string): Assistant {
    return this.known.find(({ id }) => id === assistantId) ?? builtInAssistant;
  }

  /** The id of the assistant whose @name begins this prompt; the longest name counts, in capitals or not. */
  async mentioned(prompt: string): Promise<string | undefined> {
    if (!prompt.startsWith('@')) return undefined;
    await this.list();
    const said = prompt.slice(1).toLowerCase();
    const fitting = this.known.filter(({ name }) => said.startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}_-]/u.test(said.slice(name.length)));
    return fitting.toSorted((one, other) => other.name.length - one.name.length)[0]?.id;
  }

  async #read(): Promise<void> {
    const entries = await this.#shelf.read();
    this.#entries = entries.toSorted((one, other) => one.assistant.name.localeCompare(other.assistant.name));
    this.#changed.fire(null);
  }
}
