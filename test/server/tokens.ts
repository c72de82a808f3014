/** Roughly what a tokenizer would count: four characters to a token, no token longer than its word. */
export function countTokens(text: string): number {
  return pieces(text).reduce((sum, piece) => sum + Math.max(1, Math.ceil(piece.trimEnd().length / 4)), 0);
}

/** The text cut into the deltas that it is sent in: one word and the space behind it each. */
export function pieces(text: string): readonly string[] {
  return text.match(/\S+\s*|\s+/gu) ?? [];
}

/** The first pieces that stay within so many tokens. */
export function within(tokens: number, all: readonly string[]): readonly string[] {
  let sum = 0;
  return all.filter((piece) => {
    sum += countTokens(piece);
    return sum <= tokens;
  });
}
