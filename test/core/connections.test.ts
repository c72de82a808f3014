import assert from 'node:assert/strict';
import { activeConnection, originOf, readConnections } from '../../src/core/connections.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const openai = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', api: 'responses', auth: 'key' };
const withAddress = (baseUrl: unknown): unknown => ({ ...openai, baseUrl });
const problemsOf = (...connections: readonly unknown[]): readonly string[] => readConnections({ connections, active: '' }).problems;
const failureOf = (connections: unknown, active: unknown): unknown => {
  try {
    return activeConnection({ connections, active });
  } catch (error) {
    return error instanceof FailureError ? [error.failure.message, error.failure.action] : error;
  }
};

describe('the connections in the settings', () => {
  it('are taken in their normal form', () => {
    const local = { id: 'l', name: ' Local ', baseUrl: 'http://127.0.0.1:11434/v1//', api: 'chatCompletions', auth: 'none', model: 'llama', headers: { 'X-Team': 'blue' } };
    const { connections, problems } = readConnections({ connections: [openai, local], active: 'l' });
    assert.deepEqual(problems, []);
    assert.deepEqual(connections[0], { ...openai, headers: {} });
    assert.deepEqual(connections[1], { ...local, name: 'Local', baseUrl: 'http://127.0.0.1:11434/v1' });
  });

  it('bind a key to scheme, host and port (case 45)', () => {
    assert.equal(originOf({ baseUrl: 'https://Example.com:8443/a/b' }), 'https://example.com:8443');
  });

  it('may be http on this machine only (case 43)', () => {
    for (const address of ['http://localhost:1/v1', 'http://127.8.8.8/v1', 'http://[::1]:8080', 'http://0x7f.1/v1']) assert.deepEqual(problemsOf(withAddress(address)), [], address);
    assert.deepEqual(problemsOf(withAddress('http://example.com/v1')), [
      'Connection “openai” in your settings: “baseUrl” must begin with https:// (http is for this machine only), as in https://example.com/v1.',
    ]);
  });

  it('hold no address that could hide where bytes go (case 43)', () => {
    const wrong = ['', 'example.com', 'ftp://example.com', 'file:///etc', 'https://user:secret@example.com', 'https://example.com/?a=1', 'https://example.com/#x', 'https://example.com:0', 'http://127.0.0.1.example.com', 'http://2130706433.example', '//example.com', 'https://', 7, null];
    for (const address of wrong) assert.equal(problemsOf(withAddress(address)).length, 1, String(address));
  });

  it('are shown as what they are, whatever letters they were typed in (case 43)', () => {
    const { connections } = readConnections({ connections: [withAddress('https://аpi.openai.com/v1'), { ...openai, id: 'six', baseUrl: 'https://[2001:DB8::1]:443/v1' }, { ...openai, id: 'hex', baseUrl: 'http://0x7f.1:8080/v1/' }], active: '' });
    assert.deepEqual(connections.map(({ baseUrl }) => baseUrl), ['https://xn--pi-6kc.openai.com/v1', 'https://[2001:db8::1]/v1', 'http://127.0.0.1:8080/v1']);
  });

  it('may not smuggle a key or a body length in through headers', () => {
    for (const name of ['Authorization', 'api-key', 'Cookie', 'Host', 'Content-Length', 'bad name']) assert.equal(problemsOf({ ...openai, headers: { [name]: 'x' } }).length, 1, name);
    assert.equal(problemsOf({ ...openai, headers: { 'X-A': 'one\r\nX-B: two' } }).length, 1);
  });

  it('say in a sentence what is wrong with an entry, and the others stay usable (case 133)', () => {
    assert.deepEqual(problemsOf({ ...openai, api: 'soap' }, { ...openai, id: 'b', auth: undefined }, { id: 'c' }, 'text', { ...openai, id: 'd', apiKey: 'sk-x' }, openai, openai), [
      'Connection “openai” in your settings: “api” must be "responses", "chatCompletions", "assistants" or "agents".',
      'Connection “b” in your settings: “auth” is missing.',
      'Connection “c” in your settings: “name” is missing.',
      'Connection number 4 in your settings must be an object.',
      'Connection “d” in your settings: “apiKey” is not known.',
      'Two connections have the id “openai”; the first one counts.',
    ]);
  });

  it('lead to the settings when the chosen one cannot be used', () => {
    assert.deepEqual(failureOf('nonsense', 'openai'), ['The setting assistants.connections must be a list.', 'openSettings']);
    assert.deepEqual(failureOf([withAddress('nowhere')], 'openai'), ['Connection “openai” in your settings: “baseUrl” is not an http(s) address.', 'openSettings']);
    assert.deepEqual(failureOf([openai], 'azure'), ['There is no connection “azure” in your settings.', 'chooseConnection']);
    assert.deepEqual(failureOf([openai], { id: 'openai' }), ['No connection is chosen.', 'chooseConnection']);
  });
});
