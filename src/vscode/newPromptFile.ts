import * as vscode from 'vscode';
import { t } from '../shared/words.ts';
import { freeFile, pickFolder } from './assistantPlaces.ts';

/** Makes a prompt file in steps: its name, and where; then opens it. Its folder is the one to put others into. */
export async function newPromptFile(storage: vscode.Uri): Promise<void> {
  const title = t('New Prompt File');
  const name = await vscode.window.showInputBox({ title, prompt: t('Its name, which you type after a slash in the chat'), ignoreFocusOut: true, validateInput: nameProblem });
  if (name === undefined) return;
  const picked = await pickFolder(storage, title, t('Where is “{0}” to be kept?', name.trim()));
  if (picked === undefined) return;
  const folder = vscode.Uri.joinPath(picked.place === 'personal' ? storage : picked.uri, 'prompts');
  const uri = await freeFile({ uri: folder, ending: '.prompt.md' }, name);
  const stem = (uri.path.split('/').at(-1) ?? '').replace('.prompt.md', '');
  const { promptSample } = await import('../core/promptSample.ts');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(promptSample(stem)));
  await vscode.window.showTextDocument(uri, { preview: false });
}

function nameProblem(text: string): string | undefined {
  return text.trim() === '' ? t('Enter a name.') : undefined;
}
