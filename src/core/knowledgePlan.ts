import type { KnowledgeFile, KnowledgeState, StoredFile, Upload } from './knowledge.ts';
import { baseName, endingOf, isSearchable, knowledgeSizeLimit, textName } from './knowledgeTypes.ts';
import { t } from '../shared/words.ts';

/** What is to be done for one file; what has a `state` alone is as it should be, or cannot be helped. */
export type KnowledgeStep =
  | { readonly step: 'upload'; readonly name: string }
  /** `again`: it is in the store already, where it came to nothing through no fault of its own. */
  | { readonly step: 'attach'; readonly name: string; readonly fileId: string; readonly again: boolean }
  | { readonly step: 'wait'; readonly fileId: string }
  | { readonly step: 'none'; readonly state: KnowledgeState; readonly fileId?: string };

/** The steps that make a vector store hold these files and no others of ours. */
export interface KnowledgePlan {
  readonly files: readonly { readonly file: KnowledgeFile; readonly next: KnowledgeStep }[];
  /** The ids of files of this owner's that belong in the store no more. */
  readonly remove: readonly string[];
}

/** What a plan is made from. */
export interface KnowledgeSituation {
  readonly files: readonly KnowledgeFile[];
  /** Endings of files that go as text, at the user's wish, where file_search does not read them. */
  readonly asText: ReadonlySet<string>;
  readonly uploads: readonly Upload[];
  readonly stored: readonly StoredFile[];
  /** Whether a file is in the store by this owner's doing. */
  readonly isOwn: (file: StoredFile) => boolean;
}

/** Plans by content: files of the same bytes are one file at the server, and bytes that are there are not sent again. What others have put into the store is left alone. */
export function planKnowledge({ files, asText, uploads, stored, isOwn }: KnowledgeSituation): KnowledgePlan {
  const hashes = new Map(uploads.map(({ fileId, hash }) => [fileId, hash]));
  const hashOf = ({ fileId, hash }: StoredFile): string | undefined => hash ?? hashes.get(fileId);
  const names = new Map(files.toReversed().flatMap((file) => {
    const name = nameAtServer(file, asText);
    return name === undefined ? [] : [[file.hash, name] as const];
  }));
  const kept = bestByHash(stored, hashOf);
  const next = (file: KnowledgeFile): KnowledgeStep => {
    const name = names.get(file.hash);
    if (file.size > knowledgeSizeLimit) return { step: 'none', state: { state: 'failed', reason: t('It is larger than 512 MB, the most that a server takes.') } };
    if (name === undefined) return { step: 'none', state: { state: 'unsupported', ...(file.isText ? { asText: textName(file.path) } : {}) } };
    const there = kept.get(file.hash);
    if (there !== undefined) return stepFor(there, name);
    const upload = uploads.find(({ hash, name: sent }) => hash === file.hash && isSearchable(sent));
    return upload === undefined ? { step: 'upload', name } : { step: 'attach', name, fileId: upload.fileId, again: false };
  };
  const wanted = new Set([...kept].filter(([hash]) => names.has(hash)).map(([, { fileId }]) => fileId));
  const remove = stored.filter((file) => isOwn(file) && !wanted.has(file.fileId)).map(({ fileId }) => fileId);
  return { files: files.map((file) => ({ file, next: next(file) })), remove };
}

/** The reason why the server could not read a file, as one sentence. */
export function failureOf({ error }: StoredFile): string {
  if (error?.code === 'unsupported_file') return t('The server cannot read a file of this kind.');
  const words = error?.message.trim() ?? '';
  return words === '' ? t('The server could not read it.') : t('The server could not read it: {0}', words);
}

function stepFor(stored: StoredFile, name: string): KnowledgeStep {
  const { status, fileId, error } = stored;
  if (status === 'completed') return { step: 'none', state: { state: 'ready' }, fileId };
  if (status === 'in_progress') return { step: 'wait', fileId };
  if (status === 'cancelled' || error?.code === 'server_error') return { step: 'attach', name, fileId, again: true };
  return { step: 'none', state: { state: 'failed', reason: failureOf(stored) }, fileId };
}

/** Of files with the same content the one that is furthest: two machines may have sent it. */
function bestByHash(stored: readonly StoredFile[], hashOf: (file: StoredFile) => string | undefined): ReadonlyMap<string, StoredFile> {
  const order: readonly StoredFile['status'][] = ['cancelled', 'failed', 'in_progress', 'completed'];
  const sorted = stored.toSorted((one, other) => order.indexOf(one.status) - order.indexOf(other.status));
  return new Map(sorted.flatMap((file) => {
    const hash = hashOf(file);
    return hash === undefined ? [] : [[hash, file] as const];
  }));
}

/** The name under which a file goes to a server; undefined for one that does not. `asText`: endings of files that go as text. */
export function nameAtServer({ path, size, isText }: KnowledgeFile, asText: ReadonlySet<string>): string | undefined {
  if (size > knowledgeSizeLimit) return undefined;
  if (isSearchable(path)) return baseName(path);
  return isText && asText.has(endingOf(path)) ? textName(path) : undefined;
}
