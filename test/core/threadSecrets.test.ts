import assert from 'node:assert/strict';
import { secretTexts, withoutSecrets } from '../../src/core/threadSecrets.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { emptyThread } from '../../src/shared/threadEvents.ts';
import { plantedSecrets } from './plantedSecrets.ts';

const [key = '', other = ''] = [plantedSecrets[0], plantedSecrets[4]].map((planted) => planted?.[1]);

const thread: Thread = {
  ...emptyThread, id: 't', title: `Use ${key}`, instructions: `Say ${key}`,
  messages: [
    { role: 'user', id: 'p', at: 1, text: `My key is ${key}`, attachments: [{ id: 'a', kind: 'file', path: '.env', language: '', text: `KEY=${other}` }] },
    {
      role: 'assistant', id: 'x', parentId: 'p', at: 2, assistantId: 'a', assistantName: 'A', connectionName: 'C', model: 'm', text: 'So.', state: 'failed', failure: { kind: 'requestRefused', message: `No: ${key}`, action: 'retry' },
      steps: [{ id: 's', kind: 'function', title: 'f', state: 'complete', input: `{"key":"${key}"}`, output: other }], citations: [{ name: 'a', quote: `quoted ${other}` }],
    },
  ],
};

describe('What is exported', () => {
  it('has a placeholder in the place of each secret, in whichever text it stands, the same for the same one', () => {
    const [clean, second] = withoutSecrets([thread, { ...emptyThread, title: key }]);
    const text = JSON.stringify(clean);
    assert.deepEqual([secretTexts([thread]), text.includes(key), text.includes(other), secretTexts(clean === undefined ? [] : [clean])], [8, false, false, 0]);
    const [placeholder = ''] = /‹secret \d+: [^›]*›/.exec(clean?.title ?? '') ?? [];
    assert.deepEqual([clean?.instructions, clean?.messages[0]?.text, second?.title], [`Say ${placeholder}`, `My key is ${placeholder}`, placeholder]);
  });

  it('is the same where there are none', () => {
    const plain: Thread = { ...emptyThread, id: 't', title: 'Tea', messages: [{ role: 'user', id: 'p', at: 1, text: 'How long?', attachments: [] }] };
    assert.deepEqual([secretTexts([plain]), withoutSecrets([plain])], [0, [plain]]);
  });
});
