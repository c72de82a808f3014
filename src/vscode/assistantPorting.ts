import * as vscode from 'vscode';
import type { ImportedAssistant } from '../core/assistantImportFields.ts';
import type { AssistantEntry } from '../core/assistants.ts';
import { freeFile, pickFolder } from './assistantPlaces.ts';
import type { AssistantFiles } from './assistantShelf.ts';
import type { Reports } from './reports.ts';
import { t } from '../shared/words.ts';

/** What import and export work with. */
export interface PortingParts {
  readonly assistantFiles: AssistantFiles;
  readonly reports: Reports;
  /** Where the extension keeps the user's own things. */
  readonly storage: vscode.Uri;
}

/** The most that is read of one file, in bytes. */
const sizeLimit = 20_000_000;

/** Makes assistants of files from elsewhere and opens a report of what became of each field. */
export async function importAssistants({ assistantFiles, reports, storage }: PortingParts): Promise<void> {
  const sources = await vscode.window.showOpenDialog({
    title: t('Import Assistants'), openLabel: t('Import'), canSelectMany: true,
    filters: { [t('Assistants, agents, modes and instructions')]: ['json', 'jsonl', 'yaml', 'yml', 'md', 'txt', 'roomodes', 'log'], [t('All files')]: ['*'] },
  });
  if (sources === undefined || sources.length === 0) return;
  const found = await Promise.all(sources.map(readSource));
  const assistants = found.flatMap((imported) => imported.assistants);
  const folder = assistants.length === 0 ? undefined : await pickFolder(storage, t('Import Assistants'), assistants.length === 1 ? t('Where is “{0}” to be kept?', assistants[0]?.definition.name ?? '') : t('Where are the {0} assistants to be kept?', String(assistants.length)));
  if (folder === undefined && assistants.length > 0) return;
  if (folder !== undefined) {
    for (const assistant of assistants) await keep(assistant, await freeFile(folder, assistant.definition.name));
  }
  assistantFiles.touched();
  const { reportMarkdown } = await import('../core/assistantImportReport.ts');
  await reports.show(`${t('Import')}.md`, reportMarkdown({ assistants, problems: found.flatMap(({ problems }) => problems) }));
}

/** Saves the assistant as a file of its own, or as JSON of the Assistants API. */
export async function exportAssistant({ assistant, address }: AssistantEntry): Promise<void> {
  const asFile = { label: t('$(file) As an assistant file'), detail: t('The file as it is, with all of its keys'), ending: '.assistant.md' };
  const asJson = { label: t('$(json) As Assistants-API JSON'), detail: t('For servers and programs that speak the Assistants API'), ending: '.json' };
  const picked = await vscode.window.showQuickPick([asFile, asJson], { title: t('Export “{0}”', assistant.name), matchOnDetail: true });
  if (picked === undefined) return;
  const source = vscode.Uri.parse(address);
  const stem = (source.path.split('/').at(-1) ?? '').replace(/\.(?:assistant|agent)\.md$/, '');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({ title: t('Export “{0}”', assistant.name), ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, `${stem}${picked.ending}`) }) });
  if (target === undefined) return;
  if (picked === asFile) {
    await vscode.workspace.fs.writeFile(target, await vscode.workspace.fs.readFile(source));
    void vscode.window.showInformationMessage(t('Exported “{0}”.', assistant.name));
    return;
  }
  const { exportAssistant: write } = await import('../core/assistantExport.ts');
  const { text, leftOut } = write(assistant);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  void vscode.window.showInformationMessage(leftOut.length === 0 ? t('Exported “{0}”.', assistant.name) : t('Exported “{0}”. The JSON has no place for: {1}.', assistant.name, leftOut.join(', ')));
}

async function readSource(uri: vscode.Uri): Promise<{ readonly assistants: readonly ImportedAssistant[]; readonly problems: readonly string[] }> {
  const name = uri.path.split('/').at(-1) ?? '';
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > sizeLimit) return { assistants: [], problems: [t('{0} is larger than 20 MB.', name)] };
    const { importAssistants: read } = await import('../core/assistantImport.ts');
    return read(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), name);
  } catch (error) {
    return { assistants: [], problems: [t('{0} cannot be read: {1}', name, error instanceof Error ? error.message : String(error))] };
  }
}

async function keep({ definition, extra }: ImportedAssistant, uri: vscode.Uri): Promise<void> {
  const { writeAssistantFile } = await import('../core/assistantFile.ts');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(writeAssistantFile(definition, extra)));
}
