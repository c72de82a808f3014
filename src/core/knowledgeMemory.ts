import * as v from 'valibot';
import type { KnowledgeOwner, KnowledgeRecord, Upload } from './knowledge.ts';
import type { ServerRecord } from './serverRecord.ts';
import type { Uploads } from './uploads.ts';

const storeKind = 'store';
const textKind = 'asText';
const endings = v.array(v.string());

/** What this machine remembers of knowledge at servers, in its record of what it has made there. */
export class KnowledgeMemory implements KnowledgeRecord {
  readonly #record: ServerRecord;
  readonly #uploads: Uploads;

  constructor(record: ServerRecord, uploads: Uploads) {
    this.#record = record;
    this.#uploads = uploads;
  }

  uploads(connectionId: string): readonly Upload[] {
    return this.#uploads.list(connectionId).filter(({ inThread, purpose }) => purpose === 'assistants' && inThread === undefined);
  }

  keepUpload(connectionId: string, upload: Upload): void {
    this.#uploads.keep(connectionId, { ...upload, purpose: 'assistants', at: Date.now() });
  }

  dropUpload(connectionId: string, fileId: string): void {
    this.#uploads.drop(connectionId, fileId);
  }

  storeOf(connectionId: string, owner: KnowledgeOwner): string | undefined {
    const found = this.#record.entries(connectionId, storeKind).find(([, value]) => value === keyOf(owner));
    return found?.[0];
  }

  keepStore(connectionId: string, owner: KnowledgeOwner, storeId: string): void {
    this.dropStore(connectionId, owner);
    this.#record.put(connectionId, storeKind, storeId, keyOf(owner));
  }

  /** Forgets the vector store of this owner. */
  dropStore(connectionId: string, owner: KnowledgeOwner): void {
    const before = this.storeOf(connectionId, owner);
    if (before !== undefined) this.#record.remove(connectionId, storeKind, before);
  }

  /** The endings of files that go as text, at the user's wish. */
  asText(connectionId: string, owner: KnowledgeOwner): ReadonlySet<string> {
    const kept = this.#record.entries(connectionId, textKind).find(([id]) => id === keyOf(owner))?.[1];
    return new Set(v.is(endings, kept) ? kept : []);
  }

  keepAsText(connectionId: string, owner: KnowledgeOwner, all: ReadonlySet<string>): void {
    this.#record.put(connectionId, textKind, keyOf(owner), [...all]);
  }
}

function keyOf({ assistantId, workspace }: KnowledgeOwner): string {
  return JSON.stringify([assistantId, workspace]);
}
