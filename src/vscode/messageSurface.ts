import * as vscode from 'vscode';
import type { Assistants } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Another } from '../core/chat.ts';
import type { MessageSurface } from '../core/messageActs.ts';
import type { ModelLists } from '../core/modelLists.ts';
import type { Failure } from '../shared/failure.ts';
import type { Answer } from '../shared/message.ts';
import { modelsOf } from './connectionCommands.ts';
import { pickAssistant } from './pickAssistant.ts';
import type { Reports } from './reports.ts';
import { t } from '../shared/words.ts';

/** How long the status bar says that something was copied, in milliseconds. */
const saying = 3000;

/** What the surface of acts on messages is made of. */
interface SurfaceParts {
  readonly assistants: Assistants;
  readonly backEnds: Pick<BackEnds, 'connectionOf'>;
  readonly lists: ModelLists;
  readonly reports: Reports;
  readonly explain: (error: unknown) => Failure;
}

/** Asks and shows in VS Code what acts on messages need asked and shown. */
export function messageSurface(parts: SurfaceParts): MessageSurface {
  return {
    another: (by, answer) => (by === 'assistant' ? anotherAssistant(parts, answer) : anotherModel(parts, answer)),
    pick: async (versions) => {
      const items = versions.map((version) => ({ label: firstLine(version.text), description: version.role === 'user' ? '' : version.model, detail: new Date(version.at).toLocaleString(), version }));
      return (await vscode.window.showQuickPick(items, { placeHolder: t('Compare with which version?') }))?.version;
    },
    compare: ({ name, text }, later) => parts.reports.compare(`${name} ↔ ${later.name}`, [`${name}.md`, text], [`${later.name}.md`, later.text]),
    copy: async (text, what) => {
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage(what === 'message' ? t('Message copied as Markdown.') : t('Thread copied as Markdown, up to this message.'), saying);
    },
    confirm: async (question) => {
      const detail = t('The server that answered may keep what it was sent until you delete the whole thread for good.');
      return (await vscode.window.showWarningMessage(question, { modal: true, detail }, t('Delete'))) === t('Delete');
    },
    offerBack: async (count) => (await vscode.window.showInformationMessage(count === 1 ? t('Deleted one message.') : t('Deleted {0} messages.', count), t('Undo'))) === t('Undo'),
  };
}

async function anotherAssistant({ assistants }: SurfaceParts, { assistantId }: Answer): Promise<Another | undefined> {
  const picked = await pickAssistant(assistants, assistantId);
  return picked === undefined ? undefined : { assistantId: picked };
}

async function anotherModel({ assistants, backEnds, lists, explain }: SurfaceParts, { assistantId, model: used }: Answer): Promise<Another | undefined> {
  const connection = backEnds.connectionOf(await assistants.get(assistantId));
  const listed = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('Asking {0} for its models…', connection.name) }, () => modelsOf(lists, connection, explain));
  const other = { label: t('$(edit) Another model…'), description: '' };
  const items = typeof listed === 'string' ? [] : listed.map(({ id }) => ({ label: id, description: id === used ? t('gave this answer') : '' }));
  const picked = items.length === 0 ? other : await vscode.window.showQuickPick([...items, other], { placeHolder: t('Which model answers this time?') });
  if (picked !== other) return picked === undefined ? undefined : { model: picked.label };
  const prompt = typeof listed === 'string' ? `${listed} ${t('Enter the model’s id.')}` : t('Enter the model’s id.');
  const typed = await vscode.window.showInputBox({ title: t('Model for This Answer'), prompt, ignoreFocusOut: true, validateInput: (text) => (text.trim() === '' ? t('Enter an id.') : undefined) });
  return typed === undefined ? undefined : { model: typed.trim() };
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
