import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readFields, type FieldHead, type FieldTaker } from './form.ts';

/** A file as it came with a form; the log shows all but what is in it. */
export class UploadedFile {
  readonly filename: string;
  readonly bytes: number;
  /** Of all of it, in hex. */
  readonly sha256: string;
  readonly #beginning: Uint8Array;

  constructor(filename: string, bytes: number, sha256: string, beginning: Uint8Array) {
    this.filename = filename;
    this.bytes = bytes;
    this.sha256 = sha256;
    this.#beginning = beginning;
  }

  /** What is in it, as far as it is kept. */
  content(): Uint8Array {
    return this.#beginning;
  }
}

/** Whether a request brings a form with files. */
export function isForm({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('multipart/form-data') === true;
}

/** The fields of a form by name, files as UploadedFile, of each of which so many bytes are kept; `a[b]` becomes an object. Rejects for what is no form. */
export async function readForm(incoming: IncomingMessage, kept: number): Promise<unknown> {
  const fields: Record<string, unknown> = {};
  const put = (name: string, value: unknown): void => {
    const { outer, inner } = /^(?<outer>[^[]+)\[(?<inner>[^\]]+)\]$/.exec(name)?.groups ?? {};
    if (outer === undefined || inner === undefined) fields[name] = value;
    else fields[outer] = { ...objectIn(fields[outer]), [inner]: value };
  };
  await readFields(incoming, incoming.headers['content-type'] ?? '', (head) => keeper(head, kept, put));
  return fields;
}

function keeper({ name, filename }: FieldHead, most: number, put: (name: string, value: unknown) => void): FieldTaker {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let bytes = 0;
  return {
    take: (piece) => {
      hash.update(piece);
      if (bytes < most) pieces.push(Buffer.from(piece.subarray(0, most - bytes)));
      bytes += piece.length;
    },
    end: () => {
      const beginning = Buffer.concat(pieces);
      put(name, filename === undefined ? beginning.toString() : new UploadedFile(filename, bytes, hash.digest('hex'), beginning));
    },
  };
}

function objectIn(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
