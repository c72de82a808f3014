import * as vscode from 'vscode';
import type { Log } from './core/stores.ts';
import { SqliteDeskStore } from './node/deskStore.ts';
import { HashedFiles } from './node/hashedFiles.ts';
import { SqliteLeaseStore } from './node/leaseStore.ts';
import { OutputFolder } from './node/outputFolder.ts';
import { LocalPassages } from './node/passages.ts';
import { SqliteRateGates } from './node/rateGates.ts';
import { SqliteSentStore } from './node/sentStore.ts';
import { SqliteServerRecord } from './node/serverRecord.ts';
import { SqliteSpendingStore } from './node/spendingStore.ts';
import { SqliteThreadStore } from './node/threadStore.ts';
import { tellOfStorage } from './vscode/storageNews.ts';

/** All that is kept in files on this machine. */
export type Kept = ReturnType<typeof openKept>;

/** Opens what is kept in these folders of the extension's storage; `held` is closed with the extension. `passageWorker`: the script that reads passages. */
export function openKept(storage: vscode.Uri, passageWorker: URL, log: Log) {
  const threadFolder = vscode.Uri.joinPath(storage, 'threads');
  const serverFolder = vscode.Uri.joinPath(storage, 'servers').fsPath;
  const attachmentFolder = vscode.Uri.joinPath(storage, 'attachments');
  const store = new SqliteThreadStore(threadFolder.fsPath);
  store.onTell((message) => void tellOfStorage(message, threadFolder));
  const sentStore = new SqliteSentStore(threadFolder.fsPath);
  const desks = new SqliteDeskStore(threadFolder.fsPath);
  const leaseStore = new SqliteLeaseStore(threadFolder.fsPath);
  const spendingStore = new SqliteSpendingStore(threadFolder.fsPath);
  const rateGates = new SqliteRateGates(serverFolder, log);
  const record = new SqliteServerRecord(serverFolder);
  const passages = new LocalPassages(passageWorker, vscode.Uri.joinPath(storage, 'passages').fsPath);
  return {
    store, sentStore, desks, leaseStore, spendingStore, rateGates, record, passages, attachmentFolder,
    outputFolder: new OutputFolder(vscode.Uri.joinPath(threadFolder, 'outputs').fsPath),
    attachmentStore: new HashedFiles(attachmentFolder.fsPath),
    held: vscode.Disposable.from(store, desks, leaseStore, rateGates, sentStore, spendingStore, record, passages),
  };
}
