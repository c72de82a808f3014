import type { MediaType } from '../shared/attachment.ts';

const letters = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

/** What files begin with, byte by byte; `undefined` stands for any. */
const beginnings: readonly (readonly [MediaType, readonly (number | undefined)[]])[] = [
  // PNG 3rd edition, 5.2.
  ['image/png', [0x89, ...letters('PNG'), 0x0d, 0x0a, 0x1a, 0x0a]],
  // ITU T.81, B.1.1.3, and the first byte of the marker that follows.
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', letters('GIF87a')],
  ['image/gif', letters('GIF89a')],
  // RFC 9649, 2.4.
  ['image/webp', [...letters('RIFF'), undefined, undefined, undefined, undefined, ...letters('WEBP')]],
  // ISO 32000-2, 7.5.2.
  ['application/pdf', letters('%PDF-')],
];

/** What a file is by its first bytes, whatever its name says; undefined for all that is not sent as it is. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  return beginnings.find(([, beginning]) => beginning.every((byte, at) => byte === undefined || bytes[at] === byte))?.[0];
}
