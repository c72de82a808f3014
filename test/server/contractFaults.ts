import type { ErrorObject } from 'ajv/dist/2020.js';

/** The properties by which alternatives are told apart. */
const tags = new Set(['type', 'object', 'role', 'event']);

/** At most three things that are wrong with a value, where and how: those furthest inside, without the alternatives that were never meant. */
export function faultsIn(errors: readonly ErrorObject[], value: unknown): readonly string[] {
  const own = errors.filter(({ keyword }) => keyword !== 'anyOf');
  const meant = own.filter((error) => !isOtherAlternative(error));
  const telling = meant.length > 0 ? meant : own;
  const deepest = Math.max(...telling.map((error) => keysTo(error).length));
  const sentences = telling.filter((error) => keysTo(error).length === deepest).map((error) => sentence(error, value));
  return [...new Set(sentences)].slice(0, 3);
}

function isOtherAlternative(error: ErrorObject): boolean {
  if (error.keyword === 'type') return error.params['type'] === 'null';
  return (error.keyword === 'enum' || error.keyword === 'const') && tags.has(keysTo(error).at(-1) ?? '');
}

function keysTo({ instancePath }: ErrorObject): readonly string[] {
  return instancePath.split('/').slice(1);
}

function sentence(error: ErrorObject, value: unknown): string {
  const found = keysTo(error).reduce<unknown>((inside, key) => Object.entries(inside ?? {}).find(([name]) => name === key)?.[1], value);
  const shown = JSON.stringify(found) ?? 'nothing';
  return `${error.instancePath === '' ? 'it' : error.instancePath} ${error.message ?? error.keyword}, and is ${shown.slice(0, 80)}`;
}
