import assert from 'node:assert/strict';
import { attachmentLimit, Attachments } from '../../src/core/attachments.ts';

const piece = (text: string): Parameters<Attachments['add']>[0] => ({ kind: 'selection', path: 'src/a.ts', startLine: 1, endLine: 2, language: 'typescript', text });

describe('Attachments', () => {
  it('tell what is held whenever it changes', () => {
    const attachments = new Attachments();
    const heard: number[] = [];
    attachments.onChange((held) => heard.push(held.length));
    attachments.add(piece('one'));
    attachments.add(piece('two'));
    attachments.remove(attachments.held.slice(0, 1).map(({ id }) => id));
    assert.deepEqual([heard, attachments.held.map(({ text }) => text)], [[1, 2, 1], ['two']]);
  });

  it('take the same piece along once', () => {
    const attachments = new Attachments();
    attachments.add(piece('one'));
    attachments.add(piece('one'));
    assert.equal(attachments.held.length, 1);
  });

  it('are picked by the ids that were issued, and by no others', () => {
    const attachments = new Attachments();
    attachments.add(piece('one'));
    assert.deepEqual(attachments.pick(['made-up']), []);
    assert.deepEqual(attachments.pick(attachments.held.map(({ id }) => id)), attachments.held);
  });

  it('refuse what is too long, in a sentence', () => {
    const attachments = new Attachments();
    assert.throws(() => { attachments.add(piece('x'.repeat(attachmentLimit + 1))); }, /has 400,001 characters; at most 400,000 can be sent\. Select less of src\/a\.ts\./);
    assert.deepEqual(attachments.held, []);
  });
});
