/** The most that one question of a page may hold: characters, values, and levels of values within values. */
const mostCharacters = 9_000_000;
const mostValues = 5000;
const mostLevels = 16;

/** Names that lead from an object to what all objects share. */
const sharedNames = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a question is plain data of a bearable size: looked at before its shape is, and no further than it is bearable. */
export function isBearable(question: unknown): boolean {
  let characters = 0;
  let values = 0;
  const isFine = (value: unknown, level: number): boolean => {
    values += 1;
    if (values > mostValues || level > mostLevels) return false;
    if (typeof value === 'string') characters += value.length;
    if (characters > mostCharacters) return false;
    if (typeof value !== 'object' || value === null) return typeof value !== 'function' && typeof value !== 'symbol';
    if (Array.isArray(value)) return value.length <= mostValues && value.every((each) => isFine(each, level + 1));
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    for (const key in value) {
      if (sharedNames.has(key)) return false;
      characters += key.length;
      if (!isFine(Reflect.get(value, key), level + 1)) return false;
    }
    return true;
  };
  return isFine(question, 0);
}
