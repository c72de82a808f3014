import type { FilledPrompt, PromptOffer } from '../shared/composerOffers.ts';

/** Where prompt files lie. */
export interface PromptShelf {
  /** All of them, by name. */
  readonly list: () => Promise<readonly PromptOffer[]>;
  /** One of them with these words filled in. Throws FailureError `notFound` when it is not there any more. */
  readonly fill: (id: string, words: string) => Promise<FilledPrompt>;
}
