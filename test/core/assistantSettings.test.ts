import assert from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { settingsPart } from '../../src/core/assistantSettings.ts';
import { Guard } from '../../src/core/guard.ts';
import type { Obstacle } from '../../src/core/obstacles.ts';
import { partsOf } from '../../src/core/turnParts.ts';
import { letters } from './plantedSecrets.ts';

const here = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const key = ['gh', 'p_', letters(36)].join('');
const tutor: Assistant = { ...emptyDefinition, id: 'personal/tutor', name: 'Tutor' };

const asked = async (assistant: Assistant, guard = new Guard(), text = 'Hi'): Promise<readonly Obstacle[]> => (await guard.pass(partsOf({ assistant, history: [], prompt: { text, attachments: [] } }, true), here)).obstacles;

describe('What a server is told of an assistant besides its instructions', () => {
  const holders: Readonly<Record<string, Partial<Assistant>>> = {
    'its name': { name: `Tutor ${key}` },
    'its description': { description: `Uses ${key}.` },
    'its metadata': { metadata: { team: key } },
    'the description of a tool': { tools: [{ type: 'function', name: 'find', description: `Call it with ${key}.` }] },
    'the default of a parameter of a tool': { tools: [{ type: 'function', name: 'find', parameters: { type: 'object', properties: { token: { type: 'string', default: key } } } }] },
    'the form of the answer': { parameters: { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { const: key } } } } },
    'the address of a tool server': { tools: [{ type: 'mcp', server_label: 'own', server_url: `https://me:${letters(12)}@own.test/mcp` }] },
  };
  for (const [holder, more] of Object.entries(holders)) {
    it(`is asked about where ${holder} holds a secret, and goes as it is or not at all`, async () => {
      const obstacles = await asked({ ...tutor, ...more });
      assert.deepEqual(obstacles.map(({ name, choices }) => [name, choices]), [[`The settings of ${more.name ?? 'Tutor'}`, ['send']]]);
    });
  }

  it('is not asked about for what the user entrusts to a tool server', async () => {
    const entrusted = { type: 'mcp', server_label: 'own', server_url: 'https://own.test/mcp', authorization: key, headers: { 'X-Key': key } };
    assert.deepEqual([await asked({ ...tutor, tools: [entrusted] }), settingsPart({ ...tutor, tools: [entrusted] }).text.includes(key)], [[], false]);
  });

  it('is not asked about where there is no secret', async () => {
    const tools = [{ type: 'function', name: 'signIn', description: 'Signs in.', parameters: { type: 'object', properties: { password: { type: 'string', description: 'The password of the user' }, apiKey: { type: 'string' } }, required: ['password'] } }];
    assert.deepEqual(await asked({ ...tutor, description: 'Teaches.', metadata: { team: 'school' }, tools, parameters: { temperature: 1 } }), []);
  });

  it('is asked about once in a thread, unless it changes', async () => {
    const guard = new Guard();
    const secret = { ...tutor, metadata: { team: key } };
    const parts = partsOf({ assistant: secret, history: [], prompt: { text: 'Hi', attachments: [] } }, true);
    const { obstacles } = await guard.pass(parts, here);
    await guard.pass(parts, here, obstacles.map(({ hash }) => ({ hash, choice: 'send' })));
    assert.deepEqual([(await asked(secret, guard)).length, (await asked({ ...secret, metadata: { team: key, more: 'x' } }, guard)).length], [0, 1]);
  });

  it('is asked about even where the same secret has a placeholder elsewhere, for there it can have none', async () => {
    const guard = new Guard();
    const file = { id: 'f', name: 'a.ts', path: 'a.ts', origin: 'attachment', text: `const one = '${key}';` } as const;
    const { obstacles } = await guard.pass([file], here);
    await guard.pass([file], here, obstacles.map(({ hash }) => ({ hash, choice: 'replace' })));
    assert.equal((await asked({ ...tutor, metadata: { team: key } }, guard)).length, 1);
  });

  it('is asked about where a secret of the thread stands in it that nothing else would tell', async () => {
    const guard = new Guard();
    const file = { id: 'f', name: 'a.ts', path: 'a.ts', origin: 'attachment', text: 'password = "s0mmer&sonne"' } as const;
    const { obstacles } = await guard.pass([file], here);
    await guard.pass([file], here, obstacles.map(({ hash }) => ({ hash, choice: 'replace' })));
    assert.equal((await asked({ ...tutor, metadata: { season: 's0mmer&sonne' } }, guard)).length, 1);
  });
});
