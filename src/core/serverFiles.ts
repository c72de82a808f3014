import { FailureError } from '../shared/rpc.ts';
import { isImage } from './fileTypes.ts';
import type { UploadSource } from './uploadSource.ts';
import type { UploadPurpose, UploadState } from './uploadState.ts';
import { t } from '../shared/words.ts';

/** A file that a server keeps. Times are milliseconds since the epoch. */
export interface ServerFile {
  readonly id: string;
  readonly name: string;
  /** Absent where the server does not say, as right after an upload. */
  readonly bytes?: number;
  /** Words of the server's own, such as `assistants_output`, among them. */
  readonly purpose: string;
  readonly created: number;
  readonly expires?: number;
  readonly status: 'uploaded' | 'processed' | 'error';
}

/** Some of the files, the newest first; `next` leads to those after them, if there are more. */
export interface FilesPage {
  readonly files: readonly ServerFile[];
  readonly next?: string;
}

/** How an upload is to go. */
export interface UploadOptions {
  readonly purpose: UploadPurpose;
  /** After how many seconds the server lets the file go: 3,600 to 2,592,000; never, unless told. */
  readonly expiresAfter?: number;
  /** Told how many bytes have gone out; never fewer than before, except when a part must be sent again. */
  readonly progress?: (sent: number) => void;
  /** Where an earlier try had come to. */
  readonly resume?: UploadState;
  /** Told, for uploads in parts, where this one has come to, and undefined once it is over for good. */
  readonly keep?: (state: UploadState | undefined) => void;
}

/** What was uploaded, and the SHA-256, in hex, of the bytes that were really sent. */
export interface Uploaded {
  readonly file: ServerFile;
  readonly sha256: string;
}

/** The files that a server keeps. Every method throws FailureError; `notFound` for a file that is not there, `notSupported` at a server without files. */
export interface ServerFiles {
  list(signal: AbortSignal, from?: { readonly after?: string; readonly purpose?: string }): Promise<FilesPage>;
  retrieve(id: string, signal: AbortSignal): Promise<ServerFile>;
  /** Sends a file once; it is for the caller to try again. One that is stopped when all of it was sent may be there all the same, and is then given back. */
  upload(source: UploadSource, options: UploadOptions, signal: AbortSignal): Promise<Uploaded>;
  remove(id: string, signal: AbortSignal): Promise<void>;
  /** What is in a file, as it arrives. */
  content(id: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

const megabyte = 1024 * 1024;

/** The largest file that goes in one request, in bytes. What is larger goes in parts. */
export const oneRequestLimit = 512 * megabyte;

/** The largest file of all, in bytes. */
export const uploadLimit = 8192 * megabyte;

/** What a file is uploaded for when it is used like this. */
export function purposeFor(use: 'prompt' | 'search' | 'code', name: string): UploadPurpose {
  if (use !== 'prompt') return 'assistants';
  return isImage(name) ? 'vision' : 'user_data';
}

/** Throws FailureError when no server takes a file of this size. */
export function checkUploadSize({ name, bytes }: Pick<UploadSource, 'name' | 'bytes'>): void {
  if (bytes === 0) throw new FailureError({ kind: 'notSupported', message: t('“{0}” is empty; there is nothing to upload.', name), action: 'openLog' });
  if (bytes <= uploadLimit) return;
  const size = (bytes / 1024 / megabyte).toLocaleString('en', { maximumFractionDigits: 1 });
  throw new FailureError({ kind: 'tooLarge', message: t('“{0}” has {1} GB; at most 8 GB can be uploaded.', name, size), action: 'openLog' });
}
