import * as vscode from 'vscode';
import type { Assistant } from '../core/assistant.ts';
import type { AssistantKnowledge } from '../core/assistantKnowledge.ts';
import type { AssistantEntry, Assistants } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Connection } from '../core/connections.ts';
import { reasonOf } from '../core/knowledge.ts';
import { whyNotSearched } from '../core/knowledgePassages.ts';
import type { KnownFileState } from '../core/knowledgeStates.ts';
import { retirementWords, type ModelLists } from '../core/modelLists.ts';
import type { ServerAssistant } from '../core/serverAssistants.ts';
import type { ServerCatalogue } from '../core/serverCatalogue.ts';
import type { Failure } from '../shared/failure.ts';
import { DisposableStore } from '../shared/lifetime.ts';
import { serverAddress } from './serverAssistantFiles.ts';
import { language, t } from '../shared/words.ts';

/** A connection whose server keeps assistants of its own. */
export interface ConnectionNode {
  readonly kind: 'connection';
  readonly connection: Connection;
}

/** An assistant at a server. */
export interface ServerNode {
  readonly kind: 'server';
  readonly connection: Connection;
  readonly item: ServerAssistant;
}

/** A sentence in the place of what cannot be shown. */
interface WordsNode {
  readonly kind: 'words';
  readonly words: string;
  readonly icon: 'warning' | 'info';
}

/** A file that an assistant knows: where it stands at the server, and whether it is searched on this machine. */
interface KnownNode {
  readonly kind: 'known';
  readonly path: string;
  readonly state?: KnownFileState['state'] | undefined;
  /** Why it is not searched on this machine, where that is where files are searched. */
  readonly notHere?: string | undefined;
}

/** A row of the view. */
export type AssistantNode = AssistantEntry | ConnectionNode | ServerNode | WordsNode | KnownNode;

/** What the view shows. */
export interface AssistantsViewParts {
  readonly assistants: Assistants;
  readonly lists: ModelLists;
  readonly catalogue: ServerCatalogue;
  readonly knowledge: AssistantKnowledge;
  readonly backEnds: Pick<BackEnds, 'connectionOf'>;
  readonly explain: (error: unknown) => Failure;
}

const places: Readonly<Record<AssistantEntry['place'], string>> = { personal: '', workspace: t('workspace'), agent: t('agent of the workspace') };

/** After how long what a server said of files is asked anew, when they are looked at, in milliseconds. */
const oldAfter = 30_000;

