import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Connection } from '../../src/core/connections.ts';
import { FileBytes } from '../../src/node/fileBytes.ts';
import { clientFor } from '../../src/openai/client.ts';
import { FilesAtServer } from '../../src/openai/serverFiles.ts';
import { usualLimits, type UploadLimits } from '../../src/openai/uploadLimits.ts';
import { VectorStoresAtServer } from '../../src/openai/vectorStores.ts';
import { FailureError } from '../../src/shared/rpc.ts';

/** A folder for files to upload, and a server's files and vector stores; without waits, and with parts of 100,000 bytes. */
export class UploadStage {
  readonly files: FilesAtServer;
  readonly stores: VectorStoresAtServer;
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'uploads-'));
  readonly #opened: FileBytes[] = [];

  constructor(baseUrl: string, limits: Partial<UploadLimits> = {}) {
    const connection: Connection = { id: 'c', name: 'C', baseUrl, api: 'responses', auth: 'key', headers: {} };
    const client = clientFor(connection, async () => 'sk-secret');
    this.files = new FilesAtServer(client, connection, { ...usualLimits, partSize: 100_000, looks: [0], pauses: [1, 1], ...limits });
    this.stores = new VectorStoresAtServer(client, connection);
  }

  /** Writes a file and opens it. */
  async file(name: string, content: string | Uint8Array): Promise<FileBytes> {
    writeFileSync(path.join(this.folder, name), content);
    const opened = await FileBytes.open(path.join(this.folder, name));
    this.#opened.push(opened);
    return opened;
  }

  async close(): Promise<void> {
    for (const opened of this.#opened) await opened.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** So many bytes that differ from place to place. */
export function numbered(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256);
}

/** In hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Kind and words of the failure that this ends in. */
export async function failureOf(asked: Promise<unknown>): Promise<readonly [string, string]> {
  const error = await asked.then(() => new Error('It went well.'), (reason: unknown) => reason);
  return error instanceof FailureError ? [error.failure.kind, error.failure.message] : ['no failure', String(error)];
}
