import { crc32, deflateSync } from 'node:zlib';

const [barWidth, gap, height] = [24, 8, 96];
const [paper, ink] = [255, 90];

/** A chart of these values as a PNG: grey bars on white, the longest as high as the picture. */
export function barChart(values: readonly number[]): Uint8Array {
  const most = Math.max(1, ...values);
  const width = Math.max(1, values.length * (barWidth + gap) + gap);
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(width + 1, paper);
    // Each row begins with the number of its filter: none.
    row[0] = 0;
    for (const [index, value] of values.entries()) {
      if (height - y <= (value / most) * height) row.fill(ink, 1 + gap + index * (barWidth + gap), 1 + (index + 1) * (barWidth + gap));
    }
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of grey for each point; the usual compression and filters, not interlaced.
  header[8] = 8;
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
