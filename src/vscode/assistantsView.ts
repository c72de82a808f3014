import * as vscode from 'vscode';
import type { AssistantEntry, Assistants } from '../core/assistants.ts';
import { builtInAssistant } from '../core/builtInAssistant.ts';

const places: Readonly<Record<AssistantEntry['place'], string>> = { personal: '', workspace: 'workspace', agent: 'agent of the workspace' };

/** The side bar's view “Assistants”: the user's own by name, with what is wrong with them, if something is. */
export class AssistantsView implements vscode.TreeDataProvider<AssistantEntry>, vscode.Disposable {
  readonly #assistants: Assistants;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #listening: { dispose(): void };
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(assistants: Assistants) {
    this.#assistants = assistants;
    this.#listening = assistants.onChange(() => {
      this.#changed.fire(undefined);
    });
  }

  async getChildren(parent?: AssistantEntry): Promise<AssistantEntry[]> {
    return parent === undefined ? [...(await this.#assistants.list())] : [];
  }

  getTreeItem({ assistant, place, failure, address }: AssistantEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(assistant.name);
    const isDefault = this.#assistants.defaultId === assistant.id;
    item.id = assistant.id;
    item.description = [isDefault ? 'default' : '', places[place], assistant.model ?? ''].filter((part) => part !== '').join(' · ');
    item.iconPath = failure === undefined ? new vscode.ThemeIcon('hubot') : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.tooltip = failure?.message ?? assistant.description ?? assistant.name;
    item.contextValue = `assistant ${place}`;
    item.resourceUri = vscode.Uri.parse(address);
    item.command = { command: 'assistants.assistant.open', title: 'Open Assistant', arguments: [{ assistant: { id: assistant.id } }] };
    return item;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}

/** Lets the user pick who answers; undefined when they leave it as it is. */
export async function pickAssistant(assistants: Assistants, currentId: string): Promise<string | undefined> {
  await assistants.list();
  const items = assistants.known.map(({ id, name, description }) => ({
    label: `$(hubot) ${name}`,
    description: [id === currentId ? 'in use' : '', id === assistants.defaultId ? 'default' : '', id === builtInAssistant.id ? 'built in' : ''].filter((part) => part !== '').join(' · '),
    ...(description === undefined ? {} : { detail: description }),
    id,
  }));
  const create = { label: '$(add) New Assistant…', id: '' };
  const picked = await vscode.window.showQuickPick([...items, create], { placeHolder: 'Who answers?', matchOnDetail: true });
  if (picked === create) await vscode.commands.executeCommand('assistants.assistant.new');
  return picked === undefined || picked === create ? undefined : picked.id;
}
