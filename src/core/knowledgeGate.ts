import type { Connection } from './connections.ts';
import type { Gate } from './gate.ts';
import type { KnowledgeFile } from './knowledge.ts';
import type { KnownFiles } from './knowledgePassages.ts';
import { scanSecrets } from './secretScan.ts';
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
    const text = file.isText ? await known.read(file) : undefined;
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

async function identified(text: string): Promise<Pick<KnowledgeFile, 'hash' | 'size'>> {
  const bytes = new TextEncoder().encode(text);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return { hash: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''), size: bytes.length };
}
