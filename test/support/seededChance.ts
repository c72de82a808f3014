/** Numbers from 0 up to, but not including, 1: the same ones for the same seed (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The size of a test of many rounds: what this environment variable says, else the full one. */
export function roundsOf(variable: string, full: number): number {
  return Number(process.env[variable] ?? full);
}
