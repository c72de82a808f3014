import { parentPort } from 'node:worker_threads';
import { countTokens } from 'gpt-tokenizer/encoding/cl100k_base';

/** What the worker is asked: a text under a number that its answer carries too. */
export interface TokenQuestion {
  readonly id: number;
  readonly text: string;
}

/** How many tokens the text is. */
export interface TokenAnswer {
  readonly id: number;
  readonly tokens: number;
}

// Words of special tokens in a text are counted as the plain words that they are there.
const plain = { disallowedSpecial: new Set<string>() };

parentPort?.on('message', ({ id, text }: TokenQuestion) => {
  const answer: TokenAnswer = { id, tokens: countTokens(text, plain) };
  parentPort?.postMessage(answer);
});