/** The side bar's view “Assistants”: the user's own by name, with what is wrong with them, if something is, then those at servers. */
export class AssistantsView implements vscode.TreeDataProvider<AssistantNode>, vscode.Disposable {
  readonly #parts: AssistantsViewParts;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #lifetime = new DisposableStore();
  /** When the server was asked last how files stand there. */
  readonly #renewed = new Map<string, number>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(parts: AssistantsViewParts) {
    this.#parts = parts;
    this.#lifetime.add(this.#changed);
    for (const source of [parts.assistants, parts.lists, parts.catalogue, parts.knowledge]) this.#lifetime.add(source.onChange(() => { this.refresh(); }));
  }

  /** Has every row made anew. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(parent?: AssistantNode): Promise<AssistantNode[]> {
    const { assistants, catalogue } = this.#parts;
    if (parent === undefined) return [...(await assistants.list()), ...catalogue.connections.map((connection): ConnectionNode => ({ kind: 'connection', connection }))];
    if (!('kind' in parent)) return this.#knownTo(parent);
    return parent.kind === 'connection' ? this.#atServer(parent) : [];
  }

  getTreeItem(node: AssistantNode): vscode.TreeItem {
    if (!('kind' in node)) return this.#ownItem(node);
    if (node.kind === 'connection') return connectionItem(node);
    if (node.kind === 'known') return knownItem(node);
    return node.kind === 'server' ? serverItem(node) : wordsItem(node);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #ownItem(entry: AssistantEntry): vscode.TreeItem {
    const { assistant, place, failure, address } = entry;
    const { assistants, lists } = this.#parts;
    const retirement = lists.retirement(assistant);
    const warning = failure?.message ?? (retirement === undefined || assistant.model === undefined ? undefined : retirementWords(assistant.model, retirement));
    const retiring = retirement === undefined ? '' : retirement.kind === 'gone' ? t('model is gone') : t('model retires {0}', retirement.date ?? '');
    const knows = assistant.knowledge.length > 0;
    const item = new vscode.TreeItem(assistant.name, knows ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
    item.id = assistant.id;
    item.description = [assistants.defaultId === assistant.id ? t('default') : '', places[place], assistant.model ?? '', retiring].filter((part) => part !== '').join(' · ');
    item.iconPath = warning === undefined ? new vscode.ThemeIcon('hubot') : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.tooltip = [warning, assistant.description ?? assistant.name].filter((part) => part !== undefined).join('\n');
    item.contextValue = `assistant ${place}${knows ? ' knowing' : ''}${retirement?.replacement === undefined ? '' : ' replaceable'}`;
    item.resourceUri = vscode.Uri.parse(address);
    item.command = { command: 'vscode.open', title: t('Open Assistant'), arguments: [item.resourceUri] };
    return item;
  }

  /** The files that an assistant knows, with where they stand at its server, once they were synced. */
  async #knownTo({ assistant }: AssistantEntry): Promise<AssistantNode[]> {
    const { knowledge, backEnds, explain } = this.#parts;
    try {
      const connection = backEnds.connectionOf(assistant);
      const states = knowledge.states(assistant, connection);
      if (states.length > 0) this.#renew(assistant, connection);
      if (!knowledge.isSearchedHere(assistant, connection)) return states.map(({ path, state }) => ({ kind: 'known', path, state }));
      const known = new Map(states.map(({ path, state }) => [path, state]));
      const files = await knowledge.list(assistant, AbortSignal.timeout(60_000));
      const refused = knowledge.refused(assistant).map(({ path, reason }): KnownNode => ({ kind: 'known', path, state: { state: 'failed', reason } }));
      const rows = [...files.map((file): KnownNode => ({ kind: 'known', path: file.path, state: known.get(file.path), notHere: whyNotSearched(file) })), ...refused].toSorted((one, other) => one.path.localeCompare(other.path));
      return rows.length === 0 ? [{ kind: 'words', words: t('No file matches'), icon: 'info' }] : rows;
    } catch (error) {
      return [{ kind: 'words', words: explain(error).message, icon: 'warning' }];
    }
  }

  /** Asks the server how files stand there that are being looked at, now and then. */
  #renew(assistant: Assistant, connection: Connection): void {
    const key = `${connection.id} ${assistant.id}`;
    if (Date.now() - (this.#renewed.get(key) ?? 0) < oldAfter) return;
    this.#renewed.set(key, Date.now());
    // Offline, what was known is shown.
    this.#parts.knowledge.refresh(assistant, connection, AbortSignal.timeout(oldAfter)).catch(() => undefined);
  }

  async #atServer({ connection }: ConnectionNode): Promise<AssistantNode[]> {
    try {
      const items = await this.#parts.catalogue.list(connection.id);
      if (items.length === 0) return [{ kind: 'words', words: t('No assistants yet'), icon: 'info' }];
      return items.map((item) => ({ kind: 'server', connection, item }));
    } catch (error) {
      return [{ kind: 'words', words: this.#parts.explain(error).message, icon: 'warning' }];
    }
  }
}

function connectionItem({ connection }: ConnectionNode): vscode.TreeItem {
  const item = new vscode.TreeItem(connection.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `connection ${connection.id}`;
  item.description = t('at the server');
  item.iconPath = new vscode.ThemeIcon('plug');
  item.tooltip = connection.api === 'agents' ? t('The agents that {0} keeps', connection.baseUrl) : t('The assistants that {0} keeps', connection.baseUrl);
  item.contextValue = 'connection';
  return item;
}

function serverItem(node: ServerNode): vscode.TreeItem {
  const { connection, item: { id, createdAt, definition } } = node;
  const item = new vscode.TreeItem(definition.name === '' ? id : definition.name);
  item.id = `${connection.id} ${id}`;
  item.description = definition.model ?? '';
  item.iconPath = new vscode.ThemeIcon('cloud');
  item.tooltip = [definition.description ?? '', id, createdAt === 0 ? '' : t('made on {0}', new Date(createdAt).toLocaleString(language()))].filter((line) => line !== '').join('\n');
  item.contextValue = `server.${connection.api}`;
  item.command = { command: 'vscode.open', title: t('Open Assistant'), arguments: [serverAddress(connection.id, node.item)] };
  return item;
}

const stateWords: Readonly<Record<KnownFileState['state']['state'], string>> = { waiting: t('waiting'), uploading: t('uploading'), missing: t('not uploaded yet'), inProgress: t('in progress'), ready: t('ready'), failed: t('failed'), heldBack: t('held back'), unsupported: t('not read by the server') };
const stateIcons: Readonly<Record<KnownFileState['state']['state'], string>> = { waiting: 'clock', uploading: 'cloud-upload', missing: 'circle-outline', inProgress: 'sync', ready: 'check', failed: 'warning', heldBack: 'lock', unsupported: 'circle-slash' };

function knownItem({ path, state, notHere }: KnownNode): vscode.TreeItem {
  const item = new vscode.TreeItem(path);
  const here = notHere ?? t('Searched on this machine');
  item.description = state === undefined ? (notHere ?? '') : stateWords[state.state];
  item.iconPath = new vscode.ThemeIcon(state === undefined ? (notHere === undefined ? 'file' : 'circle-slash') : stateIcons[state.state]);
  item.tooltip = [path, state === undefined ? here : (reasonOf(state) ?? stateWords[state.state])].join('\n');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder !== undefined && vscode.workspace.workspaceFolders?.length === 1) item.command = { command: 'vscode.open', title: t('Open File'), arguments: [vscode.Uri.joinPath(folder, path)] };
  return item;
}

function wordsItem({ words, icon }: WordsNode): vscode.TreeItem {
  const item = new vscode.TreeItem(words);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = words;
  return item;
}
