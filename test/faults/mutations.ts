/** A source of numbers that looks random and is the same for the same seed (mulberry32): from 0 to below 1. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Picks one of a list. */
export function oneOf<Item>(random: () => number, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

const hostile: readonly [() => unknown, ...(() => unknown)[]] = [
  () => null, () => true, () => 0, () => -1, () => 1e9, () => 1e308, () => 0.5, () => '', () => '__proto__', () => 'constructor', () => '../../x', () => [], () => ({}), () => [null], () => [[]],
  () => ({ __proto__: null, toString: 1 }), () => 'x'.repeat(5000), () => '\u202e\u0000\u001b[31m', () => Number.MAX_SAFE_INTEGER, () => ({ type: 'message', content: null }),
];

/** One value within a JSON value changed into something that no server should send. */
export function twisted(value: unknown, random: () => number, depth = 0): unknown {
  if (depth > 0 && random() < 0.3) return oneOf(random, hostile)();
  if (Array.isArray(value) && value.length > 0) {
    const at = Math.floor(random() * value.length);
    const list: readonly unknown[] = value;
    return list.map((item, index) => (index === at ? twisted(item, random, depth + 1) : item));
  }
  if (typeof value !== 'object' || value === null) return oneOf(random, hostile)();
  const entries = Object.entries(value);
  const at = Math.floor(random() * (entries.length + 1));
  if (at === entries.length) return { ...value, [oneOf(random, ['constructor', 'toString', 'then', 'object', 'error', 'response', 'length'])]: oneOf(random, hostile)() };
  return Object.fromEntries(entries.map(([key, item], index) => [key, index === at ? twisted(item, random, depth + 1) : item]));
}

/** A text with one of its characters changed. */
export function flipped(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + String.fromCodePoint(text.charCodeAt(at) ^ (1 << Math.floor(random() * 7))) + text.slice(at + 1);
}
