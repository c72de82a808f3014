import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { SentRequest } from '../../src/core/sentRequest.ts';
import { SqliteSentStore } from '../../src/node/sentStore.ts';
import { difference, merged } from '../../src/node/textDifference.ts';

const request = (body: string, address = 'http://127.0.0.1/v1/chat/completions'): SentRequest => ({ method: 'POST', address, headers: ['accept', 'content-type'], body });

describe('SqliteSentStore', () => {
  let folder = '';
  let store: SqliteSentStore;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'sent-'));
    store = new SqliteSentStore(folder);
  });

  afterEach(() => {
    store.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives back each request of an answer as it was, in order, after it was closed', () => {
    const requests = [request('{"a":"\u{1F600}1"}'), request('', 'http://127.0.0.1/v1/conversations'), request('{"a":"\u{1F601}12"}'), request('{"a":"\u{1F600}"}')];
    for (const one of requests) store.keep('t', 'a', one);
    store.keep('t', 'b', request('{"b":1}'));
    store.dispose();
    assert.deepEqual([store.sentFor('a'), store.sentFor('b'), store.sentFor('c')], [requests, [request('{"b":1}')], []]);
  });

  it('says how long a body was that is too long to keep', () => {
    store.keep('t', 'a', request('x'.repeat(16_000_001)));
    assert.deepEqual(store.sentFor('a'), [{ ...request(''), dropped: 16_000_001 }]);
  });

  it('forgets a thread', () => {
    store.keep('t', 'a', request('{}'));
    store.keep('u', 'b', request('{}'));
    store.purgeSent('t');
    assert.deepEqual([store.sentFor('a'), store.sentFor('b')], [[], [request('{}')]]);
  });

  it('holds a thread in which each request repeats all that was said in little more than what was said', () => {
    const messages: string[] = [];
    let sent = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      messages.push(`Question ${String(turn)} ${'why '.repeat(100)}`, `Answer ${String(turn)} ${'because '.repeat(100)}`);
      const body = JSON.stringify({ model: 'm', messages, stream: true });
      sent += body.length;
      store.keep('t', String(turn), request(body));
    }
    store.dispose();
    const said = messages.join('').length;
    assert.ok(sent > 100 * said && statSync(path.join(folder, 'sent.db')).size < 8 * said);
    assert.equal(store.sentFor('299')[0]?.body, JSON.stringify({ model: 'm', messages, stream: true }));
  });
});

describe('What differs between two texts', () => {
  for (const [before, after] of [['', 'abc'], ['abc', ''], ['abcabc', 'abc'], ['abc', 'abcabc'], ['a\u{1F600}b', 'a\u{1F601}b'], ['a\u{1F600}', 'a\u{1FA00}'], ['same', 'same']] as const) {
    it(`makes “${after}” of “${before}”, in whole characters`, () => {
      const piece = difference(before, after);
      assert.deepEqual([merged(before, piece), piece.middle.isWellFormed()], [after, true]);
    });
  }
});
