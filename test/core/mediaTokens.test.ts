import assert from 'node:assert/strict';
import { extentOf } from '../../src/core/mediaExtent.ts';
import { mediaTokens } from '../../src/core/mediaTokens.ts';
import type { Media, MediaType } from '../../src/shared/attachment.ts';
import { samplePdf, samplePng } from '../support/sampleImages.ts';

const bytes = (latin1: string): Uint8Array => new Uint8Array(Buffer.from(latin1, 'latin1'));
const tokens = (mediaType: MediaType, more: Partial<Media>): number => mediaTokens({ mediaType, bytes: 1000, ...more });

describe('The extent of an image', () => {
  const jpeg = '\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xFF\xC2\0\x0B\x08\x02\x80\x03\x20\x01\x01\x11\0';
  const files: readonly (readonly [name: string, type: MediaType, bytes: Uint8Array, size: readonly [number, number]])[] = [
    ['PNG', 'image/png', samplePng(40, 30), [40, 30]],
    ['JPEG', 'image/jpeg', bytes(jpeg), [800, 640]],
    ['GIF', 'image/gif', bytes('GIF89a\x40\x01\xF0\0\x80\0\0'), [320, 240]],
    ['WebP with losses', 'image/webp', bytes('RIFF\x1A\0\0\0WEBPVP8 \x0E\0\0\0\x30\x01\0\x9D\x01\x2A\x40\x01\xF0\0'), [320, 240]],
    ['WebP without losses', 'image/webp', bytes('RIFF\x1A\0\0\0WEBPVP8L\x0E\0\0\0\x2F\x3F\xC1\x3B\0'), [320, 240]],
    ['WebP with more in it', 'image/webp', bytes('RIFF\x1A\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0\x3F\x01\0\xEF\0\0'), [320, 240]],
  ];
  for (const [name, type, file, pixels] of files) {
    it(`is told by the first bytes of a ${name}`, () => { assert.deepEqual(extentOf(file, type), { pixels }); });
  }

  it('is not known of one that is cut off, or that says nothing sensible', () => {
    const odd = [extentOf(samplePng(40, 30).slice(0, 18), 'image/png'), extentOf(bytes(jpeg.slice(0, 24)), 'image/jpeg'), extentOf(samplePng(0, 30), 'image/png'), extentOf(bytes('RIFF\x1A\0\0\0WEBPVP9 '), 'image/webp'), extentOf(bytes('\xFF\xD8\xFF\xE0\0\0'), 'image/jpeg')];
    assert.deepEqual(odd, odd.map(() => ({})));
  });

  it('is told where the file lies in the midst of other bytes', () => {
    const file = Buffer.concat([Buffer.from('before'), samplePng(40, 30)]).subarray(6);
    assert.deepEqual(extentOf(file, 'image/png'), { pixels: [40, 30] });
  });
});

describe('The extent of a document', () => {
  it('is how many pages it says that it has, where it says so openly', () => {
    const two = bytes('%PDF-1.4\n1 0 obj\n<</Type /Pages /Kids [2 0 R 3 0 R] /Count 2>>\nendobj\n2 0 obj\n<< /Type/Page /Parent 1 0 R>>\nendobj\n3 0 obj\n<</Type\n/Page>>\nendobj\n');
    assert.deepEqual([extentOf(two, 'application/pdf'), extentOf(samplePdf, 'application/pdf')], [{ pages: 2 }, {}]);
  });
});

describe('The tokens of what is no text', () => {
  it('are 1.2 for each patch of 32 pixels of an image, which is cut into no more than 2,500 of them', () => {
    const sizes = [[1, 1], [640, 320], [1024, 1024], [1920, 1080], [8000, 6000], [100_000, 10]] as const;
    assert.deepEqual(sizes.map((pixels) => tokens('image/png', { pixels })), [2, 240, 1229, 2448, 3000, 77]);
  });

  it('are those of a usual size where that of an image is not known', () => {
    assert.equal(tokens('image/webp', { bytes: 20_000_000 }), 1229);
  });

  it('are 1,500 for each page of a document, whose pages are guessed by its weight where they cannot be counted', () => {
    assert.deepEqual([tokens('application/pdf', { pages: 12, bytes: 20_000_000 }), tokens('application/pdf', { bytes: 1000 }), tokens('application/pdf', { bytes: 20_000_000 })], [18_000, 1500, 300_000]);
  });
});
