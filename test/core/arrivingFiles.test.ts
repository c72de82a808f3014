import assert from 'node:assert/strict';
import { bytesAttachment } from '../../src/core/bytesAttachment.ts';
import { fileLimit } from '../../src/core/mediaAttachment.ts';
import { ArrivingFiles } from '../../src/core/arrivingFiles.ts';
import { fromBase64, toBase64 } from '../../src/shared/base64.ts';
import { pieceLetters, pieceLimit } from '../../src/shared/pieces.ts';
import { KeptBytes } from '../support/fakes.ts';
import { samplePng } from '../support/sampleImages.ts';

const named = (content: Uint8Array): Promise<unknown> => bytesAttachment('it', content, new KeptBytes());
const text = (words: string): unknown => ({ kind: 'dropped', path: 'it', language: '', text: words });
const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) % 256);

describe('What comes piece by piece', () => {
  it('is whole with its last piece', () => {
    const uploads = new ArrivingFiles();
    const id = uploads.begin('shot.png', bytes.length);
    assert.equal(uploads.add(id, toBase64(bytes.subarray(0, pieceLimit))), undefined);
    assert.deepEqual(uploads.add(id, toBase64(bytes.subarray(pieceLimit))), { name: 'shot.png', bytes });
  });

  it('has a name and no place: folders, breaks and control characters are left out (case 125)', () => {
    const uploads = new ArrivingFiles();
    const names = ['../../etc/passwd', 'C:\\Users\\me\\a.txt', 'a\n\u0000b.md', ' ', 'folder/'].map((name) => uploads.add(uploads.begin(name, 1), toBase64(bytes.subarray(0, 1)))?.name);
    assert.deepEqual(names, ['passwd', 'a.txt', 'a b.md', 'Unnamed file', 'Unnamed file']);
  });

  it('is refused before its first piece when it is empty or too large (case 122)', () => {
    const uploads = new ArrivingFiles();
    assert.throws(() => uploads.begin('a.png', 0), /a\.png is empty\./);
    assert.throws(() => uploads.begin('a.png', fileLimit + 1), /a\.png has 20\.0 MB; at most 20 MB can be attached\./);
  });

  it('is given up when a piece is too long, empty, no base64, or for nothing that was begun', () => {
    const uploads = new ArrivingFiles();
    for (const data of [toBase64(bytes.subarray(0, 11)), '', '%%%']) {
      const id = uploads.begin('a.png', 10);
      assert.throws(() => uploads.add(id, data), /a\.png did not arrive whole; attach it again\./);
      assert.throws(() => uploads.add(id, toBase64(bytes.subarray(0, 10))), /The file did not arrive whole/);
    }
  });

  it('makes room for the newest when too many are on their way', () => {
    const uploads = new ArrivingFiles();
    const ids = Array.from({ length: 9 }, () => uploads.begin('a.png', 1));
    assert.throws(() => uploads.add(ids[0] ?? '', 'AA=='), /did not arrive whole/);
    assert.deepEqual(uploads.add(ids[8] ?? '', 'AA=='), { name: 'a.png', bytes: new Uint8Array(1) });
  });

  it('survives base64 there and back, at every length', () => {
    for (const length of [0, 1, 2, 3, 8191, 8192, 8193, pieceLimit]) {
      const piece = bytes.subarray(0, length);
      assert.deepEqual(fromBase64(toBase64(piece)), piece.slice());
      assert.ok(toBase64(piece).length <= pieceLetters);
    }
  });
});

describe('Bytes without a file', () => {
  it('are an image where they begin like one', async () => {
    const attachment = await bytesAttachment('notes.txt', samplePng(), new KeptBytes());
    assert.deepEqual([attachment.kind, attachment.path, attachment.text, attachment.media?.mediaType], ['dropped', 'notes.txt', '', 'image/png']);
  });

  it('are text in UTF-8, or in UTF-16 with its mark (case 124)', async () => {
    const swapped = Buffer.from('\uFEFFGrüße', 'utf16le').swap16();
    assert.deepEqual(await Promise.all([named(Buffer.from('Grüße')), named(Buffer.from('\uFEFFGrüße')), named(Buffer.from('\uFEFFGrüße', 'utf16le')), named(swapped)]), [text('Grüße'), text('Grüße'), text('Grüße'), text('Grüße')]);
  });

  it('are nothing else, and a sentence says why', async () => {
    await assert.rejects(named(Buffer.from([0, 1, 2])), /^FailureError: it is not a text file\.$/);
    await assert.rejects(named(Buffer.from([0x93, 0xfa])), /it cannot be read as UTF-8/);
    await assert.rejects(named(Buffer.alloc(0)), /it is empty\./);
  });
});
