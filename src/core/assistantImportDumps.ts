import type { Json, JsonObject } from './assistant.ts';
import { isList, isObject } from './assistantFileValues.ts';
import { readNotation } from './assistantImportNotation.ts';

/** How many beginnings before a mark are tried: the object around it begins at one of the nearest. */
const mostTries = 30;

/** How many marks may be without an object around them before the rest is not looked at. */
const mostMisses = 20;

/** The value of a text that is nothing but one value, as a program has printed it. */
export function printedValue(text: string): Json | undefined {
  const plain = text.replace(/^\uFEFF/, '').trim();
  for (const candidate of [plain, uncommented(plain)]) {
    const read = readNotation(candidate, 0);
    if (read !== undefined && /^[\s;]*$/.test(candidate.slice(read.end))) return withoutTypes(read.value);
  }
  return undefined;
}

/** The assistants that stand printed among other text, as in notes and tutorials. The last of several with one id counts. */
export function printedAssistants(text: string): readonly JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const candidate of [text, uncommented(text)]) {
    let misses = 0;
    for (const { index } of candidate.matchAll(/\bobject["']?\s*[:=]\s*["']assistant["']/g)) {
      const assistant = misses < mostMisses ? around(candidate, index) : undefined;
      if (assistant === undefined) misses += 1;
      else found.set(typeof assistant['id'] === 'string' ? assistant['id'] : String(found.size), assistant);
    }
  }
  return [...found.values()];
}

/** The object in which the offset lies. */
function around(text: string, offset: number): JsonObject | undefined {
  let start = offset;
  for (let tries = 0; tries < mostTries && start > 0; tries += 1) {
    start = Math.max(text.lastIndexOf('{', start - 1), text.lastIndexOf('(', start - 1));
    if (start < 0) return undefined;
    const name = text[start] === '(' ? (/[\w.]+$/.exec(text.slice(Math.max(0, start - 80), start))?.[0] ?? '') : '';
    const read = readNotation(text, start - name.length);
    if (read !== undefined && read.end > offset) {
      const value = withoutTypes(read.value);
      if (isObject(value) && value['object'] === 'assistant') return value;
    }
  }
  return undefined;
}

function uncommented(text: string): string {
  return text.replaceAll(/^[ \t]*(?:\/\/|#)[ \t]?/gm, '');
}

/** The names of constructors serve to read, not to keep. */
function withoutTypes(value: Json): Json {
  if (isList(value)) return value.map(withoutTypes);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (key === '$type' ? [] : [[key, withoutTypes(item)] as const])));
}
