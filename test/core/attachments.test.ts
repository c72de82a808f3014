import assert from 'node:assert/strict';
import { attachmentLimit, Attachments, attachmentsLimit } from '../../src/core/attachments.ts';

const piece = (text: string): Parameters<Attachments['add']>[0] => ({ kind: 'selection', path: 'src/a.ts', lines: [1, 2], language: 'typescript', text });

describe('Attachments', () => {
  it('tell what is held whenever it changes', () => {
    const attachments = new Attachments(async () => 7);
    const heard: number[] = [];
    attachments.onChange((held) => heard.push(held.length));
    attachments.add(piece('one'));
    attachments.add(piece('two'));
    attachments.remove(attachments.held.slice(0, 1).map(({ id }) => id));
    assert.deepEqual([heard, attachments.held.map(({ text }) => text)], [[1, 2, 1], ['two']]);
  });

  it('take the same piece along once', () => {
    const attachments = new Attachments(async () => 7);
    attachments.add(piece('one'));
    attachments.add(piece('one'));
    assert.equal(attachments.held.length, 1);
  });

  it('are picked by the ids that were issued, and by no others', () => {
    const attachments = new Attachments(async () => 7);
    attachments.add(piece('one'));
    assert.deepEqual(attachments.pick(['made-up']), []);
    assert.deepEqual(attachments.pick(attachments.held.map(({ id }) => id)), attachments.held);
  });

  it('refuse what is too long, in a sentence', () => {
    const attachments = new Attachments(async () => 7);
    assert.throws(() => { attachments.add(piece('x'.repeat(attachmentLimit + 1))); }, /src\/a\.ts has 400,001 characters; at most 400,000 can be sent\. Select a part of it\./);
    assert.deepEqual(attachments.held, []);
  });

  it('have an estimate of their tokens from the beginning where they are no texts, kept or new', async () => {
    const attachments = new Attachments(async () => 7);
    const media = { mediaType: 'application/pdf', bytes: 20_000_000, hash: 'a'.repeat(64), pages: 3 } as const;
    attachments.add({ kind: 'file', path: 'plan.pdf', language: '', text: '', media });
    attachments.restore([{ attachment: { id: 'old', kind: 'file', path: 'shot.png', language: '', text: '', media: { ...media, mediaType: 'image/png' } } }]);
    assert.deepEqual(attachments.held.map(({ tokens }) => tokens), [4500, 1229]);
  });

  it('get the count of their tokens as soon as it is known', async () => {
    const attachments = new Attachments(async (text) => text.length);
    attachments.add(piece('four'));
    assert.equal(attachments.held[0]?.tokens, undefined);
    await new Promise(setImmediate);
    assert.equal(attachments.held[0]?.tokens, 4);
  });

  it('that come together are kept and told of at once, and once more with all their tokens', async () => {
    const written: number[] = [];
    const told: (number | undefined)[][] = [];
    const attachments = new Attachments(async (text) => text.length, { get: () => [], set: (held) => { written.push(held.length); } });
    attachments.onChange((held) => { told.push(held.map(({ tokens }) => tokens)); });
    assert.deepEqual(attachments.addAll(['a', 'bb', 'ccc'].map(piece)), []);
    await new Promise(setImmediate);
    assert.deepEqual([written, told], [[3, 3], [[undefined, undefined, undefined], [1, 2, 3]]]);
  });

  it('that come together are all there but those that cannot be, each with its reason', () => {
    const attachments = new Attachments(async () => 1);
    const problems = attachments.addAll([piece('one'), piece('x'.repeat(attachmentLimit + 1)), piece('one'), piece('two')]);
    assert.deepEqual([attachments.held.map(({ text }) => text), problems.map((words) => words.slice(0, 33))], [['one', 'two'], ['src/a.ts has 400,001 characters; ']]);
    assert.deepEqual(attachments.addAll([...Array(attachmentsLimit).keys()].map((count) => piece(String(count)))).length, 2);
  });

  it('are two hundred at most', () => {
    const attachments = new Attachments(async () => 1);
    for (let count = 0; count < attachmentsLimit; count += 1) attachments.add(piece(String(count)));
    assert.throws(() => { attachments.add(piece('one more')); }, /At most 200 attachments/);
  });
});
