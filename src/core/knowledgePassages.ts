import * as v from 'valibot';
import type { Assistant } from './assistant.ts';
import type { KnowledgeFile } from './knowledge.ts';
import { estimatedTokens } from './passageCuts.ts';
import type { Passage, Passages } from './passages.ts';
import { t } from '../shared/words.ts';
import type { UploadSource } from './uploadSource.ts';

/** The files that assistants know, as they are on this machine now. */
export interface KnownFiles {
  /** Those that its globs match and that may leave this machine. */
  list(assistant: Assistant, signal: AbortSignal): Promise<readonly KnowledgeFile[]>;
  /** The text of the very bytes that were listed; undefined when they are none, or too many. Throws FailureError when they are not to be had any more. */
  read(file: KnowledgeFile): Promise<string | undefined>;
  /** A file's bytes. Throws FailureError. */
  open(file: KnowledgeFile): Promise<UploadSource>;
}

/** The largest file that is looked into on this machine, in bytes; larger ones are no text that a person wrote. */
export const readableSize = 8_000_000;

/** Why a file is not searched on this machine, in a few words; undefined for one that is. */
export function whyNotSearched({ isText, size }: KnowledgeFile): string | undefined {
  if (!isText) return t('not text: not searched on this machine');
  return size > readableSize ? t('too large: not searched on this machine') : undefined;
}

const setName = v.tuple([v.string(), v.string()]);

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
    const found = (await this.#look(assistant, question, signal)) ?? (await this.#look(assistant, question, signal)) ?? [];
    return withinTokens(apart(found).slice(0, most), mostTokens);
  }

  /** Removes what was kept of assistants that are not among these any more, or know no files. Of other workspaces, only the user's own assistants can be known to be gone. Throws FailureError. */
  async tidy(assistants: readonly Assistant[]): Promise<void> {
    const knowing = new Set(assistants.filter(({ knowledge }) => knowledge.length > 0).map(({ id }) => id));
    for (const set of await this.#passages.sets()) {
      const parsed = v.safeParse(setName, JSON.parse(set));
      if (!parsed.success) continue;
      const [workspace, id] = parsed.output;
      if (!knowing.has(id) && (workspace === this.#workspace || id.startsWith('personal/'))) await this.#passages.clear(set);
    }
  }

  async #look(assistant: Assistant, question: string, signal: AbortSignal): Promise<readonly Passage[] | undefined> {
    const set = JSON.stringify([this.#workspace, assistant.id]);
    await this.#passages.update(set, await this.#files.list(assistant, signal), (file) => this.#files.read(file).catch(() => undefined), signal);
    return this.#passages.find(set, question, most * 2);
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
