import * as vscode from 'vscode';
import { ageInWords } from '../core/ageInWords.ts';
import type { Assistants } from '../core/assistants.ts';
import type { ThreadHead } from '../core/stores.ts';
import { threadDetails } from '../core/threadDetails.ts';
import { threadGroups, type ThreadGroup } from '../core/threadGroups.ts';
import type { ThreadMarks } from '../core/threadMarks.ts';
import type { Threads } from '../core/threads.ts';
import { t } from '../shared/words.ts';

/** Which threads are listed. */
export interface ThreadFilter {
  /** Those of other workspaces, too. */
  readonly everywhere: boolean;
  readonly archived: boolean;
}

/** What the list is made of. */
export interface ThreadsViewParts {
  readonly threads: Threads;
  readonly marks: ThreadMarks;
  readonly assistants: Pick<Assistants, 'peek' | 'onChange'>;
  /** The workspace of this window, as threads name it; empty for none. */
  readonly workspace: string;
  readonly kept: { get(): ThreadFilter; set(filter: ThreadFilter): void };
}

/** A row of the list. */
export type ThreadNode =
  | { readonly kind: 'group'; readonly group: ThreadGroup }
  | { readonly kind: 'thread'; readonly id: string; readonly head: ThreadHead }
  | { readonly kind: 'more'; readonly groupId: string };

/** How many threads of a group are listed before the user asks for more. */
const page = 200;

/** How often the ages in the list are told anew, in milliseconds. */
const ageing = 60_000;

/** The side bar's view “Threads”: by days, the newest first. */
export class ThreadsView implements vscode.TreeDataProvider<ThreadNode>, vscode.Disposable {
  readonly #parts: ThreadsViewParts;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #limits = new Map<string, number>();
  readonly #held: vscode.Disposable;
  #filter: ThreadFilter;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tree: vscode.TreeView<ThreadNode>;

  constructor(parts: ThreadsViewParts) {
    this.#parts = parts;
    const filter = parts.kept.get();
    this.#filter = { ...filter, everywhere: filter.everywhere || parts.workspace === '' };
    const refresh = (): void => { this.#changed.fire(undefined); };
    this.#tree = vscode.window.createTreeView<ThreadNode>('assistants.threads', { treeDataProvider: this, canSelectMany: true });
    this.#held = vscode.Disposable.from(
      this.#tree, this.#changed, parts.threads.onList(refresh), parts.marks.onChange(refresh), parts.assistants.onChange(refresh),
      this.#tree.onDidChangeVisibility(({ visible }) => { this.#age(visible); }),
    );
    this.#age(this.#tree.visible);
    this.#tell();
  }

  /** The threads that are selected: what keys act on. */
  get selected(): readonly ThreadNode[] {
    return this.#tree.selection;
  }

  /** Lists other threads from now on. */
  show(filter: Partial<ThreadFilter>): void {
    this.#filter = { ...this.#filter, ...filter };
    this.#parts.kept.set(this.#filter);
    this.#tell();
    this.#changed.fire(undefined);
  }

  /** Lists more threads of a group. */
  more(groupId: string): void {
    this.#limits.set(groupId, (this.#limits.get(groupId) ?? page) + page);
    this.#changed.fire(undefined);
  }

