/** Keeps those of many that score best. */
export class BestOf<Item> {
  readonly #most: number;
  #held: { readonly item: Item; readonly score: number }[] = [];
  #floor = -Infinity;

  constructor(most: number) {
    this.#most = most;
  }

  /** What scores less than this is not kept. */
  get floor(): number {
    return this.#floor;
  }

  add(item: Item, score: number): void {
    if (score <= this.#floor) return;
    this.#held.push({ item, score });
    if (this.#held.length >= this.#most * 4) this.#thin();
  }

  /** Those kept, the best first; of equals, the one that came first. */
  list(): readonly Item[] {
    this.#thin();
    return this.#held.map(({ item }) => item);
  }

  #thin(): void {
    this.#held = this.#held.toSorted((a, b) => b.score - a.score).slice(0, this.#most);
    if (this.#held.length === this.#most) this.#floor = this.#held.at(-1)?.score ?? this.#floor;
  }
}
