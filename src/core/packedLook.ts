import { latin1, type SuspiciousPiece, suspiciousPiece } from './bytesLook.ts';
import { isPacked, packedFiles } from './packedFiles.ts';
import { secretName } from './secretNames.ts';

/** The most bytes of an archive that are unpacked and looked through, all its files together. */
const mostLooked = 64_000_000;

/** What looks like a credential in bytes that are no text, and in what is packed in them, by its name there and by what stands in it; undefined where nothing does. An archive in an archive is not opened. */
export async function suspiciousBytes(bytes: Uint8Array): Promise<SuspiciousPiece | undefined> {
  return suspiciousPiece(latin1(bytes)) ?? suspiciousPacked(bytes);
}

/** What looks like a credential in what is packed in these bytes; undefined where nothing does, or nothing is packed. */
export async function suspiciousPacked(bytes: Uint8Array): Promise<SuspiciousPiece | undefined> {
  if (!isPacked(bytes.subarray(0, 512))) return undefined;
  const files = await packedFiles(bytes);
  const named = files.find(({ name }) => secretName(name) !== undefined);
  if (named !== undefined) return { text: '', line: 1, inside: named.name };
  let looked = 0;
  for (const { name, bytes: unpack } of files) {
    const content = await unpack();
    const piece = suspiciousPiece(latin1(content));
    if (piece !== undefined) return { ...piece, ...(name === '' ? {} : { inside: name }) };
    looked += content.length;
    if (looked > mostLooked) return undefined;
  }
  return undefined;
}
