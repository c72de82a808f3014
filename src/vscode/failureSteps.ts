import * as vscode from 'vscode';
import { activeConnection } from '../core/connections.ts';
import type { HostParts } from '../core/hostParts.ts';
import type { HostAction } from '../shared/asks.ts';
import { branch } from '../shared/messageTree.ts';
import { t } from '../shared/words.ts';
import { assign, openAssistant, type AssistantCommandParts } from './assistantCommands.ts';
import { chooseModel } from './connectionCommands.ts';
import { readSettings } from './connectionSettings.ts';
import { setApiKey } from './keyCommands.ts';
import type { Keys } from './keys.ts';
import type { LogChannel } from './log.ts';
import { pickAssistant } from './pickAssistant.ts';

/** What the steps are taken with. */
export interface StepParts extends AssistantCommandParts {
  readonly keys: Keys;
  readonly log: LogChannel;
  readonly explain: HostParts['explain'];
}

/** Takes the step that a failure in the chat offers; a prompt that was refused for it is then sent again. */
export async function act(parts: StepParts, action: HostAction): Promise<void> {
  const { keys, lists, log, explain } = parts;
  const steps: Readonly<Record<typeof action, () => Promise<boolean>>> = {
    setKey: () => setApiKey(keys, activeConnection(readSettings())),
    chooseModel: () => chooseModel(lists, explain),
    chooseConnection: async () => {
      const before = JSON.stringify(readSettings());
      await vscode.commands.executeCommand('assistants.chooseConnection');
      return JSON.stringify(readSettings()) !== before;
    },
    chooseAssistant: () => chooseAssistant(parts),
    openAssistant: async () => {
      const entry = (await parts.assistants.list()).find(({ assistant }) => assistant.id === currentAssistantId(parts));
      if (entry !== undefined) await openAssistant(entry);
      return false;
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

async function retryRefused({ chat, desk }: StepParts): Promise<void> {
  if (desk.threadId === undefined) return;
  const thread = chat.open(desk.threadId);
  const last = branch(thread.messages, thread.leafId).at(-1);
  if (last?.role === 'assistant' && last.state === 'failed') await chat.retry(thread.id, last.id);
}

/** Lets the user choose who answers from now on. Resolves with false: no prompt is to be sent again for it. */
export async function chooseAssistant(parts: StepParts): Promise<boolean> {
  const picked = await pickAssistant(parts.assistants, currentAssistantId(parts));
  if (picked !== undefined) assign(parts, picked);
  return false;
}

function currentAssistantId({ desk, threads, assistants }: StepParts): string {
  return (desk.threadId === undefined ? desk.assistantId : threads.open(desk.threadId).assistantId) ?? assistants.defaultId;
}

/** Says what went wrong in one sentence, with the one step that helps. */
export async function sayFailure(parts: StepParts, error: unknown): Promise<void> {
  const { kind, message, action } = parts.explain(error);
  if (kind === 'withheld') {
    void vscode.window.showInformationMessage(message);
    return;
  }
  parts.log.error('A command failed.', error);
  const labels: Readonly<Partial<Record<typeof action, string>>> = { setKey: t('Set API Key…'), chooseConnection: t('Choose Connection…'), chooseModel: t('Choose Model…'), openSettings: t('Open Settings'), chooseAssistant: t('Choose Assistant…') };
  const label = labels[action] ?? t('Open Log');
  const picked = await vscode.window.showErrorMessage(message, label);
  if (picked === undefined) return;
  const known = action === 'setKey' || action === 'chooseConnection' || action === 'chooseModel' || action === 'openSettings' || action === 'chooseAssistant';
  await act(parts, known ? action : 'openLog');
}
