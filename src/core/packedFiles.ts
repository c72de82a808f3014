import { latin1 } from './bytesLook.ts';

/** A file that is packed in another one. */
export interface PackedFile {
  /** Its path in there, in one line. */
  readonly name: string;
  /** What it holds, or its beginning where it is long; nothing where it cannot be unpacked. */
  readonly bytes: () => Promise<Uint8Array>;
}

/** The most files of an archive that are listed. */
const mostFiles = 5000;

/** The most bytes that are unpacked of one file, and of a whole that is packed at once. */
const mostUnpacked = 32_000_000;

/** Where the end of a ZIP archive begins at the earliest, in bytes from its end: its comment has 65,535 at most. */
const farthestEnd = 22 + 65_535;

/** Signatures of ZIP (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16) and gzip (RFC 1952, 2.3.1), as numbers with the low byte first. */
const signs = { local: 0x04_03_4b_50, central: 0x02_01_4b_50, end: 0x06_05_4b_50, gzip: 0x8b_1f } as const;

/** Whether these first bytes, 512 of them where there are so many, are of something that is packed: ZIP (Office files and packages, too), gzip or tar. */
export function isPacked(head: Uint8Array): boolean {
  const view = viewOf(head);
  return (head.length > 3 && view.getUint32(0, true) === signs.local) || (head.length > 1 && view.getUint16(0, true) === signs.gzip) || isTar(head);
}

/** What is packed in these bytes; nothing where they are damaged, encrypted or of another kind. */
export async function packedFiles(bytes: Uint8Array): Promise<readonly PackedFile[]> {
  const view = viewOf(bytes);
  if (isTar(bytes)) return filesOfTar(bytes);
  if (bytes.length > 1 && view.getUint16(0, true) === signs.gzip) {
    const whole = await inflated(bytes, 'gzip');
    return isTar(whole) ? filesOfTar(whole) : [{ name: '', bytes: async () => whole }];
  }
  return filesOfZip(bytes, view);
}

function filesOfZip(bytes: Uint8Array, view: DataView): readonly PackedFile[] {
  let end = bytes.length - 22;
  while (end >= Math.max(0, bytes.length - farthestEnd) && view.getUint32(end, true) !== signs.end) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== signs.end) return [];
  const files: PackedFile[] = [];
  let at = view.getUint32(end + 16, true);
  while (files.length < mostFiles && at + 46 <= bytes.length && view.getUint32(at, true) === signs.central) {
    const [flags, method, size] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true), view.getUint32(at + 20, true)];
    const [name, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const local = view.getUint32(at + 42, true);
    const isEncrypted = (flags & 1) !== 0;
    files.push({ name: inOneLine(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name))), bytes: async () => (isEncrypted ? new Uint8Array() : fromZip(bytes, view, { local, method, size })) });
    at += 46 + name + extra + comment;
  }
  return files;
}

async function fromZip(bytes: Uint8Array, view: DataView, { local, method, size }: { readonly local: number; readonly method: number; readonly size: number }): Promise<Uint8Array> {
  if (local + 30 > bytes.length || view.getUint32(local, true) !== signs.local) return new Uint8Array();
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = bytes.subarray(from, from + size);
  if (method === 0) return packed;
  return method === 8 ? inflated(packed, 'deflate-raw') : new Uint8Array();
}

/** POSIX.1-2017, pax, “ustar Interchange Format”: the word that every header has. */
function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= 512 && latin1(bytes.subarray(257, 262)) === 'ustar';
}

function filesOfTar(bytes: Uint8Array): readonly PackedFile[] {
  const files: PackedFile[] = [];
  for (let at = 0; files.length < mostFiles && isTar(bytes.subarray(at, at + 512));) {
    const [name, prefix] = [latin1(bytes.subarray(at, at + 100)), latin1(bytes.subarray(at + 345, at + 500))].map((field) => field.replace(/\0.*/s, ''));
    const size = Number.parseInt(latin1(bytes.subarray(at + 124, at + 136)), 8) || 0;
    const content = bytes.subarray(at + 512, at + 512 + size);
    files.push({ name: inOneLine(prefix === '' ? (name ?? '') : `${prefix ?? ''}/${name ?? ''}`), bytes: async () => content });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** What was packed, as far as it can be unpacked, and no more of it than the limit. */
async function inflated(packed: Uint8Array, format: 'deflate-raw' | 'gzip'): Promise<Uint8Array> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    const unpacking: ReadableStream<Uint8Array<ArrayBuffer>> = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream(format));
    for await (const piece of unpacking) {
      pieces.push(piece);
      length += piece.length;
      if (length >= mostUnpacked) break;
    }
  } catch {
    // What came before the damage is looked through.
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function inOneLine(name: string): string {
  return name.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 500);
}
