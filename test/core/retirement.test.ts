import assert from 'node:assert/strict';
import type { Model } from '../../src/core/engine.ts';
import { retirementOf } from '../../src/core/retirement.ts';

const openAi = { baseUrl: 'https://api.openai.com/v1' };
const local = { baseUrl: 'http://127.0.0.1:11434/v1' };
const ids = (...all: readonly string[]): readonly Model[] => all.map((id) => ({ id }));
const today = '2026-11-21';

describe('the retirement of a model', () => {
  it('is told ninety days ahead, with what to use instead', () => {
    const listed = [{ id: 'gpt-4o', shutdownDate: '2027-01-14' }, ...ids('gpt-6', 'gpt-6-luna')];
    assert.deepEqual(retirementOf('gpt-4o', listed, openAi, today), { kind: 'retires', date: '2027-01-14', days: 54, replacement: 'gpt-6-luna' });
  });

  it('is no matter before', () => {
    const listed = [{ id: 'a-1', shutdownDate: '2027-02-20' }, { id: 'b-1' }];
    assert.equal(retirementOf('a-1', listed, local, today), undefined);
    assert.equal(retirementOf('b-1', listed, local, today), undefined);
    assert.equal(retirementOf('a-1', listed, local, '2026-11-22')?.kind, 'retires');
  });

  it('is told as OpenAI has published it, where the list is silent', () => {
    const listed = ids('gpt-5-mini-2025-08-07', 'gpt-4o-mini', 'gpt-6-luna');
    assert.deepEqual(retirementOf('gpt-5-mini-2025-08-07', listed, openAi, today), { kind: 'retires', date: '2026-12-11', days: 20, replacement: 'gpt-4o-mini' });
    assert.deepEqual(retirementOf('gpt-4o-mini', listed, openAi, today), { kind: 'retires', date: '2027-01-14', days: 54, replacement: 'gpt-6-luna' });
    assert.equal(retirementOf('gpt-4o-mini', listed, local, today), undefined);
  });

  it('is over when the server lists its models and this is not among them', () => {
    assert.deepEqual(retirementOf('gpt-4', ids('gpt-6-luna', 'gpt-6'), openAi, today), { kind: 'gone', date: '2026-10-23', days: -29, replacement: 'gpt-6' });
    assert.deepEqual(retirementOf('mistral', ids('llama3.1:8b', 'nomic-embed-text'), local, today), { kind: 'gone', replacement: 'llama3.1:8b' });
  });

  it('is over when its day has passed, listed or not', () => {
    assert.deepEqual(retirementOf('x-1', [{ id: 'x-1', shutdownDate: '2026-11-20' }, { id: 'x-2' }], local, today), { kind: 'gone', date: '2026-11-20', days: -1, replacement: 'x-2' });
  });

  it('cannot be known where the list does not say all', () => {
    assert.equal(retirementOf('my-deployment', ids('gpt-6', 'gpt-6-luna'), { baseUrl: 'https://mine.openai.azure.com/openai/v1' }, today), undefined);
    assert.equal(retirementOf('my-deployment', ids('gpt-6', 'gpt-6-luna'), { baseUrl: 'https://gateway.example', azure: { apiVersion: 'x' } }, today), undefined);
    assert.equal(retirementOf('any-name', ids('model.gguf'), local, today), undefined);
    assert.equal(retirementOf('openai/gpt-6', ids('openai/*', 'local'), local, today), undefined);
    assert.equal(retirementOf('any-name', [], local, today), undefined);
  });

  it('is none of a name that stands for a listed one', () => {
    assert.equal(retirementOf('llama3.1', ids('llama3.1:latest', 'qwen3:8b'), local, today), undefined);
    assert.equal(retirementOf('meta/llama:free', ids('meta/llama', 'qwen/qwen'), local, today), undefined);
  });

  it('leads to the newest of the same family that will last, rather than to any other', () => {
    const listed = [...ids('gpt-5-mini', 'gpt-6-mini', 'gpt-7'), { id: 'gpt-8-mini', shutdownDate: '2027-05-01' }];
    assert.equal(retirementOf('gpt-4-mini', listed, local, today)?.replacement, 'gpt-6-mini');
  });

  it('leads to the general model, then to the newest that can chat', () => {
    assert.equal(retirementOf('o3', ids('gpt-6-luna', 'gpt-9'), openAi, today)?.replacement, 'gpt-6-luna');
    assert.equal(retirementOf('mistral-7b', ids('qwen2.5:72b', 'llama4', 'whisper-9'), local, today)?.replacement, 'llama4');
  });
});