  getChildren(parent?: ThreadNode): ThreadNode[] {
    if (parent === undefined) return this.#groups().map((group) => ({ kind: 'group', group }));
    if (parent.kind !== 'group') return [];
    const { id: groupId, threads } = parent.group;
    const shown = threads.slice(0, this.#limits.get(groupId) ?? page);
    return [...shown.map((head): ThreadNode => ({ kind: 'thread', id: head.id, head })), ...(shown.length < threads.length ? [{ kind: 'more', groupId } as const] : [])];
  }

  getTreeItem(node: ThreadNode): vscode.TreeItem {
    if (node.kind === 'group') return groupItem(node.group);
    return node.kind === 'more' ? moreItem(node) : this.#threadItem(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: ThreadNode): vscode.TreeItem {
    if (node.kind === 'thread') item.tooltip = threadDetails(this.#parts.threads.peek(node.id), vscode.env.language).join('\n');
    return item;
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#held.dispose();
  }

  #groups(): readonly ThreadGroup[] {
    const { everywhere, archived } = this.#filter;
    const all = this.#parts.threads.list().filter((head) => archived || head.archived === undefined);
    const listed = all.filter(({ workspace }) => everywhere || workspace === this.#parts.workspace);
    void vscode.commands.executeCommand('setContext', 'assistants.threads.elsewhere', listed.length < all.length);
    return threadGroups(listed, Date.now(), vscode.env.language);
  }

  #threadItem({ id, head }: Extract<ThreadNode, { kind: 'thread' }>): vscode.TreeItem {
    const { marks, assistants, workspace } = this.#parts;
    const title = titleOf(head);
    const [running, unread] = [marks.isRunning(id), marks.isUnread(id)];
    const item = new vscode.TreeItem(unread ? { label: title, highlights: [[0, title.length]] } : title);
    item.id = id;
    item.description = [
      ...(unread ? [t('unread')] : []), ...(head.temporary === true ? [t('temporary')] : []), assistants.peek(head.assistantId).name,
      running ? t('answering…') : ageInWords(head.updatedAt, Date.now(), vscode.env.language), ...(head.workspace === workspace ? [] : [placeOf(head)]),
    ].filter((part) => part !== '').join(' · ');
    item.iconPath = iconOf(head, running, unread);
    item.contextValue = ['thread', ...(head.pinned === true ? ['pinned'] : []), ...(head.archived === true ? ['archived'] : [])].join('.');
    item.command = { command: 'assistants.thread.open', title: t('Open Thread'), arguments: [{ id }] };
    return item;
  }

  /** Lets the manifest's menus know what is listed. */
  #tell(): void {
    const { everywhere, archived } = this.#filter;
    void vscode.commands.executeCommand('setContext', 'assistants.threads.everywhere', everywhere);
    void vscode.commands.executeCommand('setContext', 'assistants.threads.archived', archived);
    // With a description, VS Code drops the name that the manifest gives the view.
    this.#tree.title = t('Threads');
    this.#tree.description = everywhere && this.#parts.workspace !== '' ? t('all workspaces') : '';
  }

  #age(visible: boolean): void {
    clearInterval(this.#timer);
    if (!visible) return;
    this.#changed.fire(undefined);
    this.#timer = setInterval(() => { this.#changed.fire(undefined); }, ageing);
  }
}

/** What a thread is called where it is listed. */
export function titleOf({ title }: Pick<ThreadHead, 'title'>): string {
  return title === '' ? t('New thread') : title;
}

function groupItem({ id, name, threads, isFolded }: ThreadGroup): vscode.TreeItem {
  const item = new vscode.TreeItem(name, isFolded ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded);
  item.id = `group ${id}`;
  item.description = threads.length.toLocaleString(vscode.env.language);
  item.contextValue = id === 'archived' ? 'archive' : 'group';
  return item;
}

function moreItem({ groupId }: Extract<ThreadNode, { kind: 'more' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Show More'));
  item.id = `more ${groupId}`;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'assistants.threads.more', title: t('Show More'), arguments: [groupId] };
  return item;
}

function iconOf({ pinned, archived, temporary }: ThreadHead, running: boolean, unread: boolean): vscode.ThemeIcon {
  if (running) return new vscode.ThemeIcon('loading~spin');
  if (unread) return new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('notificationsInfoIcon.foreground'));
  if (temporary === true) return new vscode.ThemeIcon('eye-closed');
  if (archived === true) return new vscode.ThemeIcon('archive');
  return new vscode.ThemeIcon(pinned === true ? 'pinned' : 'comment-discussion');
}

/** The name of the folder or file that a thread was begun in. */
function placeOf({ workspace }: ThreadHead): string {
  return workspace === '' ? '' : decodeURIComponent(workspace.replace(/\/$/, '').split('/').at(-1) ?? '').replace(/\.code-workspace$/, '');
}
