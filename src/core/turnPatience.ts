import type { Patience } from './deadline.ts';

/** How long a turn is waited for, in milliseconds. */
export interface TurnPatience extends Patience {
  /** After how much silence the user may choose whether to wait on; `turnPatience.choice` if absent. */
  readonly choice?: number;
}

/** Reasoning models take their time: only after ten minutes of silence an answer is given up, or asked for if it can be. */
export const turnPatience = { first: 600_000, next: 600_000, choice: 90_000 };
