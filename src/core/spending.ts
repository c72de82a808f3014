import { Emitter } from '../shared/lifetime.ts';
import type { Spent } from '../shared/meter.ts';
import { FailureError } from '../shared/rpc.ts';
import { Bill } from './bill.ts';
import { passedCap } from './capSentences.ts';
import type { Connection } from './connections.ts';
import { tokensOf, type ContextCounter, type Given } from './contextParts.ts';
import { costOf } from './costs.ts';
import { priceOf } from './prices.ts';
import { readCap, readPrices, type SpendingSettings } from './spendingSettings.ts';
import type { SpendingStore } from './spendingStore.ts';
import type { Log } from './stores.ts';
import { t } from '../shared/words.ts';

/** A call of a model that is to be made, and for which thread. */
export interface Call extends Given {
  readonly threadId: string;
  readonly connection: Connection;
  /** Absent while only the server knows it. */
  readonly model?: string;
  /** Set where the call is not worth a question: it is not made if it would pass a cap. */
  readonly unasked?: true;
}

/** What spending is watched with. */
export interface SpendingParts {
  readonly store: SpendingStore;
  readonly counter: Pick<ContextCounter, 'parts'>;
  readonly settings: () => SpendingSettings;
  /** Asks the user, in VS Code's own window, whether a call is made although it passes a cap. */
  readonly ask: (message: string) => Promise<boolean>;
  /** Tells the user that a cap does not hold. */
  readonly tell: (message: string) => void;
  readonly log: Log;
  readonly now: () => number;
}

/** Holds what is spent against the user's caps before each call, and keeps the ledger. */
export class Spending {
  readonly #parts: SpendingParts;
  readonly #changed = new Emitter<null>();
  readonly #told = new Set<string>();
  /** The ledger says something else now. */
  readonly onChange = this.#changed.on;

  constructor(parts: SpendingParts) {
    this.#parts = parts;
  }

  /** Before a call: its bill. Throws FailureError `withheld` when it would pass a cap and the user keeps to it; nothing is sent then. */
  async allow(call: Call): Promise<Bill> {
    const { counter, settings } = this.#parts;
    const { threadId, connection } = call;
    const estimate = tokensOf(await counter.parts(call));
    await this.#check(call, estimate);
    return new Bill({
      threadId, estimate, day: this.#today,
      priceOf: (model) => priceOf(model, connection, readPrices(settings())),
      enter: (entry) => { this.#keep(() => { this.#parts.store.put(entry); }); },
      strike: (id) => { this.#keep(() => { this.#parts.store.remove(id); }); },
    });
  }

  /** What a thread has cost in all its branches, with all that was asked for it. Throws FailureError `storage`. */
  inThread(threadId: string): Spent {
    return this.#parts.store.inThread(threadId);
  }

  /** What was spent today, in all windows. Throws FailureError `storage`. */
  get today(): Spent {
    return this.#parts.store.onDay(this.#today);
  }

  /** A thread is gone for good. */
  forgetThread(threadId: string): void {
    this.#keep(() => { this.#parts.store.forgetThread(threadId); });
  }

  async #check({ threadId, connection, model, unasked }: Call, tokens: number): Promise<void> {
    const settings = this.#parts.settings();
    const caps = { thread: readCap(settings, 'thread'), day: readCap(settings, 'day') };
    const usd = costOf({ inputTokens: tokens, outputTokens: 0 }, priceOf(model, connection, readPrices(settings)), true).usd;
    if (usd === undefined && (caps.thread.usd ?? caps.day.usd) !== undefined) this.#warn(model, connection);
    for (const scope of ['thread', 'day'] as const) {
      const cap = caps[scope];
      if (cap.usd === undefined && cap.tokens === undefined) continue;
      const spent = scope === 'thread' ? this.inThread(threadId) : this.today;
      const passed = passedCap(scope, cap, spent, { tokens, usd });
      if (passed === undefined) continue;
      if (unasked === true || !(await this.#parts.ask(passed))) throw new FailureError({ kind: 'withheld', message: t('Nothing was sent. {0}', passed), action: 'retry' });
      return;
    }
  }

  #warn(model: string | undefined, { name }: Connection): void {
    const about = model === undefined ? t('the model at {0}', name) : t('{0} at {1}', model, name);
    if (this.#told.has(about)) return;
    this.#told.add(about);
    this.#parts.tell(t('There is no price for {0}, so your cap in dollars does not hold for it: give its price in assistants.prices, or cap tokens.', about));
  }

  // A ledger that cannot be written is no reason to lose an answer.
  #keep(write: () => void): void {
    try {
      write();
      this.#changed.fire(null);
    } catch (error) {
      this.#parts.log.error('What a call cost was not kept.', error);
    }
  }

  get #today(): string {
    const now = new Date(this.#parts.now());
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  }
}
