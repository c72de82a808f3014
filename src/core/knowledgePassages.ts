import type { Assistant } from './assistant.ts';
import type { KnowledgeFile } from './knowledge.ts';
import { estimatedTokens } from './passageCuts.ts';
import type { Passage, Passages } from './passages.ts';
import type { UploadSource } from './uploadSource.ts';

/** The files that assistants know, as they are on this machine now. */
export interface KnownFiles {
  /** Those that its globs match and that may leave this machine. */
  list(assistant: Assistant, signal: AbortSignal): Promise<readonly KnowledgeFile[]>;
  /** A file's text; undefined when it is none, or not to be had. */
  read(file: KnowledgeFile): Promise<string | undefined>;
  /** A file's bytes. Throws FailureError. */
  open(file: KnowledgeFile): Promise<UploadSource>;
}

/** The most passages that go with one prompt. */
const most = 6;

/** The most tokens that the passages of one prompt have together, about. */
export const passageTokens = 4000;

/** Finds what an assistant's files say to a question, on this machine: takes in what has changed, then searches. */
export class KnowledgePassages {
  readonly #files: Pick<KnownFiles, 'list' | 'read'>;
  readonly #passages: Passages;
  readonly #workspace: string;

  /** `workspace` keeps the files of assistants apart that have the same id in different workspaces. */
  constructor(files: Pick<KnownFiles, 'list' | 'read'>, passages: Passages, workspace: string) {
    this.#files = files;
    this.#passages = passages;
    this.#workspace = workspace;
  }

  /** The best passages, the best first; none for an assistant that knows no files. Throws FailureError, and on abort. */
  async find(assistant: Assistant, question: string, signal: AbortSignal): Promise<readonly Passage[]> {
    if (assistant.knowledge.length === 0) return [];
    const set = JSON.stringify([this.#workspace, assistant.id]);
    await this.#passages.update(set, await this.#files.list(assistant, signal), (file) => this.#files.read(file), signal);
    return withinTokens(apart(await this.#passages.find(set, question, most * 2)).slice(0, most));
  }
}

/** Without those whose lines are mostly in a better one already. */
function apart(passages: readonly Passage[]): readonly Passage[] {
  const kept: Passage[] = [];
  for (const passage of passages) if (!kept.some((better) => isMostlyIn(passage, better))) kept.push(passage);
  return kept;
}

function isMostlyIn(passage: Passage, other: Passage): boolean {
  const shared = Math.min(passage.endLine, other.endLine) - Math.max(passage.startLine, other.startLine) + 1;
  return passage.path === other.path && passage.endLine > passage.startLine && shared * 2 > passage.endLine - passage.startLine + 1;
}

function withinTokens(passages: readonly Passage[]): readonly Passage[] {
  let tokens = 0;
  return passages.filter(({ text }) => {
    tokens += estimatedTokens(text);
    return tokens <= passageTokens;
  });
}
