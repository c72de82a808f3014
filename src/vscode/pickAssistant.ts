import * as vscode from 'vscode';
import type { Assistants } from '../core/assistants.ts';
import { builtInAssistant } from '../core/builtInAssistant.ts';
import { t } from '../shared/words.ts';

/** Lets the user pick who answers; undefined when they leave it as it is. */
export async function pickAssistant(assistants: Assistants, currentId: string): Promise<string | undefined> {
  await assistants.list();
  const items = assistants.known.map(({ id, name, description }) => ({
    label: `$(hubot) ${name}`,
    description: [id === currentId ? t('in use') : '', id === assistants.defaultId ? t('default') : '', id === builtInAssistant.id ? t('built in') : ''].filter((part) => part !== '').join(' · '),
    ...(description === undefined ? {} : { detail: description }),
    id,
  }));
  const create = { label: t('$(add) New Assistant…'), id: '' };
  const picked = await vscode.window.showQuickPick([...items, create], { placeHolder: t('Who answers?'), matchOnDetail: true });
  if (picked === create) await vscode.commands.executeCommand('assistants.assistant.new');
  return picked === undefined || picked === create ? undefined : picked.id;
}
