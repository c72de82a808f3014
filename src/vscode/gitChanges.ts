import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** What is used of VS Code's own Git extension (`extensions/git/src/api/git.d.ts`). */
interface GitExtension {
  getAPI(version: 1): { readonly repositories: readonly { readonly rootUri: vscode.Uri; diff(staged?: boolean): Promise<string> }[] };
}

/** The changes of the working tree, or those that are staged, as a diff of each repository. Throws FailureError where there is no Git. */
export async function gitChanges(staged: boolean): Promise<readonly NewAttachment[]> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) throw new FailureError({ kind: 'notSupported', message: t('VS Code’s Git extension is not there.'), action: 'openLog' });
  const { repositories } = (await extension.activate()).getAPI(1);
  const name = staged ? t('Staged changes') : t('Changes of the working tree');
  const all = await Promise.all(repositories.map(async (repository): Promise<NewAttachment> => {
    const folder = repository.rootUri.path.split('/').at(-1) ?? '';
    return { kind: 'changes', path: repositories.length === 1 ? name : t('{0} of {1}', name, folder), language: 'diff', text: await repository.diff(staged) };
  }));
  return all.filter(({ text }) => text.trim() !== '');
}
