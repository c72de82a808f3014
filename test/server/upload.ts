import type { IncomingMessage } from 'node:http';
import { arrayBuffer } from 'node:stream/consumers';

/** A file as it came with a form; the log shows all but what is in it. */
export class UploadedFile {
  readonly filename: string;
  readonly bytes: number;
  readonly #content: Uint8Array;

  constructor(filename: string, content: Uint8Array) {
    this.filename = filename;
    this.bytes = content.length;
    this.#content = content;
  }

  /** What is in it. */
  content(): Uint8Array {
    return this.#content;
  }
}

/** Whether a request brings a form with files. */
export function isForm({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('multipart/form-data') === true;
}

/** The fields of a form by name, files as UploadedFile; `a[b]` becomes an object. Rejects for what is no form. */
export async function readForm(incoming: IncomingMessage): Promise<unknown> {
  const sent = new Response(await arrayBuffer(incoming), { headers: { 'content-type': incoming.headers['content-type'] ?? '' } });
  const fields: Record<string, unknown> = {};
  for (const [name, value] of await sent.formData()) {
    const { outer, inner } = /^(?<outer>[^[]+)\[(?<inner>[^\]]+)\]$/.exec(name)?.groups ?? {};
    const kept = typeof value === 'string' ? value : new UploadedFile(value.name, new Uint8Array(await value.arrayBuffer()));
    if (outer === undefined || inner === undefined) fields[name] = kept;
    else fields[outer] = { ...objectIn(fields[outer]), [inner]: kept };
  }
  return fields;
}

function objectIn(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
