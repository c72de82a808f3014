import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Connection } from '../../src/core/connections.ts';
import { Redaction } from '../../src/core/redaction.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { Keys } from '../../src/vscode/keys.ts';

const at = (baseUrl: string, auth: Connection['auth'] = 'key'): Connection => ({ id: 'c', name: 'C', baseUrl, api: 'responses', auth, headers: {} });
const openai = at('https://api.openai.com/v1');

/** A keyring in memory, which can be locked or lose what it holds. */
class Keyring implements vscode.SecretStorage {
  readonly items = new Map<string, string>();
  locked = false;
  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent> = () => ({ dispose: () => undefined });

  async keys(): Promise<string[]> {
    return [...this.items.keys()];
  }

  async get(name: string): Promise<string | undefined> {
    if (this.locked) throw new Error('Cannot get an item from a locked collection');
    return this.items.get(name);
  }

  async store(name: string, value: string): Promise<void> {
    if (!this.locked) this.items.set(name, value);
  }

  async delete(name: string): Promise<void> {
    this.items.delete(name);
  }
}

/** A memento in memory. */
class Memento implements vscode.Memento {
  readonly #values = new Map<string, unknown>();
  keys = (): readonly string[] => [...this.#values.keys()];

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as vscode.Memento has it
  get<Value>(key: string): Value | undefined {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as vscode.Memento has it
    return this.#values.get(key) as Value | undefined;
  }

  async update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
  }
}

function stage(): { readonly keys: Keys; readonly keyring: Keyring; readonly redaction: Redaction } {
  const keyring = new Keyring();
  const redaction = new Redaction();
  return { keyring, redaction, keys: new Keys(keyring, new Memento(), redaction) };
}

const failureOf = async (promise: Promise<unknown>): Promise<string> => promise.then(() => 'none', (error: unknown) => (error instanceof FailureError ? `${error.failure.action}: ${error.failure.message}` : String(error)));

describe('Keys', () => {
  it('give a key to the origin for which it was entered, whatever the path, and to no other (case 45)', async () => {
    const { keys } = stage();
    await keys.store('https://api.openai.com', 'sk-one');
    assert.equal(await keys.credential(openai), 'sk-one');
    assert.equal(await keys.credential(at('https://api.openai.com/v2/other')), 'sk-one');
    for (const elsewhere of ['https://api.openai.com.evil.example/v1', 'https://api.openai.com:8443/v1', 'http://localhost/v1', 'https://evil.example/v1']) {
      assert.match(await failureOf(keys.credential(at(elsewhere))), /^setKey: There is no key for/, elsewhere);
    }
  });

  it('come back when the address does (case 45)', async () => {
    const { keys } = stage();
    await keys.store('https://api.openai.com', 'sk-one');
    await keys.store('https://other.example', 'sk-two');
    assert.deepEqual([await keys.credential(at('https://other.example/v1')), await keys.credential(openai)], ['sk-two', 'sk-one']);
  });

  it('are not sent where none is called for', async () => {
    const { keys } = stage();
    await keys.store('http://127.0.0.1:1', 'sk-one');
    assert.equal(await keys.credential(at('http://127.0.0.1:1/v1', 'none')), undefined);
  });

  it('are gone once removed', async () => {
    const { keys } = stage();
    await keys.store('https://api.openai.com', 'sk-one');
    await keys.remove('https://api.openai.com');
    assert.match(await failureOf(keys.check(openai)), /^setKey: There is no key for https:\/\/api\.openai\.com yet\.$/);
  });

  it('tell a keyring that is locked, or has lost a key, from a key that was never there (cases 88, 89, 90)', async () => {
    const { keys, keyring } = stage();
    await keys.store('https://api.openai.com', 'sk-one');
    keyring.locked = true;
    assert.match(await failureOf(keys.check(openai)), /keyring did not return the key/);
    keyring.locked = false;
    keyring.items.clear();
    assert.match(await failureOf(keys.check(openai)), /keyring did not return the key/);
  });

  it('say so when the keyring does not keep a key (cases 88, 89)', async () => {
    const { keys, keyring } = stage();
    keyring.locked = true;
    assert.notEqual(await failureOf(keys.store('https://api.openai.com', 'sk-one')), 'none');
    keyring.locked = false;
    assert.match(await failureOf(keys.check(openai)), /no key/);
  });

  it('are those that another window has stored by now (case 91)', async () => {
    const { keys, keyring } = stage();
    await keys.store('https://api.openai.com', 'sk-one');
    await new Keys(keyring, new Memento(), new Redaction()).store('https://api.openai.com', 'sk-two');
    assert.equal(await keys.credential(openai), 'sk-two');
  });

  it('are asked for again once the keyring is unlocked (case 89)', async () => {
    const { keys, keyring } = stage();
    await keys.store('https://api.openai.com', 'sk-one');
    keyring.locked = true;
    await failureOf(keys.check(openai));
    keyring.locked = false;
    assert.deepEqual([keys.has('https://api.openai.com'), await keys.credential(openai)], [true, 'sk-one']);
  });

  it('are taken out of every text from then on (case 92)', async () => {
    const { keys, redaction } = stage();
    await keys.store('https://api.openai.com', 'a-key-of-no-known-form');
    assert.equal(redaction.redact('It was a-key-of-no-known-form.'), 'It was [removed].');
  });
});
