import { flipped, oneOf, twisted } from './mutations.ts';

type Chance = () => number;
type Damage = (text: string, chance: Chance) => string;
type Fields = Record<string, unknown>;

/** Ids and parents that lead nowhere, to themselves, or into an object's insides. */
const strangeIds = ['', '__proto__', 'constructor', 'prototype', 'toString', '../../x', 'nobody', 'x'.repeat(129), '\u0000', '\uD800'] as const;
const strangeRoles = ['system', 'developer', 'tool', 'assistant', 'user', '__proto__', ''] as const;
const strangeNumbers = ['1e999', '1e308', '-1', '0.1', '9007199254740991', '9007199254740993', '8640000000000001', '-0'] as const;

const damages: readonly [Damage, ...Damage[]] = [
  flipped,
  (text, chance) => text.slice(0, Math.floor(chance() * text.length)),
  (text, chance) => around(text, chance, (piece) => '\0'.repeat(piece.length)),
  (text, chance) => around(text, chance, (piece) => piece + piece),
  (text, chance) => around(text, chance, () => ''),
  (text, chance) => instead(text, /"(?:[^"\\]|\\.)*"/g, chance, () => deep(chance)),
  (text, chance) => instead(text, /-?\b\d+(?:\.\d+)?\b/g, chance, () => oneOf(chance, strangeNumbers)),
  (text, chance) => instead(text, /"\w+":/g, chance, () => `"${oneOf(chance, ['__proto__', 'constructor', 'toJSON', 'then', 'approved', 'earlier'])}":`),
  (text, chance) => instead(text, /"(?:user|assistant)"/g, chance, () => `"${oneOf(chance, strangeRoles)}"`),
  (text, chance) => withValue(text, (value) => twisted(value, chance)),
  (text, chance) => withValue(text, (value) => twisted(value, chance)),
  (text, chance) => withValue(text, (value) => regrown(value, chance)),
  (text, chance) => withValue(text, (value) => regrown(value, chance)),
  (text, chance) => withValue(text, (value) => regrown(value, chance)),
];

/** A file of threads with one to four things done to it: its bytes, its values, its tree. */
export function mutatedThreadFile(whole: string, chance: Chance): string {
  let text = whole;
  for (let times = 1 + Math.floor(chance() * 4); times > 0; times -= 1) text = oneOf(chance, damages)(text, chance);
  return text;
}

function around(text: string, chance: Chance, change: (piece: string) => string): string {
  const from = Math.floor(chance() * text.length);
  const to = from + Math.floor(chance() * 200);
  return text.slice(0, from) + change(text.slice(from, to)) + text.slice(to);
}

/** The text with one of the places that match put otherwise. */
function instead(text: string, pattern: RegExp, chance: Chance, make: () => string): string {
  const places = [...text.matchAll(pattern)];
  const place = places[Math.floor(chance() * places.length)];
  return place === undefined ? text : text.slice(0, place.index) + make() + text.slice(place.index + place[0].length);
}

/** A value within ten thousand others. */
function deep(chance: Chance): string {
  const levels = Math.floor(chance() * 10_000);
  return chance() < 0.5 ? '['.repeat(levels) + ']'.repeat(levels) : `${'{"parts":'.repeat(levels)}0${'}'.repeat(levels)}`;
}

function withValue(text: string, change: (value: unknown) => unknown): string {
  try {
    return JSON.stringify(change(JSON.parse(text))) ?? '';
  } catch {
    return text;
  }
}

/** The same with some of its messages, or of ChatGPT's nodes, elsewhere: under others, in another order, twice, or named as others are. */
function regrown(value: unknown, chance: Chance): unknown {
  const own = isFields(value) && Array.isArray(value['threads']) ? value['threads'] : Array.isArray(value) ? value : [];
  for (const thread of own) if (isFields(thread)) {
    const { mapping } = thread;
    const messages: readonly unknown[] = Array.isArray(thread['messages']) ? thread['messages'] : [];
    regrow(messages.filter(isFields), ['parentId', 'id'], chance);
    if (chance() < 0.2) thread['messages'] = messages.toSorted(() => chance() - 0.5);
    else if (chance() < 0.1) thread['messages'] = [...messages, ...messages];
    if (isFields(mapping)) regrow(Object.values(mapping).filter(isFields), ['parent', 'id'], chance);
    if (chance() < 0.2) thread[oneOf(chance, ['leafId', 'current_node'])] = oneOf(chance, strangeIds);
  }
  return value;
}

function regrow(nodes: readonly Fields[], [parent, id]: readonly [string, string], chance: Chance): void {
  const other = (): unknown => (chance() < 0.8 ? nodes[Math.floor(chance() * nodes.length)]?.[id] : oneOf(chance, strangeIds));
  for (const node of nodes) {
    if (chance() < 0.2) node[parent] = other();
    if (chance() < 0.1) node[id] = other();
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
