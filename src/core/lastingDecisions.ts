import { originOf } from './connections.ts';
import type { Exit } from './gate.ts';
import type { Choice, Decision, Obstacle } from './obstacles.ts';

/** What was decided, by what for and where to, and then by what stands for the very text. Never holds the text. */
export type KeptDecisions = Readonly<Record<string, Readonly<Record<string, Choice>>>>;

/** How many decisions are kept for one thing, the newest. */
const most = 2000;

/** What the user has decided about files that go to the same place again and again: it holds there for as long as they stay what they are. */
export class LastingDecisions {
  readonly #kept: { readonly get: () => KeptDecisions; readonly set: (kept: KeptDecisions) => void };

  constructor(kept: { readonly get: () => KeptDecisions; readonly set: (kept: KeptDecisions) => void }) {
    this.#kept = kept;
  }

  /** What was decided about these before, as far as it can still be chosen. */
  of(exit: Pick<Exit, 'threadId' | 'to'>, obstacles: readonly Obstacle[]): readonly Decision[] {
    const decided = this.#kept.get()[keyOf(exit)] ?? {};
    return obstacles.flatMap(({ hash, choices }) => {
      const choice = choices.find((one) => one === decided[hash]);
      return choice === undefined ? [] : [{ hash, choice }];
    });
  }

  keep(exit: Pick<Exit, 'threadId' | 'to'>, decisions: readonly Decision[]): void {
    if (decisions.length === 0) return;
    const all = this.#kept.get();
    const key = keyOf(exit);
    const merged = { ...all[key], ...Object.fromEntries(decisions.map(({ hash, choice }) => [hash, choice])) };
    this.#kept.set({ ...all, [key]: Object.fromEntries(Object.entries(merged).slice(-most)) });
  }
}

function keyOf({ threadId, to }: Pick<Exit, 'threadId' | 'to'>): string {
  return JSON.stringify([threadId, originOf(to)]);
}
