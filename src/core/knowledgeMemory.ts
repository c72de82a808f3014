import * as v from 'valibot';
import { ownerMark, type KnowledgeOwner, type KnowledgeRecord, type Upload } from './knowledge.ts';
import type { ServerRecord } from './serverRecord.ts';
import type { Uploads } from './uploads.ts';

const storeKind = 'store';
const textKind = 'asText';
const endings = v.array(v.string());
const storeRow = v.object({ owner: v.string(), searchable: v.boolean() });
const ownerKey = v.union([v.tuple([v.string(), v.string()]), v.tuple([v.string(), v.string(), v.string()])]);

/** A vector store that this machine remembers, and whose it is; its name is not kept. */
export interface RememberedStore extends KnowledgeOwner {
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
    return this.#uploads.list(connectionId).filter(({ inThread, purpose }) => purpose === 'assistants' && inThread === undefined);
  }

  keepUpload(connectionId: string, upload: Upload): void {
    this.#uploads.keep(connectionId, { ...upload, purpose: 'assistants', at: Date.now() });
  }

  dropUpload(connectionId: string, fileId: string): void {
    this.#uploads.drop(connectionId, fileId);
  }

  storeOf(connectionId: string, owner: KnowledgeOwner): string | undefined {
    return this.#store(connectionId, owner)?.id;
  }

  /** The owner's vector store, if any file is ready there to be searched. */
  searchableStore(connectionId: string, owner: KnowledgeOwner): string | undefined {
    const store = this.#store(connectionId, owner);
    return store?.searchable === true ? store.id : undefined;
  }

  keepSearchable(connectionId: string, owner: KnowledgeOwner, searchable: boolean): void {
    const store = this.#store(connectionId, owner);
    if (store !== undefined && store.searchable !== searchable) this.#record.put(connectionId, storeKind, store.id, { owner: ownerMark(owner), searchable });
  }

  keepStore(connectionId: string, owner: KnowledgeOwner, storeId: string): void {
    this.dropStore(connectionId, owner);
    this.#record.put(connectionId, storeKind, storeId, { owner: ownerMark(owner), searchable: false });
  }

  /** Forgets the vector store of this owner. */
  dropStore(connectionId: string, owner: KnowledgeOwner): void {
    const before = this.storeOf(connectionId, owner);
    if (before === undefined) return;
    this.#record.remove(connectionId, storeKind, before);
    for (const fileId of this.placed(connectionId, before)) this.dropPlaced(connectionId, before, fileId);
  }

  placed(connectionId: string, storeId: string): ReadonlySet<string> {
    return new Set(this.#record.entries(connectionId, placedKind(storeId)).map(([fileId]) => fileId));
  }

  keepPlaced(connectionId: string, storeId: string, fileId: string): void {
    this.#record.put(connectionId, placedKind(storeId), fileId, true);
  }

  dropPlaced(connectionId: string, storeId: string, fileId: string): void {
    this.#record.remove(connectionId, placedKind(storeId), fileId);
  }

  /** All vector stores that are remembered at a connection, of whichever workspace. */
  stores(connectionId: string): readonly RememberedStore[] {
    return this.#record.entries(connectionId, storeKind).flatMap(([storeId, value]) => {
      const row = v.safeParse(storeRow, value);
      const key = row.success ? v.safeParse(ownerKey, JSON.parse(row.output.owner)) : undefined;
      if (key?.success !== true) return [];
      const [assistantId, workspace, person] = key.output;
      return [{ storeId, assistantId, name: assistantId, workspace, ...(person === undefined ? {} : { person }) }];
    });
  }

  /** The endings of files that go as text, at the user's wish. */
  asText(connectionId: string, owner: KnowledgeOwner): ReadonlySet<string> {
    const kept = this.#record.entries(connectionId, textKind).find(([id]) => id === ownerMark(owner))?.[1];
    return new Set(v.is(endings, kept) ? kept : []);
  }

  keepAsText(connectionId: string, owner: KnowledgeOwner, all: ReadonlySet<string>): void {
    this.#record.put(connectionId, textKind, ownerMark(owner), [...all]);
  }

  #store(connectionId: string, owner: KnowledgeOwner): { readonly id: string; readonly searchable: boolean } | undefined {
    const mark = ownerMark(owner);
    return this.#record.entries(connectionId, storeKind).flatMap(([id, value]) => (v.is(storeRow, value) && value.owner === mark ? [{ id, searchable: value.searchable }] : []))[0];
  }
}

function placedKind(storeId: string): string {
  return `in ${storeId}`;
}
