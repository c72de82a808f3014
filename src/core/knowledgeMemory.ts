import * as v from 'valibot';
import type { KnowledgeOwner, KnowledgeRecord, Upload } from './knowledge.ts';
import type { ServerRecord } from './serverRecord.ts';
import type { Uploads } from './uploads.ts';

const storeKind = 'store';
const textKind = 'asText';
const unreadKind = 'unread';
const endings = v.array(v.string());
const ownerKey = v.tuple([v.string(), v.string()]);

/** A vector store that this machine remembers, and whose it is. */
export interface RememberedStore extends Pick<KnowledgeOwner, 'assistantId' | 'workspace'> {
  readonly storeId: string;
}

/** What this machine remembers of knowledge at servers, in its record of what it has made there. */
export class KnowledgeMemory implements KnowledgeRecord {
  readonly #record: ServerRecord;
  readonly #uploads: Uploads;

  constructor(record: ServerRecord, uploads: Uploads) {
    this.#record = record;
    this.#uploads = uploads;
  }

  uploads(connectionId: string): readonly Upload[] {
    return this.#uploads.list(connectionId).filter(({ purpose }) => purpose === 'assistants');
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
  dropStore(connectionId: string, owner: Pick<KnowledgeOwner, 'assistantId' | 'workspace'>): void {
    const key = keyOf(owner);
    for (const [storeId, value] of this.#record.entries(connectionId, storeKind)) if (value === key) this.#record.remove(connectionId, storeKind, storeId);
    this.#record.remove(connectionId, unreadKind, key);
  }

  /** All vector stores that are remembered at a connection, of whichever workspace. */
  stores(connectionId: string): readonly RememberedStore[] {
    return this.#record.entries(connectionId, storeKind).flatMap(([storeId, value]) => {
      const key = typeof value === 'string' ? v.safeParse(ownerKey, JSON.parse(value)) : undefined;
      return key?.success === true ? [{ storeId, assistantId: key.output[0], workspace: key.output[1] }] : [];
    });
  }

  isUnread(connectionId: string, owner: KnowledgeOwner): boolean {
    return this.#record.entries(connectionId, unreadKind).some(([id]) => id === keyOf(owner));
  }

  keepUnread(connectionId: string, owner: KnowledgeOwner, isUnread: boolean): void {
    if (isUnread) this.#record.put(connectionId, unreadKind, keyOf(owner), true);
    else this.#record.remove(connectionId, unreadKind, keyOf(owner));
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

function keyOf({ assistantId, workspace }: Pick<KnowledgeOwner, 'assistantId' | 'workspace'>): string {
  return JSON.stringify([assistantId, workspace]);
}
