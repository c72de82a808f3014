import * as vscode from 'vscode';
import type { PromptFile } from '../core/promptFile.ts';
import type { PromptShelf } from '../core/promptShelf.ts';
import type { FilledPrompt, PromptOffer } from '../shared/composerOffers.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

const ending = '.prompt.md';

/** The most that is read of one file, in bytes. */
const sizeLimit = 400_000;

/** The most files that are offered. */
const most = 500;

/** Prompt files: the user's own in the extension's storage, and those of a workspace that the user trusts. */
export class PromptFiles implements PromptShelf {
  readonly #storage: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.#storage = storage;
  }

  readonly list = async (): Promise<readonly PromptOffer[]> => {
    const files = (await Promise.all(this.#folders().map(filesIn))).flat().slice(0, most);
    const read = await Promise.all(files.map(async (uri) => ({ uri, file: await readFile(uri) })));
    const offers = read.flatMap(({ uri, file }) => (file === undefined ? [] : [offer(uri, file)]));
    return offers.toSorted((a, b) => a.name.localeCompare(b.name));
  };

  readonly fill = async (id: string, words: string): Promise<FilledPrompt> => {
    const uri = (await Promise.all(this.#folders().map(filesIn))).flat().find((each) => each.toString() === id);
    const file = uri === undefined ? undefined : await readFile(uri);
    if (file === undefined) throw new FailureError({ kind: 'notFound', message: t('This prompt file is no longer there.'), action: 'openLog' });
    const { fillPrompt } = await import('../core/promptFile.ts');
    return fillPrompt(file, words);
  };

  #folders(): readonly vscode.Uri[] {
    const own = vscode.Uri.joinPath(this.#storage, 'prompts');
    if (!vscode.workspace.isTrusted) return [own];
    return [own, ...(vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => [vscode.Uri.joinPath(uri, '.assistants', 'prompts'), vscode.Uri.joinPath(uri, '.github', 'prompts')])];
  }
}

async function filesIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then((found) => found, () => []);
  return entries.filter(([name]) => name.endsWith(ending) && name.length > ending.length).map(([name]) => vscode.Uri.joinPath(folder, name));
}

async function readFile(uri: vscode.Uri): Promise<PromptFile | undefined> {
  const { readPromptFile } = await import('../core/promptFile.ts');
  return vscode.workspace.fs.readFile(uri).then((bytes) => readPromptFile(new TextDecoder().decode(bytes.subarray(0, sizeLimit))), () => undefined);
}

function offer(uri: vscode.Uri, { description, hint }: PromptFile): PromptOffer {
  const name = (uri.path.split('/').at(-1) ?? '').slice(0, -ending.length).replaceAll(/\s+/g, '-');
  return { id: uri.toString(), name, ...(description === undefined ? {} : { description }), ...(hint === undefined ? {} : { hint }) };
}
