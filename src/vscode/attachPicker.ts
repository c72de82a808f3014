import * as vscode from 'vscode';
import type { FileMatch } from '../core/fileRanking.ts';
import { FailureError } from '../shared/rpc.ts';
import { attachFrom, attachUris, sources, type AttachParts } from './attachCommands.ts';
import type { WorkspaceFileIndex } from './workspaceFileIndex.ts';
import { t } from '../shared/words.ts';

/** What the picker works with. */
export interface PickParts extends AttachParts {
  readonly workspaceFiles: WorkspaceFileIndex;
}

interface Item extends vscode.QuickPickItem {
  readonly found?: FileMatch;
  readonly source?: keyof typeof sources;
}

/** Lets the user pick what to attach: what is in front of them first, then open editors, recent files and those of the workspace. */
export async function pickAttachments(parts: PickParts): Promise<void> {
  const picker = vscode.window.createQuickPick<Item>();
  picker.placeholder = t('What goes with the message?');
  const hidden = new Promise<undefined>((resolve) => picker.onDidHide(() => { resolve(undefined); }));
  const chosen = new Promise<Item | undefined>((resolve) => picker.onDidAccept(() => { resolve(picker.selectedItems[0]); }));
  let asking = new AbortController();
  const fill = async (): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    picker.busy = true;
    const { matches, note } = await parts.workspaceFiles.find(picker.value, signal);
    if (signal.aborted) return;
    picker.items = [...sourceItems(), ...(matches.length === 0 ? [] : [{ label: t('Files'), kind: vscode.QuickPickItemKind.Separator }]), ...matches.map(fileItem)];
    picker.title = note;
    picker.busy = false;
  };
  picker.onDidChangeValue(() => void fill().catch(() => undefined));
  picker.items = sourceItems();
  picker.show();
  void fill().catch(() => undefined);
  const item = await Promise.race([chosen, hidden]);
  asking.abort();
  picker.dispose();
  if (item?.source !== undefined) await attachFrom(parts, item.source);
  else if (item?.found !== undefined) await attachFound(parts, item.found);
}

/** Takes what was found in the workspace along with the next prompt. Throws FailureError `notFound` when its folder has left. */
export async function attachFound(parts: PickParts, { path }: FileMatch): Promise<void> {
  const uri = parts.workspaceFiles.uriOf(path);
  if (uri === undefined) throw new FailureError({ kind: 'notFound', message: t('{0} is no longer in this workspace. Type # to find another file.', path), action: 'openLog' });
  await attachUris(parts, [uri]);
  parts.workspaceFiles.use(uri);
}

function sourceItems(): readonly Item[] {
  const names: readonly (keyof typeof sources)[] = ['selection', 'visible', 'symbol', 'problems', 'changes', 'staged', 'terminal', 'cells'];
  return names.map((source) => ({ label: sources[source].label, source }));
}

function fileItem(found: FileMatch): Item {
  const cut = found.path.lastIndexOf('/');
  return { label: `$(${found.kind}) ${found.path.slice(cut + 1)}`, description: found.path.slice(0, Math.max(0, cut)), alwaysShow: true, found };
}
