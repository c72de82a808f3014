import * as v from 'valibot';
import { ownerMark, type KnowledgeOwner } from './knowledge.ts';
import type { ServerRecord } from './serverRecord.ts';

const outcome = v.variant('state', [
  v.object({ state: v.picklist(['missing', 'inProgress', 'ready']) }),
  v.object({ state: v.picklist(['failed', 'heldBack']), reason: v.string() }),
  v.object({ state: v.literal('unsupported'), asText: v.exactOptional(v.string()) }),
]);
const entry = v.object({
  /** SHA-256 of the file on this machine when it was last dealt with, in hex. */
  hash: v.string(),
  outcome,
  /** The server's id of what went of it. */
  fileId: v.exactOptional(v.string()),
  /** Whether it went with placeholders in the place of secrets. */
  replaced: v.exactOptional(v.boolean()),
});

/** What became of a file when knowledge was synced. */
export interface ManifestEntry extends Readonly<v.InferOutput<typeof entry>> {
  readonly path: string;
}

/** What became of each file of an assistant's knowledge at a connection, as it was last heard. */
export class KnowledgeManifest {
  readonly #record: ServerRecord;

  constructor(record: ServerRecord) {
    this.#record = record;
  }

  list(connectionId: string, owner: KnowledgeOwner): readonly ManifestEntry[] {
    return this.#record.entries(connectionId, kindOf(owner)).flatMap(([path, value]) => {
      const parsed = v.safeParse(entry, value);
      return parsed.success ? [{ path, ...parsed.output }] : [];
    });
  }

  keep(connectionId: string, owner: KnowledgeOwner, { path, ...about }: ManifestEntry): void {
    this.#record.put(connectionId, kindOf(owner), path, about);
  }

  drop(connectionId: string, owner: KnowledgeOwner, path: string): void {
    this.#record.remove(connectionId, kindOf(owner), path);
  }

  clear(connectionId: string, owner: KnowledgeOwner): void {
    for (const { path } of this.list(connectionId, owner)) this.drop(connectionId, owner, path);
  }
}

function kindOf(owner: KnowledgeOwner): string {
  return `known ${ownerMark(owner)}`;
}
