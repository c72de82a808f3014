import * as vscode from 'vscode';
import type { AssistantKnowledge } from './core/assistantKnowledge.ts';
import type { Assistants } from './core/assistants.ts';
import type { BackEnds } from './core/backEnds.ts';
import type { DeskKeeping } from './core/deskKeeping.ts';
import type { FileCatalogue } from './core/fileCatalogue.ts';
import type { ModelLists } from './core/modelLists.ts';
import type { SentKeeping } from './core/sentKeeping.ts';
import type { ServerCatalogue } from './core/serverCatalogue.ts';
import type { Spending } from './core/spending.ts';
import type { StorageLedger } from './core/storageLedger.ts';
import type { AttachmentStore, Log } from './core/stores.ts';
import type { ThreadMarks } from './core/threadMarks.ts';
import type { Threads } from './core/threads.ts';
import { onChatFont } from './vscode/chatFont.ts';
import type { Chats } from './vscode/chats.ts';
import { onSettingsChange } from './vscode/connectionSettings.ts';

/** Who is to hear of what happens elsewhere. */
interface Concerned {
  readonly threads: Threads;
  readonly chats: Chats;
  readonly marks: ThreadMarks;
  readonly assistants: Assistants;
  readonly knowledge: Pick<AssistantKnowledge, 'lost' | 'tidy'>;
  readonly backEnds: BackEnds;
  readonly lists: ModelLists;
  readonly catalogue: ServerCatalogue;
  readonly files: FileCatalogue;
  readonly ledger: Pick<StorageLedger, 'onRemove'>;
  readonly secrets: vscode.SecretStorage;
  readonly sent: SentKeeping;
  readonly spending: Spending;
  readonly deskStore: DeskKeeping;
  readonly attachmentStore: AttachmentStore;
  readonly log: Log;
}

/** Whether this image or document is on a chip of a composer, or in what waits there. */
export function isOnDesk(hash: string, { chats, deskStore }: Pick<Concerned, 'chats' | 'deskStore'>): boolean {
  return chats.attachments.some(({ held }) => held.some(({ media }) => media?.hash === hash)) || deskStore.papersMention(hash);
}

/** What follows from what: pages show how things stand now, and what belonged to a thread goes with it. */
export function reactions({ threads, chats, marks, assistants, backEnds, lists, catalogue, files, ledger, knowledge, secrets, sent, spending, deskStore, attachmentStore, log }: Concerned): vscode.Disposable {
  const refresh = (): void => {
    chats.refreshStatus();
  };
  let tidying: ReturnType<typeof setTimeout> | undefined;
  const tidyKnowledge = async (): Promise<void> => knowledge.tidy((await assistants.list()).map(({ assistant }) => assistant));
  return vscode.Disposable.from(
    onChatFont(refresh),
    onSettingsChange(() => {
      refresh();
      catalogue.refresh();
      files.refresh();
    }),
    ledger.onRemove((removed) => {
      for (const { kind, id, connections } of removed) if (kind === 'vectorStore') for (const connection of connections) knowledge.lost(connection.id, id);
      if (removed.some(({ kind }) => kind === 'file')) files.refresh();
      if (removed.some(({ kind }) => kind === 'agent' || kind === 'assistant')) catalogue.refresh();
    }),
    backEnds.onModel(refresh),
    threads.onSaved(refresh),
    assistants.onChange(refresh),
    assistants.onChange(() => {
      clearTimeout(tidying);
      tidying = setTimeout(() => { tidyKnowledge().catch((error: unknown) => { log.error('What was kept of files that are known no more could not be removed.', error); }); }, 5000);
    }),
    { dispose: () => { clearTimeout(tidying); } },
    chats.onSight(() => {
      for (const threadId of chats.inSight) marks.see(threadId);
    }),
    threads.onEvent(({ threadId, event }) => {
      if (event.type === 'assigned') refresh();
      if (event.type === 'settled') lists.renewFor(assistants.peek(threads.open(threadId).assistantId));
    }),
    threads.onPurge(({ id }) => {
      sent.purgeSent(id);
      spending.forgetThread(id);
      deskStore.forgetPapers(id);
    }),
    threads.onFree((hash) => {
      if (isOnDesk(hash, { chats, deskStore })) return;
      attachmentStore.drop(hash).catch((error: unknown) => { log.error('An attachment of a deleted thread could not be deleted.', error); });
    }),
    secrets.onDidChange(refresh),
  );
}
