import { Emitter } from '../shared/lifetime.ts';
import type { Status } from '../shared/status.ts';
import type { Assistant } from './assistant.ts';
import { activeConnection, namedConnection, originOf, readConnections, type Connection, type ConnectionSettings } from './connections.ts';
import type { BackEnd, Credential, MakeBackEnd } from './engine.ts';
import { formsTaken } from './formsTaken.ts';
import { failureOf } from './outcomes.ts';
import { generalModel } from './retirement.ts';

/** Where the secrets for connections are kept. */
export interface Secrets {
  /** The secret for this connection's requests; see Credential. May ask the user to sign in, never for a key. */
  credential(connection: Connection): Promise<string | undefined>;
  /** Throws FailureError `noKey` if a key is called for and there is none. Asks nobody. */
  check(connection: Connection): Promise<void>;
}

/** A connection with all that it takes to use it. */
export interface Ready {
  readonly connection: Connection;
  readonly backEnd: BackEnd;
}

/** The back ends of the user's connections, each made once, when it is first used. */
export class BackEnds {
  readonly #settings: () => ConnectionSettings;
  readonly #secrets: Secrets;
  readonly #load: () => Promise<MakeBackEnd>;
  readonly #made = new Map<string, BackEnd>();
  /** The models that connections without one turned out to use. */
  readonly #found = new Map<string, string>();
  readonly #foundModel = new Emitter<null>();
  /** The model of a connection became known. */
  readonly onModel = this.#foundModel.on;

  /** `load` brings in the code that talks to servers: it is large, and not wanted before the first use. */
  constructor(settings: () => ConnectionSettings, secrets: Secrets, load: () => Promise<MakeBackEnd>) {
    this.#settings = settings;
    this.#secrets = secrets;
    this.#load = load;
  }

  /** The active connection, ready to answer. Throws FailureError `settings` or `noKey`, before anything is sent. */
  async active(): Promise<Ready> {
    return this.#ready(activeConnection(this.#settings()));
  }

  /** The connection of this assistant, ready to answer; see `active`. */
  async answering(assistant: Pick<Assistant, 'connection'>): Promise<Ready> {
    return this.#ready(this.connectionOf(assistant));
  }

  /** The assistant's own connection, else the active one. Throws FailureError `settings`. */
  connectionOf({ connection }: Pick<Assistant, 'connection'>): Connection {
    return connection === undefined ? activeConnection(this.#settings()) : namedConnection(this.#settings(), connection);
  }

  /** The model that would answer, as far as that is known without asking the server. */
  knownModel(assistant: Pick<Assistant, 'model'>, connection: Connection): string | undefined {
    return assistant.model ?? connection.model ?? this.#found.get(keyOf(connection)) ?? (originOf(connection) === 'https://api.openai.com' ? generalModel : undefined);
  }

  /** All connections that can be used. */
  get connections(): readonly Connection[] {
    return readConnections(this.#settings()).connections;
  }

  async #ready(connection: Connection): Promise<Ready> {
    await this.#secrets.check(connection);
    return { connection, backEnd: await this.of(connection) };
  }

  /** The back end of any connection. */
  async of(connection: Connection): Promise<BackEnd> {
    const key = keyOf(connection);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const make = await this.#load();
    const credential: Credential = () => this.#secrets.credential(connection);
    const made = this.#made.get(key) ?? this.#remembering(key, make(connection, credential));
    this.#made.set(key, made);
    return made;
  }

  /** Who would answer the next prompt, and what stands in the way. Sends nothing. */
  async status(assistant: Assistant): Promise<Status> {
    try {
      const connection = this.connectionOf(assistant);
      const model = this.knownModel(assistant, connection);
      const status = { ...who(assistant), connectionName: connection.name, takes: formsTaken[connection.api], ...(model === undefined ? {} : { model }) };
      const failure = await this.#secrets.check(connection).then(() => undefined, failureOf);
      return { ...status, ...(failure === undefined ? {} : { failure }) };
    } catch (error) {
      return { ...who(assistant), connectionName: '', takes: [], failure: failureOf(error) };
    }
  }

  #remembering(key: string, backEnd: BackEnd): BackEnd {
    return {
      ...backEnd,
      defaultModel: async (signal) => {
        const model = await backEnd.defaultModel(signal);
        if (this.#found.get(key) !== model) {
          this.#found.set(key, model);
          this.#foundModel.fire(null);
        }
        return model;
      },
    };
  }
}

function who({ name, starters }: Assistant): Pick<Status, 'assistantName' | 'starters'> {
  return { assistantName: name, starters };
}

function keyOf(connection: Connection): string {
  return JSON.stringify(connection);
}
