import type { Cost, Usage } from '../shared/usage.ts';
import { costOf } from './costs.ts';
import type { Priced } from './prices.ts';
import type { SpendingEntry } from './spendingStore.ts';

/** About how many characters a token is. */
const charactersPerToken = 4;

/** What a bill works with. */
export interface BillParts {
  readonly threadId: string;
  readonly day: string;
  /** What the model is given, in tokens, as estimated before. */
  readonly estimate: number;
  readonly priceOf: (model: string) => Priced;
  readonly enter: (entry: SpendingEntry) => void;
  readonly strike: (id: string) => void;
}

/** What one call of a model comes to: from before it is made, so that no crash can lose it, until its server has counted. */
export class Bill {
  readonly #parts: BillParts;
  readonly #id = crypto.randomUUID();
  #model: string | undefined;
  #usage: Usage | undefined;
  #characters = 0;

  constructor(parts: BillParts) {
    this.#parts = parts;
  }

  /** The call is about to be made: enters what it will cost at least. */
  begin(model: string): void {
    this.#model = model;
    this.#enter(model, { inputTokens: this.#parts.estimate, outputTokens: 0 }, true);
  }

  /** Some of the answer has come. */
  heard(text: string): void {
    this.#characters += text.length;
  }

  /** The server has counted: all of the call, so far. */
  used(usage: Usage): void {
    this.#usage = usage;
  }

  /** The call is over: what it cost. One that failed before anything came of it cost nothing and is struck out; one that was never made costs nothing either. */
  close(hasFailed: boolean): Cost | undefined {
    const model = this.#model;
    if (model === undefined) return undefined;
    if (this.#usage !== undefined) return this.#enter(model, this.#usage, false);
    if (hasFailed && this.#characters === 0) {
      this.#parts.strike(this.#id);
      return undefined;
    }
    return this.#enter(model, { inputTokens: this.#parts.estimate, outputTokens: Math.ceil(this.#characters / charactersPerToken) }, true);
  }

  #enter(model: string, usage: Usage, estimated: boolean): Cost {
    const { threadId, day, priceOf, enter } = this.#parts;
    const cost = costOf(usage, priceOf(model), estimated);
    enter({ id: this.#id, threadId, day, tokens: usage.inputTokens + usage.outputTokens, isLocal: cost.basis === 'local', ...(cost.usd === undefined ? {} : { usd: cost.usd }) });
    return cost;
  }
}
