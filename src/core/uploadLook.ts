import { type SuspiciousPiece, suspiciousPiece } from './bytesLook.ts';
import { isPacked } from './packedFiles.ts';
import { suspiciousPacked } from './packedLook.ts';
import { secretName } from './secretNames.ts';
import { scanSecrets } from './secretScan.ts';
import { encodingOf } from './textSniff.ts';
import type { UploadSource } from './uploadSource.ts';

/** The largest text that is looked through in one piece, so that placeholders can take the place of its secrets, in bytes. */
const wholeLimit = 8_000_000;

/** How much of a larger text is looked at together, and how much of the piece before, in characters: a private key is shorter than that. Larger slices wait long for the garbage collector. */
const sliceLength = 100_000;
const overlap = 20_000;

/** The largest file that is no text and is looked through from end to end, in bytes. */
const bytesLimit = 32_000_000;

/** How much of each end of a larger one is looked through, in bytes: all of it would take several times as long as to send it. */
const endLimit = 8_000_000;

/** A file that may hold a secret, and the text that makes it look so. */
export interface SuspiciousFile {
  readonly path: string;
  /** The file that the path leads to over links, where its name says that it holds secrets. */
  readonly leadsTo?: string;
  readonly text: string;
  /** The line that the text begins in. */
  readonly startLine: number;
  /** Whether there is more of the file than this text. */
  readonly isCut: boolean;
  /** The path of the packed file that the text stands in, or whose name says that it holds secrets. */
  readonly inside?: string;
}

/** Turns the bytes of the file at a path into text, as the user reads it. */
export type Decode = (bytes: Uint8Array, path: string) => Promise<string>;

/** Looks through a file that is about to leave, by its name and by what stands in it; undefined where nothing looks like a secret. `progress` is told how many bytes of a large one are looked through. Throws FailureError. */
export async function suspicionOf(path: string, source: UploadSource, decode: Decode, signal: AbortSignal, progress?: (bytes: number) => void): Promise<SuspiciousFile | undefined> {
  const encoding = await encodingOf(source, signal);
  const named = secretlyNamed(path, source);
  const unread = named === undefined ? undefined : { ...named, text: '', startLine: 1, isCut: true };
  if (encoding === undefined) {
    const inBytes = await suspicionInBytes(path, source, signal, progress);
    return inBytes === undefined ? unread : { ...inBytes, ...named };
  }
  if (source.bytes > wholeLimit) {
    const slice = await suspiciousSlice(path, source, { encoding, look: suspiciousText }, signal, progress);
    return slice === undefined ? unread : { ...slice, ...named };
  }
  const text = await decode(await wholeOf(source, signal), path);
  return named !== undefined || scanSecrets(text).findings.length > 0 ? { path, ...named, text, startLine: 1, isCut: false } : undefined;
}

/** The names that say that a file holds secrets: its own, or that of the file that it leads to; undefined where neither does. */
function secretlyNamed(path: string, { realPath = path }: UploadSource): Pick<SuspiciousFile, 'leadsTo' | 'path'> | undefined {
  if (secretName(path) !== undefined) return { path };
  return secretName(realPath) === undefined ? undefined : { path, leadsTo: realPath };
}

/** Looks through a file that is no text, whatever its name says, or its two ends where it is large; undefined where nothing looks like a secret. Throws FailureError. */
export async function suspicionInBytes(path: string, source: UploadSource, signal: AbortSignal, progress?: (bytes: number) => void): Promise<SuspiciousFile | undefined> {
  const look = async (from: number, to: number): Promise<SuspiciousFile | undefined> => suspiciousSlice(path, source, { encoding: 'latin1', look: suspiciousPiece, from, to }, signal, progress);
  if (source.bytes <= bytesLimit) return (await look(0, source.bytes)) ?? suspicionInPacked(path, source, signal);
  return (await look(0, endLimit)) ?? (await look(source.bytes - endLimit, source.bytes));
}

async function suspicionInPacked(path: string, source: UploadSource, signal: AbortSignal): Promise<SuspiciousFile | undefined> {
  const piece = (await isPackedFile(source, signal)) ? await suspiciousPacked(await wholeOf(source, signal)) : undefined;
  return piece === undefined ? undefined : { path, text: piece.text, startLine: piece.line, isCut: true, ...(piece.inside === undefined ? {} : { inside: piece.inside }) };
}

async function isPackedFile(source: UploadSource, signal: AbortSignal): Promise<boolean> {
  const head = new Uint8Array(Math.min(512, source.bytes));
  let at = 0;
  for await (const piece of source.read(signal, { to: head.length })) {
    head.set(piece, at);
    at += piece.length;
  }
  return isPacked(head);
}

function suspiciousText(text: string): SuspiciousPiece | undefined {
  return scanSecrets(text, 1).findings.length > 0 ? { text, line: 1 } : undefined;
}

/** What is looked at, and how. */
interface Slices {
  readonly encoding: string;
  readonly look: (text: string) => SuspiciousPiece | undefined;
  /** The first byte, and the byte after the last one; all of it, unless told. */
  readonly from?: number;
  readonly to?: number;
}

async function suspiciousSlice(path: string, source: UploadSource, { encoding, look, ...range }: Slices, signal: AbortSignal, progress?: (bytes: number) => void): Promise<SuspiciousFile | undefined> {
  const decoder = new TextDecoder(encoding);
  // What lies in one byte each needs no memory of the piece before, and is several times faster without.
  const stream = encoding !== 'latin1';
  let [slice, startLine, read] = ['', 1, 0];
  const found = (): SuspiciousFile | undefined => {
    const piece = look(slice);
    return piece === undefined ? undefined : { path, text: piece.text, startLine: startLine + piece.line - 1, isCut: true };
  };
  for await (const piece of source.read(signal, range)) {
    slice += decoder.decode(piece, { stream });
    read += piece.length;
    if (slice.length < sliceLength) continue;
    const suspicious = found();
    if (suspicious !== undefined) return suspicious;
    progress?.(read);
    const gone = slice.length - overlap;
    for (let at = slice.indexOf('\n'); at !== -1 && at < gone; at = slice.indexOf('\n', at + 1)) startLine += 1;
    slice = slice.slice(gone);
  }
  return found();
}

/** All bytes of a file in one piece. Throws FailureError. */
export async function wholeOf(source: UploadSource, signal: AbortSignal): Promise<Uint8Array> {
  const whole = new Uint8Array(source.bytes);
  let at = 0;
  for await (const piece of source.read(signal)) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
