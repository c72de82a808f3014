import * as vscode from 'vscode';
import type { AssistantKnowledge } from '../core/assistantKnowledge.ts';
import type { AssistantEntry, Assistants } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Log } from '../core/stores.ts';
import { DisposableStore } from '../shared/lifetime.ts';
import { t } from '../shared/words.ts';

/** How long changes are gathered before they are looked at, and how long after the start the first look is, in milliseconds. */
const pause = { change: 2000, start: 8000 };

/** A look is followed by a rest of this many times as long as it took. */
const rest = 10;

/** What is watched, and what is done on the user's word. */
export interface OfferParts {
  readonly assistants: Assistants;
  readonly knowledge: AssistantKnowledge;
  readonly backEnds: BackEnds;
  readonly log: Log;
  readonly sync: (entry: AssistantEntry) => Promise<void>;
}

/**
 * Offers to sync an assistant's knowledge when its files are others than those at its server: whoever has changed, made or deleted
 * them, while VS Code was closed too. Once, until they are synced or as they were.
 */
export class KnowledgeOffers implements vscode.Disposable {
  readonly #parts: OfferParts;
  readonly #offered = new Set<string>();
  readonly #lifetime = new DisposableStore();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rest = 0;
  #isLooking = false;
  #isOld = false;

  constructor(parts: OfferParts) {
    this.#parts = parts;
    const look = (): void => { this.#plan(pause.change); };
    const watcher = this.#lifetime.add(vscode.workspace.createFileSystemWatcher('**/*'));
    for (const happening of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) this.#lifetime.add(happening(look));
    this.#lifetime.add(vscode.workspace.onDidGrantWorkspaceTrust(look));
    this.#lifetime.add(parts.assistants.onChange(look));
    this.#lifetime.add(parts.knowledge.onEnded(({ assistantId, isWhole }) => {
      if (isWhole) this.#offered.delete(assistantId);
      look();
    }));
    this.#plan(pause.start);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#lifetime.dispose();
  }

  #plan(wait: number): void {
    if (this.#isLooking) this.#isOld = true;
    else this.#timer ??= setTimeout(() => void this.#look(), Math.max(wait, this.#rest));
  }

  async #look(): Promise<void> {
    const begun = performance.now();
    this.#timer = undefined;
    this.#isLooking = true;
    this.#isOld = false;
    try {
      if (vscode.workspace.isTrusted) for (const entry of await this.#parts.assistants.list()) await this.#lookAt(entry);
    } catch (error) {
      this.#parts.log.error('The files of an assistant could not be looked at.', error);
    } finally {
      this.#rest = (performance.now() - begun) * rest;
      this.#isLooking = false;
      if (this.#isOld) this.#plan(pause.change);
    }
  }

  async #lookAt(entry: AssistantEntry): Promise<void> {
    const { backEnds, knowledge, log } = this.#parts;
    const { assistant } = entry;
    if (assistant.knowledge.length === 0) return;
    const connection = backEnds.connectionOf(assistant);
    if (knowledge.storeOf(assistant, connection) === undefined || knowledge.isSyncing(assistant, connection)) return;
    const changed = await knowledge.changed(assistant, connection, AbortSignal.timeout(60_000));
    if (changed === 0) this.#offered.delete(assistant.id);
    else if (!this.#offered.has(assistant.id)) this.#offer(entry, changed).catch((error: unknown) => { log.error('The files of an assistant could not be synced.', error); });
  }

  async #offer(entry: AssistantEntry, changed: number): Promise<void> {
    const { id, name } = entry.assistant;
    this.#offered.add(id);
    const message = changed === 1 ? t('A file that {0} knows is not at its server as it is now.', name) : t('{0} files that {1} knows are not at its server as they are now.', changed, name);
    if ((await vscode.window.showInformationMessage(message, t('Sync Knowledge'))) === t('Sync Knowledge')) await this.#parts.sync(entry);
  }
}
