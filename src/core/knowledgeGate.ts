import type { Connection } from './connections.ts';
import type { Gate } from './gate.ts';
import type { KnowledgeFile } from './knowledge.ts';
import type { KnownFiles } from './knowledgePassages.ts';
import { FailureError } from '../shared/rpc.ts';
import { scanSecrets } from './secretScan.ts';
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

/** Looks through the texts among these files for secrets, and asks about those that may hold some. Throws FailureError `withheld` when the user wants nothing sent. */
export async function passedFiles(gate: Gate, to: Connection, assistantId: string, files: readonly KnowledgeFile[], known: KnownFiles, signal: AbortSignal): Promise<PassedFiles> {
  const passed: PassedFile[] = [];
  const held: PassedFiles['held'][number][] = [];
  const suspicious = new Map<string, { readonly file: KnowledgeFile; readonly text: string }>();
  for (const file of files) {
    signal.throwIfAborted();
    const looked = await lookedInto(file, known);
    if (looked instanceof FailureError) {
      held.push({ file, reason: looked.failure.message });
      continue;
    }
    const { text } = looked;
    if (file.isText && text === undefined) held.push({ file, reason: t('It is too large to be looked through for secrets; it can be uploaded in the view Files.') });
    else if (text !== undefined && scanSecrets(text).findings.length > 0) suspicious.set(file.path, { file, text });
    else passed.push({ file });
  }
  if (suspicious.size === 0) return { passed, held };
  const exit = { threadId: `knowledge ${assistantId}`, to, said: () => [], lasting: true } as const;
  const left = await gate.pass(exit, [...suspicious].map(([path, { text }]) => ({ id: path, name: path, path, origin: 'attachment', text }) as const));
  const kept = new Map(left.map(({ id, text }) => [id, text]));
  for (const [path, { file, text: before }] of suspicious) {
    const text = kept.get(path);
    if (text === undefined) held.push({ file, reason: t('It was left out, for it may hold a secret. Once it has changed, you are asked again.') });
    else if (text === before) passed.push({ file });
    else passed.push({ file: { ...file, ...(await identified(text)) }, text });
  }
  return { passed, held };
}

/** Throws FailureError `fileChanged` unless these are the very bytes that were looked through. */
export async function assertLookedThrough(source: UploadSource, { hash, path }: KnowledgeFile, signal: AbortSignal): Promise<void> {
  if ((await source.digest(signal)).sha256 === hash) return;
  throw new FailureError({ kind: 'fileChanged', message: t('{0} changed after it was looked through; sync again to send it as it is now.', path), action: 'retry' });
}

/** The text of a file, or why it is not to be had. */
async function lookedInto(file: KnowledgeFile, known: KnownFiles): Promise<FailureError | { readonly text?: string | undefined }> {
  try {
    return file.isText ? { text: await known.read(file) } : {};
  } catch (error) {
    if (error instanceof FailureError) return error;
    throw error;
  }
}

async function identified(text: string): Promise<Pick<KnowledgeFile, 'hash' | 'size'>> {
  const bytes = new TextEncoder().encode(text);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return { hash: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''), size: bytes.length };
}
