import type { Connection } from './connections.ts';
import type { Gate } from './gate.ts';
import type { KnowledgeFile } from './knowledge.ts';
import type { KnownFiles } from './knowledgePassages.ts';
import { FailureError } from '../shared/rpc.ts';
import { placeOf } from './obstacles.ts';
import { scanSecrets } from './secretScan.ts';
import { suspicionInBytes, type SuspiciousFile } from './uploadLook.ts';
import type { UploadSource } from './uploadSource.ts';
import { t } from '../shared/words.ts';

/** A file that may leave; `text` is what goes in its place, where secrets were replaced. */
interface PassedFile {
  readonly file: KnowledgeFile;
  readonly text?: string;
}

/** What may leave of an assistant's files, and why the others stay. */
export interface PassedFiles {
  readonly passed: readonly PassedFile[];
  readonly held: readonly { readonly file: KnowledgeFile; readonly reason: string }[];
}

/** What of a file is asked about, or why it cannot be looked through; neither where nothing looks like a secret. */
interface Looked {
  readonly suspicious?: Pick<SuspiciousFile, 'inside' | 'isCut' | 'startLine' | 'text'>;
  readonly problem?: string;
}

/** Looks through these files for secrets, and asks about those that may hold some. Throws FailureError `withheld` when the user wants nothing sent. */
export async function passedFiles(gate: Gate, to: Connection, assistantId: string, files: readonly KnowledgeFile[], known: KnownFiles, signal: AbortSignal): Promise<PassedFiles> {
  const passed: PassedFile[] = [];
  const held: PassedFiles['held'][number][] = [];
  const asked = new Map<string, { readonly file: KnowledgeFile; readonly suspicious: NonNullable<Looked['suspicious']> }>();
  for (const file of files) {
    signal.throwIfAborted();
    const { suspicious, problem } = await (file.isText ? lookAtText(file, known) : lookAtBytes(file, known, signal));
    if (problem !== undefined) held.push({ file, reason: problem });
    else if (suspicious === undefined) passed.push({ file });
    else asked.set(file.path, { file, suspicious });
  }
  if (asked.size === 0) return { passed, held };
  const exit = { threadId: `knowledge ${assistantId}`, to, said: () => [], lasting: true } as const;
  const left = await gate.pass(exit, [...asked].map(([path, { suspicious: { inside, ...suspicious } }]) => ({ ...suspicious, ...placeOf({ path, ...(inside === undefined ? {} : { inside }) }), id: path, origin: 'attachment' }) as const));
  const kept = new Map(left.map(({ id, text }) => [id, text]));
  for (const [path, { file, suspicious: { isCut, text: before } }] of asked) {
    const text = kept.get(path);
    if (text === undefined) held.push({ file, reason: t('It was left out, for it may hold a secret. Once it has changed, you are asked again.') });
    else if (isCut || text === before) passed.push({ file });
    else passed.push({ file: { ...file, ...(await identified(text)) }, text });
  }
  return { passed, held };
}

/** Throws FailureError `fileChanged` unless these are the very bytes that were looked through. */
export async function assertLookedThrough(source: UploadSource, { hash, path }: KnowledgeFile, signal: AbortSignal): Promise<void> {
  if ((await source.digest(signal)).sha256 === hash) return;
  throw new FailureError({ kind: 'fileChanged', message: t('{0} changed after it was looked through; sync again to send it as it is now.', path), action: 'retry' });
}

async function lookAtText(file: KnowledgeFile, known: KnownFiles): Promise<Looked> {
  try {
    const text = await known.read(file);
    if (text === undefined) return { problem: t('It is too large to be looked through for secrets; it can be uploaded in the view Files.') };
    return scanSecrets(text).findings.length > 0 ? { suspicious: { text, startLine: 1, isCut: false } } : {};
  } catch (error) {
    if (error instanceof FailureError) return { problem: error.failure.message };
    throw error;
  }
}

async function lookAtBytes(file: KnowledgeFile, known: KnownFiles, signal: AbortSignal): Promise<Looked> {
  let source: UploadSource | undefined;
  try {
    source = await known.open(file);
    const suspicious = await suspicionInBytes(file.path, source, signal);
    // What is suspicious by a name alone is known by its bytes: a decision is not good for others.
    return suspicious === undefined ? {} : { suspicious: suspicious.text === '' ? { ...suspicious, text: file.hash } : suspicious };
  } catch (error) {
    if (signal.aborted || !(error instanceof FailureError)) throw error;
    return { problem: error.failure.message };
  } finally {
    await source?.close();
  }
}

async function identified(text: string): Promise<Pick<KnowledgeFile, 'hash' | 'size'>> {
  const bytes = new TextEncoder().encode(text);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return { hash: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''), size: bytes.length };
}
