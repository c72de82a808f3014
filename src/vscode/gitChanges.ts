import * as vscode from 'vscode';
import { attachmentLimit, sizeRefusal } from '../core/attachments.ts';
import { newFileDiff, readableDiff } from '../core/gitDiff.ts';
import { fileLimit, fileTooLarge } from '../core/mediaAttachment.ts';
import { FailureError } from '../shared/rpc.ts';
import { inOneLine, type FoundPieces } from './editorPieces.ts';
import { pathWithin } from './workspaceRoots.ts';
import { t } from '../shared/words.ts';

/** What is used of VS Code's own Git extension (`extensions/git/src/api/git.d.ts`). */
interface GitExtension {
  /** Whether the setting `git.enabled` is on. */
  readonly enabled: boolean;
  getAPI(version: 1): { readonly state: 'uninitialized' | 'initialized'; readonly repositories: readonly Repository[] };
}

interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly [Group in 'workingTreeChanges' | 'untrackedChanges']: readonly { readonly uri: vscode.Uri; readonly status: number }[] };
  diff(staged?: boolean): Promise<string>;
  /** Looks at the files anew. */
  status(): Promise<void>;
}

/** `Status.UNTRACKED` of that API. */
const untracked = 7;

/**
 * The changes of the working tree with what is new in it, or those that are staged, as a diff of each repository, or of the one whose folder
 * is given. Throws FailureError where there is no Git, and no repository.
 */
export async function gitChanges(staged: boolean, only?: vscode.Uri): Promise<FoundPieces> {
  const all = await repositories();
  const name = staged ? t('Staged changes') : t('Changes of the working tree');
  const wanted = all.filter(({ rootUri }) => only === undefined || rootUri.toString() === only.toString());
  const found = await Promise.all(wanted.map(async (repository): Promise<FoundPieces> => {
    const path = all.length === 1 ? name : t('{0} of {1}', name, inOneLine(repository.rootUri.path.split('/').at(-1) ?? ''));
    const tooLarge: string[] = [];
    const { text, unreadable } = readableDiff(`${await repository.diff(staged)}${staged ? '' : await newFiles(repository, tooLarge)}`);
    const problems = unreadable.map((file) => t('What changed in {0} is not UTF-8: attach that file by itself.', inOneLine(file)));
    return { attachments: text.trim() === '' ? [] : [{ kind: 'changes', path, language: 'diff', text }], problems: [...problems, ...tooLarge] };
  }));
  return { attachments: found.flatMap(({ attachments }) => attachments), problems: found.flatMap(({ problems }) => problems) };
}

async function repositories(): Promise<readonly Repository[]> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) throw unavailable(t('VS Code’s Git extension is not there.'));
  const git = await extension.activate();
  if (!git.enabled) throw unavailable(t('Git is switched off in VS Code’s settings (git.enabled).'));
  const api = git.getAPI(1);
  if (api.repositories.length > 0) return api.repositories;
  throw unavailable(api.state === 'uninitialized' ? t('VS Code is still looking for Git repositories; try again in a moment.') : t('No Git repository is open in this window.'));
}

/** What Git does not know yet of a repository, as a diff; read no further than what could be sent. `tooLarge` gets a sentence for each file that is left out. */
async function newFiles(repository: Repository, tooLarge: string[]): Promise<string> {
  await repository.status();
  const { workingTreeChanges, untrackedChanges } = repository.state;
  const files = new Map([...workingTreeChanges, ...untrackedChanges].filter(({ status }) => status === untracked).map(({ uri }) => [pathWithin(repository.rootUri, uri) ?? '', uri]));
  let text = '';
  for (const [path, uri] of [...files].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    if (path !== '' && text.length <= attachmentLimit) text += await newFile(path, uri, tooLarge);
  }
  return text;
}

/** Nothing of what is no file, or not there any more; a link is not followed. */
async function newFile(path: string, uri: vscode.Uri, tooLarge: string[]): Promise<string> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.File) return '';
    const bytes = size > fileLimit ? new Uint8Array() : await vscode.workspace.fs.readFile(uri);
    const text = bytes.includes(0) ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const problem = size > fileLimit ? fileTooLarge(inOneLine(path), size) : sizeRefusal({ kind: 'file', path: inOneLine(path), text: text ?? '' });
    if (problem === undefined) return newFileDiff(path, text);
    tooLarge.push(problem);
    return '';
  } catch {
    return '';
  }
}

function unavailable(message: string): FailureError {
  return new FailureError({ kind: 'notSupported', message, action: 'openLog' });
}
