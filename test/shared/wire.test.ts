import assert from 'node:assert/strict';
import * as v from 'valibot';
import { hostWire, viewEvent } from '../../src/shared/wire.ts';

describe('the shapes on the wire', () => {
  it('take what the contract allows', () => {
    assert.ok(v.is(hostWire.send.ask, { text: 'Hello', attachmentIds: [] }));
    assert.ok(v.is(hostWire.send.ask, { threadId: 't', text: '', attachmentIds: ['a'] }));
    assert.ok(v.is(viewEvent, { type: 'opened' }));
    assert.ok(v.is(viewEvent, { type: 'thread', threadId: 't', event: { type: 'text', messageId: 'm', text: 'x' } }));
    assert.ok(v.is(viewEvent, { type: 'thread', threadId: 't', event: { type: 'produced', messageId: 'm', output: { id: 'f', name: 'a.png', mediaType: 'image/png', state: 'kept', bytes: 1, hash: 'ab'.repeat(32) } } }));
  });

  it('refuse everything else', () => {
    const asks: readonly unknown[] = [
      null, {}, { text: 'x' }, { text: 1, attachmentIds: [] }, { text: 'x', attachmentIds: [], path: '/etc/passwd' }, { text: 'x', attachmentIds: [''] },
      { text: 'x'.repeat(8_000_001), attachmentIds: [] }, { threadId: 'x'.repeat(200), text: 'x', attachmentIds: [] }, { text: 'x', attachmentIds: Array.from({ length: 1001 }, () => 'a') },
    ];
    assert.deepEqual(asks.filter((ask) => v.is(hostWire.send.ask, ask)), []);
    assert.ok(!v.is(hostWire.act.ask, { action: 'retry' }));
    assert.ok(!v.is(hostWire.saveOutput.ask, { threadId: 't', messageId: 'm', outputId: 'o', path: '/etc/passwd' }));
    const block = { threadId: 't', messageId: 'm', index: 0, fingerprint: '0123abcd', use: 'apply' };
    assert.ok(v.is(hostWire.useCode.ask, block));
    for (const other of [{ text: 'rm -rf /' }, { path: '/etc/passwd' }, { use: 'execute' }, { index: -1 }, { fingerprint: 'x' }]) assert.ok(!v.is(hostWire.useCode.ask, { ...block, ...other }));
    assert.ok(!v.is(hostWire.findPlaces.ask, { names: Array.from({ length: 201 }, () => 'a') }));
    assert.ok(!v.is(viewEvent, { type: 'codeColors', codeColors: { keyword: 'url(https://evil.example)' } }));
    assert.ok(!v.is(hostWire.readImage.reply, { data: 'A'.repeat(7_000_000) }));
    assert.ok(!v.is(hostWire.act.ask, { action: 'workbench.action.quit' }));
    assert.ok(!v.is(viewEvent, { type: 'thread', threadId: 't', event: { type: 'html', text: '<b>' } }));
    assert.ok(!v.is(viewEvent, { type: 'thread', threadId: 't', event: { type: 'produced', messageId: 'm', output: { id: 'f', name: 'a.png', mediaType: 'image/png', state: 'kept', hash: '../../x' } } }));
  });
});
