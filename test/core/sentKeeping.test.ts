import assert from 'node:assert/strict';
import { SentKeeping } from '../../src/core/sentKeeping.ts';
import type { SentRequest } from '../../src/core/sentRequest.ts';
import { MemorySentStore } from '../support/fakes.ts';

const request = (body: string): SentRequest => ({ method: 'POST', address: 'http://127.0.0.1/v1/responses', headers: [], body });

const bodies = (from: Pick<SentKeeping, 'sentFor'>): readonly string[] => ['x', 'y'].flatMap((id) => from.sentFor(id)).map(({ body }) => body);

describe('SentKeeping', () => {
  it('keeps what temporary threads sent out of the store, for as long as they are there', () => {
    const store = new MemorySentStore();
    const sent = new SentKeeping(store, (threadId) => threadId === 'temporary');
    sent.keep('temporary', 'x', request('one'));
    sent.keep('temporary', 'x', request('two'));
    sent.keep('stored', 'y', request('three'));
    const before = [bodies(sent), bodies(store)];
    sent.purgeSent('temporary');
    assert.deepEqual([before, sent.sentFor('x')], [[['one', 'two', 'three'], ['three']], []]);
  });
});
