import * as vscode from 'vscode';
import type { Attachments } from '../core/attachments.ts';
import { activeConnection } from '../core/connections.ts';
import type { HostParts } from '../core/hostApi.ts';
import { branch } from '../shared/model.ts';
import { addConnection } from './addConnection.ts';
import type { ChatView } from './chatView.ts';
import { chooseConnection, chooseModel, testConnection } from './connectionCommands.ts';
import { readSettings } from './connectionSettings.ts';
import { removeApiKey, setApiKey } from './keyCommands.ts';
import type { Keys } from './keys.ts';
import type { LogChannel } from './log.ts';
import { selectedCode } from './selection.ts';
import { deleteThread, renameThread, type ThreadCommandParts } from './threadCommands.ts';

/** What the commands work with. */
export interface CommandParts extends ThreadCommandParts {
  readonly attachments: Attachments;
  readonly keys: Keys;
  readonly log: LogChannel;
  readonly view: ChatView;
  readonly findLocalServers: Parameters<typeof addConnection>[0];
  /** What is selected in the list of threads: what its keys act on. */
  readonly selectedThread: () => unknown;
  readonly explain: HostParts['explain'];
}

/** Registers every command of the manifest. A failure becomes one sentence with one action. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { view, desk, chat, log, keys, backEnds, attachments, explain } = parts;
  const newConnection = async (): Promise<void> => {
    const connection = await addConnection(parts.findLocalServers);
    if (connection?.auth === 'key') await setApiKey(keys, connection);
  };
  const commands: Readonly<Record<string, (argument: unknown) => Promise<void>>> = {
    'assistants.newThread': async () => {
      desk.show(undefined);
      await view.compose();
    },
    'assistants.sendSelection': async () => {
      const code = selectedCode();
      if (code === undefined) void vscode.window.showInformationMessage('Open a file and select the code to send.');
      else {
        attachments.add(code);
        await view.compose();
      }
    },
    'assistants.setApiKey': async () => void (await setApiKey(keys)),
    'assistants.removeApiKey': () => removeApiKey(keys),
    'assistants.chooseConnection': () => chooseConnection(newConnection),
    'assistants.addConnection': newConnection,
    'assistants.chooseModel': async () => void (await chooseModel(backEnds, explain)),
    'assistants.testConnection': () => testConnection(backEnds, log),
    'assistants.openLog': async () => {
      log.show();
    },
    'assistants.thread.open': async (argument) => {
      const threadId = listedId(parts, argument);
      if (threadId === undefined) return;
      desk.show(chat.open(threadId));
      await view.compose();
    },
    'assistants.thread.rename': async (argument) => {
      const threadId = listedId(parts, argument);
      if (threadId !== undefined) await renameThread(parts, threadId);
    },
    'assistants.thread.delete': async (argument) => {
      const threadId = listedId(parts, argument);
      if (threadId !== undefined) await deleteThread(parts, threadId);
    },
  };
  const guarded = (run: (argument: unknown) => Promise<void>) => (argument: unknown) => run(argument).catch((error: unknown) => say(parts, error));
  return vscode.Disposable.from(...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, guarded(run))));
}

/** Takes the step that a failure in the chat offers; a prompt that was refused for it is then sent again. */
export async function act(parts: CommandParts, action: Parameters<HostParts['act']>[0]): Promise<void> {
  const { keys, backEnds, log, explain } = parts;
  const steps: Readonly<Record<typeof action, () => Promise<boolean>>> = {
    setKey: () => setApiKey(keys, activeConnection(readSettings())),
    chooseModel: () => chooseModel(backEnds, explain),
    chooseConnection: async () => {
      const before = JSON.stringify(readSettings());
      await vscode.commands.executeCommand('assistants.chooseConnection');
      return JSON.stringify(readSettings()) !== before;
    },
    openSettings: async () => {
      await vscode.commands.executeCommand('workbench.action.openSettingsJson', { revealSetting: { key: 'assistants.connections' } });
      return false;
    },
    openLog: async () => {
      log.show();
      return false;
    },
  };
  if (await steps[action]()) await retryRefused(parts);
}

async function retryRefused({ chat, desk }: CommandParts): Promise<void> {
  if (desk.threadId === undefined) return;
  const thread = chat.open(desk.threadId);
  const last = branch(thread.messages, thread.leafId).at(-1);
  if (last?.role === 'assistant' && last.state === 'failed') await chat.retry(thread.id, last.id);
}

/** The thread that the list handed to a command, or the selected one; of other callers' arguments, only what names a thread of the list. */
function listedId({ threads, selectedThread }: CommandParts, argument: unknown): string | undefined {
  const wanted = argument ?? selectedThread();
  if (typeof wanted !== 'object' || wanted === null || !('id' in wanted)) return undefined;
  return threads.list().find(({ id }) => id === wanted.id)?.id;
}

async function say(parts: CommandParts, error: unknown): Promise<void> {
  const { message, action } = parts.explain(error);
  parts.log.error('A command failed.', error);
  const labels: Readonly<Partial<Record<typeof action, string>>> = { setKey: 'Set API Key…', chooseConnection: 'Choose Connection…', chooseModel: 'Choose Model…', openSettings: 'Open Settings' };
  const label = labels[action] ?? 'Open Log';
  const picked = await vscode.window.showErrorMessage(message, label);
  if (picked === undefined) return;
  const known = action === 'setKey' || action === 'chooseConnection' || action === 'chooseModel' || action === 'openSettings';
  await act(parts, known ? action : 'openLog');
}
