import * as vscode from 'vscode';
import { sizeInWords } from '../shared/sizeInWords.ts';
import type { Connection } from '../core/connections.ts';
import type { FileCatalogue } from '../core/fileCatalogue.ts';
import type { ServerFile } from '../core/serverFiles.ts';
import type { Failure } from '../shared/failure.ts';
import { t } from '../shared/words.ts';

/** A connection whose files are listed. */
export interface FilesNode {
  readonly kind: 'files';
  readonly connection: Connection;
}

/** A file at a server. */
export interface FileNode {
  readonly kind: 'file';
  readonly connection: Connection;
  readonly file: ServerFile;
}

/** The way to the next page. */
interface MoreNode {
  readonly kind: 'more';
  readonly connection: Connection;
}

/** A sentence in the place of what cannot be shown. */
interface WordsNode {
  readonly kind: 'words';
  readonly words: string;
  readonly icon: 'warning' | 'info';
}

type Row = FilesNode | FileNode | MoreNode | WordsNode;

/** The side bar's view “Files”: what the server of each connection keeps, asked for when a connection is unfolded. */
export class FilesView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #files: FileCatalogue;
  readonly #explain: (error: unknown) => Failure;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #listening: { dispose(): void };
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(files: FileCatalogue, explain: (error: unknown) => Failure) {
    this.#files = files;
    this.#explain = explain;
    this.#listening = files.onChange(() => {
      this.#changed.fire(undefined);
    });
  }

  async getChildren(parent?: Row): Promise<Row[]> {
    if (parent === undefined) return this.#files.connections.map((connection) => ({ kind: 'files', connection }));
    return parent.kind === 'files' ? this.#filesOf(parent.connection) : [];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row.kind === 'files') return connectionItem(row.connection);
    if (row.kind === 'file') return fileItem(row);
    return row.kind === 'more' ? moreItem(row) : wordsItem(row);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  async #filesOf(connection: Connection): Promise<Row[]> {
    try {
      const { files, next } = await this.#files.list(connection.id);
      if (files.length === 0) return [{ kind: 'words', words: t('No files yet'), icon: 'info' }];
      const rows = files.map((file): Row => ({ kind: 'file', connection, file }));
      return next === undefined ? rows : [...rows, { kind: 'more', connection }];
    } catch (error) {
      return [{ kind: 'words', words: this.#explain(error).message, icon: 'warning' }];
    }
  }
}

/** What is known of a file, a line each. */
export function fileDetails({ id, bytes, purpose, created, expires, status }: ServerFile): readonly (readonly [label: string, value: string])[] {
  return [
    [t('Id'), id], [t('Size'), bytes === undefined ? t('not told') : bytes < 1000 ? sizeInWords(bytes) : t('{0} ({1} bytes)', sizeInWords(bytes), bytes)], [t('Purpose'), purpose],
    [t('Created'), date(created)], [t('Expires'), expires === undefined ? t('never') : date(expires)], [t('Status'), status],
  ];
}

function date(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}

function connectionItem({ id, name, baseUrl }: Connection): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `files ${id}`;
  item.iconPath = new vscode.ThemeIcon('plug');
  item.tooltip = t('The files that {0} keeps', baseUrl);
  item.contextValue = 'files';
  return item;
}

function fileItem({ connection, file }: FileNode): vscode.TreeItem {
  const item = new vscode.TreeItem(file.name);
  item.id = `${connection.id} ${file.id}`;
  item.description = [...(file.bytes === undefined ? [] : [sizeInWords(file.bytes)]), file.purpose, date(file.created)].join(' · ');
  item.iconPath = new vscode.ThemeIcon(file.status === 'error' ? 'warning' : 'file');
  item.tooltip = [file.name, ...fileDetails(file).map(([label, value]) => `${label}: ${value}`)].join('\n');
  item.contextValue = 'file';
  return item;
}

function moreItem(row: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(t('More…'));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'assistants.file.more', title: t('More'), arguments: [row] };
  return item;
}

function wordsItem({ words, icon }: WordsNode): vscode.TreeItem {
  const item = new vscode.TreeItem(words);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = words;
  return item;
}
