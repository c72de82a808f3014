/** What identifies the bytes of a file, in hex. */
export interface Digest {
  readonly sha256: string;
}

/** Which bytes are read, and who is told of them. */
export interface Reading {
  /** The first byte; 0 unless told. */
  readonly from?: number;
  /** The byte after the last one; the end of the file unless told. */
  readonly to?: number;
  /** Told the SHA-256, in hex, of exactly the bytes that were given out, once all of them were. */
  readonly ended?: (sha256: string) => void;
}

/** A file on this machine, open to be sent. Its methods throw FailureError `fileChanged` when it is not any more what it was when it was opened. */
export interface UploadSource {
  /** The last part of its path, fit for a header. */
  readonly name: string;
  readonly bytes: number;
  /** The file itself, where a path led to it; absent for what is none. */
  readonly realPath?: string;
  /** Reads it all, unless all of it has been read before: then it only makes sure that nothing has changed. Ends with the signal's reason when that aborts. */
  digest(signal: AbortSignal): Promise<Digest>;
  /** In hex; reads it all. MD5 costs several times what SHA-256 does: only for servers that ask for it. Ends with the signal's reason when that aborts. */
  md5(signal: AbortSignal): Promise<string>;
  /** The bytes in order, in pieces of their own; may be called again, and side by side. The last piece comes when it is certain that nothing has changed. */
  read(signal: AbortSignal, reading?: Reading): AsyncIterable<Uint8Array>;
  /** Lets go of the file. */
  close(): Promise<void>;
}

/** A file's name as it is sent: without folders, and without characters that are control marks. */
export function uploadName(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return name.replaceAll(/[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '_');
}
