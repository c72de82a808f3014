import { Emitter } from '../shared/lifetime.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Definition } from './assistant.ts';
import { settingsPart } from './assistantSettings.ts';
import type { BackEnds } from './backEnds.ts';
import type { Connection } from './connections.ts';
import { type Gate, withheld } from './gate.ts';
import type { ServerAssistant, ServerAssistants } from './serverAssistants.ts';
import { t } from '../shared/words.ts';

/** How long a server is waited for, in milliseconds. */
const patience = 30_000;

/** The assistants that the servers of the user's connections keep: asked for when they are first looked at, and kept until they change. */
export class ServerCatalogue {
  readonly #backEnds: Pick<BackEnds, 'answering' | 'connections'>;
  readonly #gate: Gate;
  readonly #lists = new Map<string, Promise<readonly ServerAssistant[]>>();
  readonly #changed = new Emitter<null>();
  /** A server's assistants are others now. */
  readonly onChange = this.#changed.on;

  /** What assistants are told goes through `gate` on its way to their server. */
  constructor(backEnds: Pick<BackEnds, 'answering' | 'connections'>, gate: Gate) {
    this.#backEnds = backEnds;
    this.#gate = gate;
  }

  /** The connections whose servers keep assistants. */
  get connections(): readonly Connection[] {
    return this.#backEnds.connections.filter(({ api }) => api === 'assistants' || api === 'agents');
  }

  /** All assistants of the connection's server, the newest first. Throws FailureError. */
  async list(connectionId: string): Promise<readonly ServerAssistant[]> {
    const list = this.#lists.get(connectionId) ?? this.#at(connectionId).then((server) => server.list(signal()));
    this.#lists.set(connectionId, list);
    list.catch(() => this.#lists.delete(connectionId));
    return list;
  }

  /** Has the lists asked for anew, of one connection or of all. */
  refresh(connectionId?: string): void {
    if (connectionId === undefined) this.#lists.clear();
    else this.#lists.delete(connectionId);
    this.#changed.fire(null);
  }

  async retrieve(connectionId: string, id: string): Promise<ServerAssistant> {
    return (await this.#at(connectionId)).retrieve(id, signal());
  }

  /** Throws FailureError, `withheld` when it holds a secret that the user does not want sent. */
  async create(connectionId: string, definition: Definition): Promise<ServerAssistant> {
    const passed = await this.#passed(connectionId, definition);
    return this.#changing(connectionId, (server) => server.create(passed, signal()));
  }

  /** Throws FailureError, `withheld` when it holds a secret that the user does not want sent. */
  async update(connectionId: string, id: string, definition: Definition): Promise<ServerAssistant> {
    const passed = await this.#passed(connectionId, definition);
    return this.#changing(connectionId, (server) => server.update(id, passed, signal()));
  }

  async remove(connectionId: string, id: string): Promise<void> {
    await this.#changing(connectionId, (server) => server.remove(id, signal()));
  }

  /** The ids of the files that belong to an assistant. Throws FailureError `notSupported` where the server's assistants have none. */
  async files(connectionId: string, id: string): Promise<readonly string[]> {
    return filesOf(await this.#at(connectionId)).list(id, signal());
  }

  async attach(connectionId: string, id: string, fileId: string): Promise<void> {
    await this.#changing(connectionId, (server) => filesOf(server).attach(id, fileId, signal()));
  }

  async detach(connectionId: string, id: string, fileId: string): Promise<void> {
    await this.#changing(connectionId, (server) => filesOf(server).detach(id, fileId, signal()));
  }

  async #changing<Result>(connectionId: string, change: (server: ServerAssistants) => Promise<Result>): Promise<Result> {
    const result = await change(await this.#at(connectionId));
    this.refresh(connectionId);
    return result;
  }

  /** What is told of an assistant, as it may leave. */
  async #passed(connectionId: string, definition: Definition): Promise<Definition> {
    const { connection } = await this.#backEnds.answering({ connection: connectionId });
    const { description = '', ...rest } = definition;
    const { name, instructions } = rest;
    const origin = 'instructions';
    const passed = await this.#gate.passApart(connection, [
      { id: 'instructions', name: t('The instructions of {0}', name), origin, text: instructions },
      { id: 'description', name: t('The description of {0}', name), origin, text: description },
      settingsPart(rest),
    ]);
    if (passed === undefined) throw withheld();
    const textOf = (wanted: string): string => passed.find(({ id }) => id === wanted)?.text ?? '';
    return { ...definition, instructions: textOf('instructions'), ...(description === '' ? {} : { description: textOf('description') }) };
  }

  async #at(connectionId: string): Promise<ServerAssistants> {
    const { connection, backEnd } = await this.#backEnds.answering({ connection: connectionId });
    if (backEnd.assistants !== undefined) return backEnd.assistants;
    throw new FailureError({ kind: 'notSupported', message: t('{0} keeps no assistants: its API is “{1}”.', connection.name, connection.api), action: 'openSettings' });
  }
}

function filesOf({ files }: ServerAssistants): NonNullable<ServerAssistants['files']> {
  if (files !== undefined) return files;
  throw new FailureError({ kind: 'notSupported', message: t('Agents have no files of their own.'), action: 'openLog' });
}

function signal(): AbortSignal {
  return AbortSignal.timeout(patience);
}
