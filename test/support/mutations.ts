/** Numbers from 0 up to 1 that are the same for the same seed. */
export type Dice = () => number;

/** The generator Mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of these. */
export function pick<Value>(values: readonly Value[], dice: Dice): Value {
  const value = values[Math.floor(dice() * values.length)];
  if (value === undefined) throw new Error('There is nothing to pick from.');
  return value;
}

/** What nobody who keeps to a contract would send. */
const strange: readonly unknown[] = [
  null, true, false, 0, -1, 1e9, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1, '', ' ', '\u0000', '\u202E', '../../etc/passwd', '/etc/passwd', 'file:///etc/passwd', '__proto__',
  'constructor', 'toString', 'x'.repeat(5000), [], {}, [[]], [null], { length: 1e9 }, JSON.parse('{ "__proto__": { "polluted": true } }'), new Date(0), new Map([['a', 1]]), new Uint8Array(3),
];

const strangeKeys = ['__proto__', 'constructor', 'prototype', 'then', 'path', 'kind', 'type', 'id', 'threadId', 'length', ''];

/** A copy of a value in which one to three things are otherwise: exchanged, left out, added, doubled, or cut. */
export function mutated(value: unknown, dice: Dice): unknown {
  let copy: unknown = structuredClone(value);
  const times = 1 + Math.floor(dice() * 3);
  for (let time = 0; time < times; time += 1) copy = once(copy, dice);
  return copy;
}

function once(value: unknown, dice: Dice): unknown {
  if (isList(value) && value.length > 0 && dice() < 0.7) {
    const at = Math.floor(dice() * value.length);
    const way = dice();
    if (way < 0.2) return value.toSpliced(at, 1);
    if (way < 0.4) return [...value, value[at]];
    return value.with(at, once(value[at], dice));
  }
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && dice() < 0.8) return onceInside(Object.entries(value), dice);
  if (typeof value === 'string' && dice() < 0.5) return value.slice(0, Math.floor(dice() * value.length)) + pick(['', '\uD800', '<img src=x>', '\n'], dice);
  return pick(strange, dice);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function onceInside(entries: readonly (readonly [string, unknown])[], dice: Dice): unknown {
  const way = dice();
  if (entries.length === 0 || way < 0.15) return Object.fromEntries([...entries, [pick(strangeKeys, dice), pick(strange, dice)]]);
  const at = Math.floor(dice() * entries.length);
  if (way < 0.3) return Object.fromEntries(entries.toSpliced(at, 1));
  const [key = '', inner] = entries[at] ?? [];
  return Object.fromEntries(entries.with(at, way < 0.4 ? [pick(strangeKeys, dice), inner] : [key, once(inner, dice)]));
}
