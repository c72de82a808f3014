import * as vscode from 'vscode';
import type { Secrets } from '../core/backEnds.ts';
import { originOf, type Connection } from '../core/connections.ts';
import type { Redaction } from '../core/redaction.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** Origins for which a key was stored: names no secret. Tells a lost keyring from a key that was never there. */
const marker = 'assistants.keyedOrigins';

/** Keys in VS Code's SecretStorage, one for each origin and for no other; Microsoft Entra tokens through VS Code's own sign-in. */
export class Keys implements Secrets {
  readonly #secrets: vscode.SecretStorage;
  readonly #state: vscode.Memento;
  readonly #redaction: Redaction;

  constructor(secrets: vscode.SecretStorage, state: vscode.Memento, redaction: Redaction) {
    this.#secrets = secrets;
    this.#state = state;
    this.#redaction = redaction;
  }

  async check(connection: Connection): Promise<void> {
    if (connection.auth === 'key') await this.#key(originOf(connection));
  }

  async credential(connection: Connection): Promise<string | undefined> {
    if (connection.auth === 'none') return undefined;
    const secret = connection.auth === 'key' ? await this.#key(originOf(connection)) : await entraToken(connection);
    this.#redaction.learn(secret);
    return secret;
  }

  /** Keeps a key for an origin. Throws FailureError if the keyring does not give it back. */
  async store(origin: string, key: string): Promise<void> {
    this.#redaction.learn(key);
    await this.#secrets.store(itemOf(origin), key);
    if ((await this.#secrets.get(itemOf(origin))) !== key) throw unreturned(origin);
    await this.#state.update(marker, [...new Set([...this.#keyed(), origin])]);
  }

  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(itemOf(origin));
    await this.#state.update(marker, this.#keyed().filter((keyed) => keyed !== origin));
  }

  /** Whether a key was ever stored for this origin, and not removed since. */
  has(origin: string): boolean {
    return this.#keyed().includes(origin);
  }

  async #key(origin: string): Promise<string> {
    let key: string | undefined;
    try {
      key = await this.#secrets.get(itemOf(origin));
    } catch (error) {
      throw new FailureError(unreturned(origin).failure, { cause: error });
    }
    if (key !== undefined && key !== '') {
      this.#redaction.learn(key);
      return key;
    }
    if (this.has(origin)) throw unreturned(origin);
    throw new FailureError({ kind: 'noKey', message: t('There is no key for {0} yet.', origin), action: 'setKey' });
  }

  #keyed(): readonly string[] {
    const value = this.#state.get<unknown>(marker);
    return Array.isArray(value) ? value.filter((origin) => typeof origin === 'string') : [];
  }
}

function itemOf(origin: string): string {
  return `assistants.key ${origin}`;
}

function unreturned(origin: string): FailureError {
  return new FailureError({ kind: 'noKey', message: t('The system’s keyring did not return the key for {0}; unlock it, or enter the key again.', origin), action: 'setKey' });
}

// The scopes are those of Azure's v1 and dated APIs: docs/azure.md of openai-node.
async function entraToken(connection: Connection): Promise<string> {
  const scope = connection.azure === undefined ? 'https://ai.azure.com/.default' : 'https://cognitiveservices.azure.com/.default';
  try {
    const session = await vscode.authentication.getSession('microsoft', [scope], { createIfNone: true });
    return session.accessToken;
  } catch (error) {
    throw new FailureError({ kind: 'noKey', message: t('The sign-in to Microsoft for “{0}” did not come about.', connection.name), action: 'retry' }, { cause: error });
  }
}
