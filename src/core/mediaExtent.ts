import type { Media } from '../shared/attachment.ts';

/** How far an image or a document extends, as far as its bytes tell without being drawn: nothing where they do not. */
export function extentOf(bytes: Uint8Array, mediaType: Media['mediaType']): Pick<Media, 'pages' | 'pixels'> {
  if (mediaType === 'application/pdf') return pagesOf(bytes);
  const [width = 0, height = 0] = sizeOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), mediaType) ?? [];
  return width > 0 && height > 0 ? { pixels: [width, height] } : {};
}

/** ISO 32000-2, 7.7.3.3: each page is an object of this type. Many files keep them compressed, where they cannot be counted like this. */
function pagesOf(bytes: Uint8Array): Pick<Media, 'pages'> {
  const pages = [...new TextDecoder('latin1').decode(bytes).matchAll(/\/Type\s*\/Page(?![A-Za-z])/g)].length;
  return pages === 0 ? {} : { pages };
}

function sizeOf(view: DataView, mediaType: Media['mediaType']): readonly [width: number, height: number] | undefined {
  try {
    // PNG 3rd edition, 11.2.1.
    if (mediaType === 'image/png') return [view.getUint32(16), view.getUint32(20)];
    // GIF89a, 18.
    if (mediaType === 'image/gif') return [view.getUint16(6, true), view.getUint16(8, true)];
    return mediaType === 'image/webp' ? webpSize(view) : jpegSize(view);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** RFC 9649, 2.5 to 2.7, and RFC 6386, 9.1: each of the three kinds has a place of its own for it. */
function webpSize(view: DataView): readonly [width: number, height: number] | undefined {
  const kind = String.fromCharCode(view.getUint8(12), view.getUint8(13), view.getUint8(14), view.getUint8(15));
  if (kind === 'VP8X') return [(view.getUint32(23, true) >>> 8) + 1, (view.getUint32(26, true) >>> 8) + 1];
  if (kind === 'VP8 ') return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (kind !== 'VP8L') return undefined;
  const bits = view.getUint32(21, true);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}

/** ITU T.81, B.2.2: from segment to segment to the head of the frame. */
function jpegSize(view: DataView): readonly [width: number, height: number] | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
