import assert from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import { namedConnection, readConnections } from '../../src/core/connections.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import type { ServerAssistant, ServerAssistants } from '../../src/core/serverAssistants.ts';
import { ServerCatalogue } from '../../src/core/serverCatalogue.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { Gate } from '../../src/core/gate.ts';
import { backEndOf, quietGate, ScriptedEngine } from '../support/fakes.ts';
import { letters } from './plantedSecrets.ts';

const settings = {
  active: 'plain',
  connections: [
    { id: 'plain', name: 'Plain', baseUrl: 'https://plain.example/v1', api: 'responses', auth: 'none' },
    { id: 'own', name: 'Own', baseUrl: 'https://own.example/v1', api: 'assistants', auth: 'none' },
    { id: 'agents', name: 'Agents', baseUrl: 'https://agents.example/v1', api: 'agents', auth: 'none' },
  ],
};

/** A server that keeps assistants in memory and counts how often it lists them. */
class KeptAssistants implements ServerAssistants {
  kept: readonly ServerAssistant[] = [{ id: 'asst_1', createdAt: 1, definition: { ...emptyDefinition, name: 'Tutor' } }];
  listed = 0;
  failing = false;

  async list(): Promise<readonly ServerAssistant[]> {
    this.listed += 1;
    if (this.failing) throw new FailureError({ kind: 'offline', message: 'Nobody answers.', action: 'retry' });
    return this.kept;
  }

  async retrieve(id: string): Promise<ServerAssistant> {
    const found = this.kept.find((one) => one.id === id);
    if (found === undefined) throw new FailureError({ kind: 'notFound', message: `There is no ${id}.`, action: 'retry' });
    return found;
  }

  async create(definition: ServerAssistant['definition']): Promise<ServerAssistant> {
    const made = { id: `asst_${String(this.kept.length + 1)}`, createdAt: 2, definition };
    this.kept = [made, ...this.kept];
    return made;
  }

  async update(id: string, definition: ServerAssistant['definition']): Promise<ServerAssistant> {
    const changed = { ...(await this.retrieve(id)), definition };
    this.kept = this.kept.map((one) => (one.id === id ? changed : one));
    return changed;
  }

  async remove(id: string): Promise<void> {
    this.kept = this.kept.filter((one) => one.id !== id);
  }
}

function stage(gate = quietGate()): { readonly catalogue: ServerCatalogue; readonly server: KeptAssistants; readonly names: () => Promise<readonly string[]> } {
  const server = new KeptAssistants();
  const catalogue = new ServerCatalogue({
    connections: readConnections(settings).connections,
    answering: async ({ connection: id = '' }) => {
      const connection = namedConnection(settings, id);
      const backEnd: BackEnd = backEndOf(new ScriptedEngine());
      return { connection, backEnd: connection.api === 'responses' ? backEnd : { ...backEnd, assistants: server } };
    },
  }, gate);
  return { catalogue, server, names: async () => (await catalogue.list('own')).map(({ definition }) => definition.name) };
}

describe('The assistants at servers', () => {
  it('are looked for where the API has such objects', () => {
    assert.deepEqual(stage().catalogue.connections.map(({ id }) => id), ['own', 'agents']);
  });

  it('are asked for once, until they change or are asked for anew', async () => {
    const { catalogue, server, names } = stage();
    await names();
    assert.deepEqual([await names(), server.listed], [['Tutor'], 1]);
    catalogue.refresh('own');
    assert.deepEqual([await names(), server.listed], [['Tutor'], 2]);
  });

  it('are created, modified and deleted, and listeners hear of it', async () => {
    const { catalogue, names } = stage();
    let told = 0;
    catalogue.onChange(() => { told += 1; });
    const { id } = await catalogue.create('own', { ...emptyDefinition, name: 'Poet' });
    assert.deepEqual(await names(), ['Poet', 'Tutor']);
    await catalogue.update('own', id, { ...emptyDefinition, name: 'Bard' });
    assert.deepEqual([await names(), (await catalogue.retrieve('own', id)).definition.name], [['Bard', 'Tutor'], 'Bard']);
    await catalogue.remove('own', id);
    assert.deepEqual([await names(), told], [['Tutor'], 3]);
  });

  it('hold no secret unless the user wants it there', async () => {
    const key = ['gh', 'p_', letters(36)].join('');
    const words = ['replace', undefined, 'send'] as const;
    for (const [word, instructions] of [[words[0], 'Use ‹secret 1: GitHub token›.'], [words[1], ''], [words[2], `Use ${key}.`]] as const) {
      const { catalogue, server } = stage(new Gate(async (obstacles) => (word === undefined ? undefined : obstacles.map(({ hash }) => ({ hash, choice: word })))));
      const updating = catalogue.update('own', 'asst_1', { ...emptyDefinition, name: 'Tutor', instructions: `Use ${key}.` });
      if (word === undefined) await assert.rejects(updating, /Nothing was sent/);
      else await updating;
      assert.equal(server.kept[0]?.definition.instructions, instructions);
    }
  });

  it('hold no secret in their metadata and tools, unless the user wants it there', async () => {
    const key = ['gh', 'p_', letters(36)].join('');
    const told = { ...emptyDefinition, name: 'Tutor', metadata: { team: key }, tools: [{ type: 'function', name: 'find', description: `Call it with ${key}.` }] };
    const asked: string[] = [];
    const { catalogue, server } = stage(new Gate(async (obstacles) => {
      asked.push(...obstacles.map(({ name, choices }) => [name, ...choices].join(' ')));
      return asked.length === 1 ? undefined : obstacles.map(({ hash }) => ({ hash, choice: 'send' }));
    }));
    await assert.rejects(catalogue.update('own', 'asst_1', told), /Nothing was sent/);
    await catalogue.update('own', 'asst_1', told);
    assert.deepEqual([asked, server.kept[0]?.definition], [['The settings of Tutor send', 'The settings of Tutor send'], told]);
  });

  it('are asked for again after the server did not answer', async () => {
    const { server, names } = stage();
    server.failing = true;
    await assert.rejects(names(), /Nobody answers/);
    server.failing = false;
    assert.deepEqual(await names(), ['Tutor']);
  });

  it('have no files where their server knows none, and are no part of other APIs', async () => {
    const { catalogue } = stage();
    await assert.rejects(catalogue.files('own', 'asst_1'), /no files/);
    await assert.rejects(catalogue.list('plain'), /keeps no assistants/);
  });
});
