import { sizeInWords } from '../shared/sizeInWords.ts';
import { reasonOf } from './knowledge.ts';
import type { UploadProgress } from './knowledgeRun.ts';
import type { KnownFileState } from './knowledgeStates.ts';
import { t } from '../shared/words.ts';

/** What is said when a sync has ended. */
export interface SyncWords {
  readonly message: string;
  readonly isProblem: boolean;
  /** The paths of files that could go as text. */
  readonly asText: readonly string[];
}

/** What has become of an assistant's files at a connection; `removed`: how many were taken out of the search there. */
export function syncWords(assistant: string, connection: string, states: readonly KnownFileState[], removed = 0): SyncWords {
  const ready = states.filter(({ state }) => state.state === 'ready').length;
  const reading = states.filter(({ state }) => state.state === 'inProgress').length;
  const asText = states.filter(({ state }) => state.state === 'unsupported' && state.asText !== undefined).map(({ path }) => path);
  const failed = states.filter(({ state }) => reasonOf(state) !== undefined || (state.state === 'unsupported' && state.asText === undefined));
  const [text = ''] = asText;
  const sentences = [
    ready > 0 ? t('{0} can search {1} of {2}.', connection, fileCount(ready), assistant) : t('{0} can search no file of {1} yet; they are searched on this machine.', connection, assistant),
    ...(removed === 0 ? [] : [removed === 1 ? t('1 file was taken out; its upload stays there until you delete it in the view Files.') : t('{0} files were taken out; their uploads stay there until you delete them in the view Files.', removed)]),
    ...(reading === 0 ? [] : [t('It is still reading {0}; the view Assistants says when they can be searched.', fileCount(reading))]),
    ...(failed.length === 0 ? [] : [problemsOf(failed)]),
    ...(asText.length === 0 ? [] : [asText.length === 1 ? t('1 file is of a kind that it does not read: {0}.', text) : t('{0} files are of kinds that it does not read, such as {1}.', asText.length, text)]),
  ];
  return { message: sentences.join(' '), isProblem: failed.length > 0, asText };
}

/** What is said of a sync that the user has stopped. */
export function stoppedWords(assistant: string, connection: string, states: readonly KnownFileState[]): string {
  const there = states.filter(({ state }) => state.state === 'ready' || state.state === 'inProgress').length;
  return t('The sync of {0} was stopped: {1} of {2} are at {3}. Sync again to go on from there.', assistant, String(there), fileCount(states.length), connection);
}

/** How far the uploads of a sync are. */
export function progressWords({ done, files, sent, bytes }: UploadProgress): string {
  return t('{0} of {1} · {2} of {3}', String(done), fileCount(files), sizeInWords(sent), sizeInWords(bytes));
}

/** “1 file”, “3 files”. */
export function fileCount(count: number): string {
  return count === 1 ? t('1 file') : t('{0} files', count);
}

function problemsOf(failed: readonly KnownFileState[]): string {
  const [first] = failed;
  const reason = (first === undefined ? undefined : reasonOf(first.state)) ?? t('The server reads no files of this kind.');
  const why = t('Not {0}: {1}', first?.path ?? '', reason);
  return failed.length === 1 ? why : `${why} ${t('And {0} more; the view Assistants says why.', fileCount(failed.length - 1))}`;
}
