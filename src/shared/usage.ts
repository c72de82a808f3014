/** Tokens of one answer as the server counted them. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The part of the input that the server had cached. */
  readonly cachedTokens?: number;
}

/** What a million tokens of a model cost, in USD. */
export interface Rates {
  readonly input: number;
  /** Of input that the server had cached; as other input, if absent. */
  readonly cachedInput?: number;
  readonly output: number;
}

/** What an answer cost, about, and how that was reckoned. */
export interface Cost {
  /** `local`: it was made on this machine. `own`: by the user's own prices. `published`: by the table of `core/prices`. */
  readonly basis: 'local' | 'own' | 'published' | 'unknown';
  /** In USD; absent where no price is known. */
  readonly usd?: number;
  readonly rates?: Rates;
  /** The day or month of the published prices. */
  readonly asOf?: string;
  /** Whether the tokens were estimated, because the server did not count them. */
  readonly estimated?: true;
}
