import type { Assistant } from './assistant.ts';
import type { KnowledgeFile } from './knowledge.ts';
import { estimatedTokens } from './passageCuts.ts';
import type { Passage, Passages } from './passages.ts';

/** The files that assistants know, as they are on this machine now. */
export interface KnownFiles {
  /** Those that its globs match and that may leave this machine. */
  list(assistant: Assistant, signal: AbortSignal): Promise<readonly KnowledgeFile[]>;
  /** A file's text; undefined when it is none, or not to be had. */
  read(file: KnowledgeFile): Promise<string | undefined>;
}

/** The most passages that go with one prompt. */
const most = 6;

/** The most tokens that the passages of one prompt have together, about, and of what share of the model's window. */
const [mostTokens, share] = [4000, 1 / 4];

/** The most tokens that passages may have together, about, where the model takes so many in all; undefined: nobody knows how many. */
export function passageBudget(window: number | undefined): number {
  return window === undefined ? mostTokens : Math.min(mostTokens, Math.floor(share * window));
}

/** Finds what an assistant's files say to a question, on this machine: takes in what has changed, then searches. */
export class KnowledgePassages {
  readonly #files: KnownFiles;
  readonly #passages: Passages;
  readonly #workspace: string;

  /** `workspace` keeps the files of assistants apart that have the same id in different workspaces. */
  constructor(files: KnownFiles, passages: Passages, workspace: string) {
    this.#files = files;
    this.#passages = passages;
    this.#workspace = workspace;
  }

  /** The best passages, the best first; none for an assistant that knows no files. Throws FailureError, and on abort. */
  async find(assistant: Assistant, question: string, signal: AbortSignal): Promise<readonly Passage[]> {
    if (assistant.knowledge.length === 0) return [];
    const set = JSON.stringify([this.#workspace, assistant.id]);
    await this.#passages.update(set, await this.#files.list(assistant, signal), (file) => this.#files.read(file), signal);
    return withinTokens(apart(await this.#passages.find(set, question, most * 2)).slice(0, most), mostTokens);
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

/** The first of these passages, as far as they have no more tokens together, about. */
export function withinTokens(passages: readonly Passage[], budget: number): readonly Passage[] {
  let tokens = 0;
  return passages.filter(({ text }) => {
    tokens += estimatedTokens(text);
    return tokens <= budget;
  });
}
