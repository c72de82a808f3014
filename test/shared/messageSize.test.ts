import { deepEqual } from 'node:assert/strict';
import { isBearable } from '../../src/shared/messageSize.ts';

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
const endless: unknown[] = [];
endless.push(endless);
const hole: unknown[] = [];
hole.length = 1_000_000_000;

describe('A question of a page', () => {
  it('is looked at when it is plain data of a bearable size', () => {
    const questions = [undefined, null, 'x'.repeat(8_000_000), { threadId: 't', text: 'x', attachmentIds: Array.from({ length: 1000 }, () => 'a') }];
    deepEqual(questions.map(isBearable), questions.map(() => true));
  });

  for (const [what, question] of [
    ['50 MB in one text', { text: 'x'.repeat(50_000_000) }],
    ['50 MB in many texts', { attachmentIds: Array.from({ length: 500 }, () => 'x'.repeat(100_000)) }],
    ['a million values', { attachmentIds: Array.from({ length: 1_000_000 }, () => 'a') }],
    ['a hole of a billion values', { attachmentIds: hole }],
    ['thousands of keys', Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${String(index)}`, 1]))],
    ['levels without end', nested(1000)],
    ['itself', endless],
    ['the prototype of all objects', JSON.parse('{ "threadId": "t", "__proto__": { "polluted": true } }')],
    ['a constructor', { constructor: { prototype: { polluted: true } } }],
    ['bytes', { data: new Uint8Array(8) }],
    ['a map', new Map([['a', 1]])],
  ] as const) {
    it(`is not when it holds ${what} (case 103)`, () => {
      deepEqual(isBearable(question), false);
    });
  }
});
