import type { FoundFile, FoundFiles } from '../shared/composerOffers.ts';
import { FailureError } from '../shared/rpc.ts';
import type { FileMatch } from './fileRanking.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';
import { t } from '../shared/words.ts';

/** How many answers stay known by their ids: those of the last queries. */
const remembered = 500;

/** Answers a page that looks for files. The page learns ids, and chooses by them. */
export class FilePicker {
  readonly #files: WorkspaceFiles;
  readonly #issued = new Map<string, FileMatch>();
  #asking: AbortController | undefined;

  constructor(files: WorkspaceFiles) {
    this.#files = files;
  }

  /** What is found; the question before it, if it is not answered yet, is given up. */
  async find(query: string): Promise<FoundFiles> {
    this.#asking?.abort(new FailureError({ kind: 'interrupted', message: t('Another search has begun.'), action: 'retry' }));
    const asking = new AbortController();
    this.#asking = asking;
    const { matches, note } = await this.#files.find(query, asking.signal);
    asking.signal.throwIfAborted();
    return { found: matches.map((match) => this.#issue(match)), ...(note === undefined ? {} : { note }) };
  }

  /** The file that was offered under this id. Throws FailureError `notFound`. */
  chosen(id: string): FileMatch {
    const match = this.#issued.get(id);
    if (match === undefined) throw new FailureError({ kind: 'notFound', message: t('This file is no longer on offer. Type # to find it again.'), action: 'openLog' });
    return match;
  }

  #issue(match: FileMatch): FoundFile {
    const id = crypto.randomUUID();
    this.#issued.set(id, match);
    const [oldest] = this.#issued.keys();
    if (this.#issued.size > remembered && oldest !== undefined) this.#issued.delete(oldest);
    const nameStart = match.path.lastIndexOf('/') + 1;
    return {
      id,
      kind: match.kind,
      name: match.path.slice(nameStart),
      folder: match.path.slice(0, Math.max(nameStart - 1, 0)),
      nameMarks: match.positions.flatMap((position) => (position >= nameStart ? [position - nameStart] : [])),
      folderMarks: match.positions.filter((position) => position < nameStart - 1),
    };
  }
}
