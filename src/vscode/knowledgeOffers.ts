import * as vscode from 'vscode';
import type { AssistantKnowledge } from '../core/assistantKnowledge.ts';
import type { AssistantEntry, Assistants } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Log } from '../core/stores.ts';
import { t } from '../shared/words.ts';

/** How long saved files are gathered before they are looked at, in milliseconds. */
const pause = 2000;

/** What is watched, and what is done on the user's word. */
export interface OfferParts {
  readonly assistants: Assistants;
  readonly knowledge: AssistantKnowledge;
  readonly backEnds: BackEnds;
  readonly log: Log;
  readonly sync: (entry: AssistantEntry) => Promise<void>;
}

/** Offers to sync an assistant's knowledge when files that it knows were saved after its last sync: once, until it is synced. */
export class KnowledgeOffers implements vscode.Disposable {
  readonly #parts: OfferParts;
  readonly #offered = new Set<string>();
  readonly #listening: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: OfferParts) {
    this.#parts = parts;
    this.#listening = vscode.workspace.onDidSaveTextDocument(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#look().catch((error: unknown) => { parts.log.error('The files of an assistant could not be looked at.', error); }), pause);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listening.dispose();
  }

  async #look(): Promise<void> {
    const { assistants, backEnds, knowledge } = this.#parts;
    for (const entry of await assistants.list()) {
      const { assistant } = entry;
      if (assistant.knowledge.length === 0 || this.#offered.has(assistant.id)) continue;
      const connection = backEnds.connectionOf(assistant);
      if (knowledge.storeOf(assistant, connection) === undefined) continue;
      const changed = await knowledge.changed(assistant, connection, AbortSignal.timeout(60_000));
      if (changed > 0) await this.#offer(entry, changed);
    }
  }

  async #offer(entry: AssistantEntry, changed: number): Promise<void> {
    const { id, name } = entry.assistant;
    this.#offered.add(id);
    const message = changed === 1 ? t('A file that {0} knows is not at its server as it is now.', name) : t('{0} files that {1} knows are not at its server as they are now.', changed, name);
    if ((await vscode.window.showInformationMessage(message, t('Sync Knowledge'))) !== t('Sync Knowledge')) return;
    await this.#parts.sync(entry);
    this.#offered.delete(id);
  }
}
