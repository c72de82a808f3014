import * as v from 'valibot';
import type { UploadMemory } from './engine.ts';
import type { ServerRecord } from './serverRecord.ts';
import { readUploadState, type UploadState } from './uploadState.ts';

const upload = v.object({ hash: v.string(), name: v.string(), path: v.string(), purpose: v.string(), at: v.number(), bytes: v.exactOptional(v.number()), inThread: v.exactOptional(v.literal(true)) });

/** A file that was uploaded from this machine. */
export interface Upload extends Readonly<v.InferOutput<typeof upload>> {
  /** The server's id. */
  readonly fileId: string;
}

const kind = 'file';
const unfinished = 'upload';

/** The uploads of this machine, by connection: what need not be sent again, and what can be taken up again. */
export class Uploads {
  readonly #record: ServerRecord;

  constructor(record: ServerRecord) {
    this.#record = record;
  }

  /** Those that are known, in no order. `hash` is the SHA-256 of the bytes that went, `at` milliseconds since the epoch; `inThread`: it went with a prompt, and is deleted with the thread. */
  list(connectionId: string): readonly Upload[] {
    return this.#record.entries(connectionId, kind).flatMap(([fileId, value]) => {
      const parsed = v.safeParse(upload, value);
      return parsed.success ? [{ fileId, ...parsed.output }] : [];
    });
  }

  keep(connectionId: string, { fileId, ...about }: Upload): void {
    this.#record.put(connectionId, kind, fileId, about);
  }

  /** Forgets an upload that the server no longer has. */
  drop(connectionId: string, fileId: string): void {
    this.#record.remove(connectionId, kind, fileId);
  }

  /** What engines are told of the uploads at a connection. */
  memory(connectionId: string): UploadMemory {
    return {
      find: (hash) => {
        const found = this.list(connectionId).find((each) => each.hash === hash && each.purpose === 'assistants');
        return found === undefined ? undefined : { id: found.fileId, isOurs: found.inThread === true };
      },
      keep: ({ id, ...about }) => { this.keep(connectionId, { fileId: id, ...about, purpose: 'assistants', at: Date.now(), inThread: true }); },
      drop: (id) => { this.drop(connectionId, id); },
    };
  }

  /** Whether a file of this size may be there already, or on its way: else nobody needs to know its hash before it is sent. */
  mayKnow(connectionId: string, bytes: number): boolean {
    const states = this.#record.entries(connectionId, unfinished).map(([, value]) => readUploadState(value));
    return states.some((state) => state?.bytes === bytes) || this.list(connectionId).some((known) => known.bytes === undefined || known.bytes === bytes);
  }

  /** Where an earlier upload of these bytes has come to. */
  unfinished(connectionId: string, hash: string): UploadState | undefined {
    const value = this.#record.entries(connectionId, unfinished).find(([id]) => id === hash)?.[1];
    const state = readUploadState(value);
    return state !== undefined && state.expires > Date.now() ? state : undefined;
  }

  keepUnfinished(connectionId: string, hash: string, state: UploadState | undefined): void {
    if (state === undefined) this.#record.remove(connectionId, unfinished, hash);
    else this.#record.put(connectionId, unfinished, hash, state);
  }
}
