import { deepEqual, equal } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { textBytes } from '../../src/node/textBytes.ts';

describe('A text that is uploaded in the place of a file', () => {
  it('is read as its bytes, in pieces, and named by their hash', async () => {
    const text = 'Tee für zwei. '.repeat(3000);
    const source = textBytes('tea.md', text);
    const pieces: Uint8Array[] = [];
    let told = '';
    for await (const piece of source.read(AbortSignal.timeout(1000), { ended: (hash) => { told = hash; } })) pieces.push(piece);
    equal(Buffer.concat(pieces).toString(), text);
    deepEqual([source.bytes, told], [Buffer.byteLength(text), (await source.digest(AbortSignal.timeout(1000))).sha256]);
    equal(told, createHash('sha256').update(text).digest('hex'));
  });
});
