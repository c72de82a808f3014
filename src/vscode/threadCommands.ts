import * as vscode from 'vscode';
import type { Chats } from './chats.ts';
import { exportThreads, importThreadFiles, type ThreadPortingParts } from './threadPorting.ts';
import { deleteArchived, deleteThreads, emptyTrash, restoreDeleted, type TrashParts } from './threadTrash.ts';
import { searchThreads, type SearchParts } from './threadSearch.ts';
import { titleOf, type ThreadsView } from './threadsView.ts';
import { t } from '../shared/words.ts';

/** What the commands on threads work with. */
export interface ThreadCommandParts extends TrashParts, SearchParts, ThreadPortingParts {
  readonly threadsView: ThreadsView;
  readonly chats: Pick<Chats, 'openTab'>;
}

/** The commands of the view “Threads”, by their names in the manifest. */
export function threadCommands(parts: ThreadCommandParts): Readonly<Record<string, (argument: unknown, selected: unknown) => Promise<void>>> {
  const { threads, chat, desk, view, threadsView, chats } = parts;
  const onThreads = (run: (threadIds: readonly [string, ...string[]]) => Promise<void>) => async (argument: unknown, selected: unknown): Promise<void> => {
    const [first, ...others] = meant(parts, argument, selected);
    if (first !== undefined) await run([first, ...others]);
  };
  return {
    'assistants.newTemporaryThread': async () => {
      desk.show(undefined, { temporary: true });
      await view.compose();
    },
    'assistants.thread.open': onThreads(async ([threadId]) => {
      desk.show(chat.open(threadId));
      await view.compose();
    }),
    'assistants.thread.openInEditor': async (argument, selected) => {
      const [threadId] = argument === undefined ? [desk.threadId] : meant(parts, argument, selected);
      await chats.openTab(threadId);
    },
    'assistants.thread.rename': onThreads(([threadId]) => renameThread(parts, threadId)),
    'assistants.thread.pin': onThreads(async (ids) => {
      for (const id of ids) threads.pin(id, true);
    }),
    'assistants.thread.unpin': onThreads(async (ids) => {
      for (const id of ids) threads.pin(id, false);
    }),
    'assistants.thread.archive': onThreads((ids) => archiveThreads(parts, ids)),
    'assistants.thread.unarchive': onThreads(async (ids) => {
      for (const id of ids) threads.archive(id, false);
    }),
    'assistants.thread.delete': onThreads((ids) => deleteThreads(parts, ids)),
    'assistants.thread.export': async (argument, selected) => {
      const [first, ...others] = argument === undefined ? (desk.threadId === undefined ? [] : [desk.threadId]) : meant(parts, argument, selected);
      if (first === undefined) void vscode.window.showInformationMessage(t('Open the thread that is to be exported.'));
      else await exportThreads(parts, [first, ...others]);
    },
    'assistants.threads.exportAll': async () => {
      const [first, ...others] = threads.list().map(({ id }) => id);
      if (first === undefined) void vscode.window.showInformationMessage(t('There are no threads to export.'));
      else await exportThreads(parts, [first, ...others]);
    },
    'assistants.threads.import': () => importThreadFiles(parts),
    'assistants.threads.more': async (argument) => {
      if (typeof argument === 'string') threadsView.more(argument);
    },
    'assistants.threads.search': () => searchThreads(parts),
    'assistants.threads.showEverywhere': async () => { threadsView.show({ everywhere: true }); },
    'assistants.threads.showWorkspace': async () => { threadsView.show({ everywhere: false }); },
    'assistants.threads.showArchived': async () => { threadsView.show({ archived: true }); },
    'assistants.threads.hideArchived': async () => { threadsView.show({ archived: false }); },
    'assistants.threads.deleteArchived': () => deleteArchived(parts),
    'assistants.threads.restoreDeleted': () => restoreDeleted(parts),
    'assistants.threads.emptyTrash': () => emptyTrash(parts),
  };
}

async function renameThread({ threads }: ThreadCommandParts, threadId: string): Promise<void> {
  const value = titleOf(threads.peek(threadId));
  const title = await vscode.window.showInputBox({ title: t('Rename Thread'), value, validateInput: (text) => (text.trim() === '' ? t('Enter a title.') : undefined) });
  if (title !== undefined && title.trim() !== value) threads.rename(threadId, title.trim());
}

/** Takes threads out of the list and offers to undo it. */
async function archiveThreads({ threads }: ThreadCommandParts, threadIds: readonly [string, ...string[]]): Promise<void> {
  for (const id of threadIds) threads.archive(id, true);
  const words = threadIds.length === 1 ? t('Archived “{0}”.', titleOf(threads.peek(threadIds[0]))) : t('Archived {0} threads.', String(threadIds.length));
  if ((await vscode.window.showInformationMessage(words, t('Undo'))) !== t('Undo')) return;
  for (const id of threadIds) threads.archive(id, false);
}

/** The threads that the list handed to a command, all that are selected if this is one of them; without any, the selected ones. Of other callers' arguments, only what names threads of the list. */
function meant({ threads, threadsView }: ThreadCommandParts, argument: unknown, selected: unknown): readonly string[] {
  const wanted = argument === undefined ? threadsView.selected : Array.isArray(selected) && selected.length > 0 ? selected : [argument];
  const ids = new Set(wanted.map((node: unknown) => (typeof node === 'object' && node !== null && 'id' in node ? node.id : undefined)));
  return threads.list().flatMap(({ id }) => (ids.has(id) ? [id] : []));
}
