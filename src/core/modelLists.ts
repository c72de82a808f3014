import { Emitter } from '../shared/lifetime.ts';
import type { Assistant } from './assistant.ts';
import type { BackEnds } from './backEnds.ts';
import type { Connection } from './connections.ts';
import type { Model } from './engine.ts';
import { retirementOf, type Retirement } from './retirement.ts';
import { t } from '../shared/words.ts';

/** A server's models as it listed them; `at` in milliseconds since the epoch. */
export interface KeptList {
  readonly at: number;
  readonly models: readonly Model[];
}

/** Keeps the lists between sessions, each under the address of its connection. */
export interface ListMemory {
  get(): Readonly<Record<string, KeptList>>;
  set(lists: Readonly<Record<string, KeptList>>): void;
}

/** How long a list is not asked for again by itself, in milliseconds. */
const fresh = 3_600_000;

/** What the servers list as their models, kept so that a warning is there before anything is sent. */
export class ModelLists {
  readonly #backEnds: Pick<BackEnds, 'of' | 'connectionOf'>;
  readonly #memory: ListMemory;
  readonly #now: () => number;
  readonly #tried = new Map<string, number>();
  readonly #changed = new Emitter<null>();
  /** A server has listed its models. */
  readonly onChange = this.#changed.on;

  constructor(backEnds: Pick<BackEnds, 'of' | 'connectionOf'>, memory: ListMemory, now: () => number = Date.now) {
    this.#backEnds = backEnds;
    this.#memory = memory;
    this.#now = now;
  }

  /** The models that the connection's server listed last; none if it never did. Sends nothing. */
  known(connection: Connection): readonly Model[] {
    return this.#memory.get()[addressOf(connection)]?.models ?? [];
  }

  /** Asks the server. Throws FailureError, and then the last list stays. */
  async ask(connection: Connection, signal: AbortSignal): Promise<readonly Model[]> {
    this.#tried.set(addressOf(connection), this.#now());
    const known = this.known(connection);
    const listed = await (await this.#backEnds.of(connection)).models(signal);
    const models = listed.map((model) => withLastWindow(model, known));
    if (models.length > 0) this.#memory.set({ ...this.#memory.get(), [addressOf(connection)]: { at: this.#now(), models } });
    this.#changed.fire(null);
    return models;
  }

  /** Asks the server unless it was asked within the hour; a server that does not answer is left alone. Only for what the user has begun. */
  async renew(connection: Connection): Promise<readonly Model[]> {
    const address = addressOf(connection);
    const last = Math.max(this.#tried.get(address) ?? 0, this.#memory.get()[address]?.at ?? 0);
    if (this.#now() - last < fresh) return this.known(connection);
    return this.ask(connection, AbortSignal.timeout(20_000)).catch(() => this.known(connection));
  }

  /** The same for an assistant that has just answered, if it names a model of its own. */
  renewFor({ model, connection }: Pick<Assistant, 'model' | 'connection'>): void {
    if (model === undefined) return;
    try {
      void this.renew(this.#backEnds.connectionOf(connection === undefined ? {} : { connection }));
    } catch {
      // The settings name no such connection: whoever asks next is told.
    }
  }

  /** What becomes of the model that the assistant names, as far as its server has told. */
  retirement(assistant: Pick<Assistant, 'model' | 'connection'>): Retirement | undefined {
    if (assistant.model === undefined) return undefined;
    try {
      const connection = this.#backEnds.connectionOf(assistant);
      return retirementOf(assistant.model, this.known(connection), connection, new Date(this.#now()).toISOString().slice(0, 10));
    } catch {
      return undefined;
    }
  }
}

/** What becomes of a model, in one sentence. */
export function retirementWords(model: string, { kind, date, days = 0 }: Retirement): string {
  if (kind === 'gone') return date === undefined ? t('{0} is not among the models of its server.', model) : t('{0} was switched off on {1}.', model, date);
  if (days === 0) return t('{0} is switched off on {1}, today.', model, date ?? '');
  return days === 1 ? t('{0} is switched off on {1}, tomorrow.', model, date ?? '') : t('{0} is switched off on {1}, in {2} days.', model, date ?? '', days);
}

/** What is not loaded now had its window the last time that it was. */
function withLastWindow(model: Model, known: readonly Model[]): Model {
  const last = model.loads === true && model.window === undefined ? known.find(({ id, loads }) => id === model.id && loads === true)?.window : undefined;
  return last === undefined ? model : { ...model, window: last };
}

function addressOf({ baseUrl, azure }: Connection): string {
  return azure === undefined ? baseUrl : `${baseUrl} ${azure.apiVersion}`;
}
