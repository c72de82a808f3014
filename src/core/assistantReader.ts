import { isNode, isScalar, type Node } from 'yaml';
import type { Definition, Json, JsonObject, Parameters, Tool, ToolResources } from './assistant.ts';
import type { FileProblem, HeadPair } from './assistantFile.ts';
import { ownKeys, parameterKeys, type AssistantKey } from './assistantKeys.ts';

/** What VS Code's own agent files say besides: not ours, and no mistake. */
const foreign = new Set(['agents', 'argument-hint', 'disable-model-invocation', 'handoffs', 'infer', 'mcp-servers', 'target', 'tools', 'user-invocable']);

const kinds: Readonly<Record<AssistantKey['kind'], string>> = { text: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false', list: 'a list', map: 'a set of keys with values', any: 'a value' };

/** Puts the keys of a head into a definition, and notes what is wrong with them where they stand. */
export class AssistantReader {
  readonly problems: FileProblem[] = [];
  readonly #headAt: number;
  readonly #kind: 'assistant' | 'agent';

  constructor(headAt: number, kind: 'assistant' | 'agent') {
    this.#headAt = headAt;
    this.#kind = kind;
  }

  /** `values` are the same pairs as plain values. */
  read(base: Definition, pairs: readonly HeadPair[], values: unknown): Definition {
    let definition = base;
    const plain: Readonly<Record<string, unknown>> = isRecord(values) ? values : {};
    for (const pair of pairs) {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      definition = this.#take(definition, name, plain[name], pair);
    }
    const { temperature, top_p: topP } = definition.parameters;
    const both = temperature !== undefined && topP !== undefined ? pairs.find(({ key }) => isScalar(key) && key.value === 'top_p') : undefined;
    if (both !== undefined) this.#note(both.key, 'warning', 'Both temperature and top_p are set; use one of them.');
    return definition;
  }

  #take(definition: Definition, name: string, value: unknown, pair: HeadPair): Definition {
    if (this.#kind === 'agent' && foreign.has(name)) return definition;
    const key = keyOf(name);
    if (key === undefined) {
      if (this.#kind === 'assistant') this.#unknown(name, pair.key);
      return definition;
    }
    const at = pair.value ?? pair.key;
    if (value === null || value === undefined) return definition;
    if (this.#kind === 'agent' && name === 'model') return definition;
    const wrong = problemWith(name, key, value);
    if (wrong !== undefined) {
      this.#note(at, 'error', wrong);
      return definition;
    }
    if (isParameter(name)) return { ...definition, parameters: { ...definition.parameters, [name]: value } };
    return this.#own(definition, name, value, at);
  }

  #own(definition: Definition, name: string, value: unknown, at: Node): Definition {
    if (name === 'assistant_id') return { ...definition, serverId: String(value) };
    if (name === 'additional_instructions') return { ...definition, additionalInstructions: String(value) };
    if (name === 'tools') return { ...definition, tools: this.#tools(value, at) };
    if (name === 'tool_resources') return { ...definition, toolResources: resourcesOf(value) };
    if (name === 'metadata') return { ...definition, metadata: this.#metadata(value, at) };
    if (name === 'knowledge' || name === 'starters') return { ...definition, [name]: this.#texts(name, value, at) };
    return { ...definition, [name]: value };
  }

  #texts(name: string, value: unknown, at: Node): readonly string[] {
    const all: readonly unknown[] = Array.isArray(value) ? value : [];
    const texts = all.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
    if (texts.length < all.length) this.#note(at, 'error', `Each entry of ${name} must be a text that is not empty.`);
    return texts;
  }

  #tools(value: unknown, at: Node): readonly Tool[] {
    const all: readonly unknown[] = Array.isArray(value) ? value : [];
    return all.flatMap((item): Tool[] => {
      if (typeof item === 'string') return [{ type: item }];
      if (!isJsonObject(item) || typeof item['type'] !== 'string') {
        this.#note(at, 'error', 'Each tool must be a name, as in code_interpreter, or have a type.');
        return [];
      }
      const tool: Tool = { ...(isJsonObject(item['function']) ? item['function'] : item), type: item['type'] };
      if (tool.type === 'function' && !/^[\w-]{1,64}$/.test(typeof tool['name'] === 'string' ? tool['name'] : '')) {
        this.#note(at, 'error', 'A function needs a name of at most 64 letters, digits, “_” and “-”.');
        return [];
      }
      return [tool];
    });
  }

  #metadata(value: unknown, at: Node): Readonly<Record<string, string>> {
    const pairs = isRecord(value) ? Object.entries(value).map(([key, item]) => [key, plainText(item)] as const) : [];
    const fitting = pairs.filter(([key, item]) => key.length <= 64 && item.length <= 512);
    if (fitting.length < pairs.length) this.#note(at, 'error', 'Metadata has keys of at most 64 characters and values of at most 512.');
    return Object.fromEntries(fitting);
  }

  #unknown(name: string, at: Node): void {
    const near = [...Object.keys(ownKeys), ...Object.keys(parameterKeys)].find((known) => isNear(name, known));
    this.#note(at, 'information', near === undefined ? `“${name}” is not a key of assistants; it is kept, and has no effect.` : `“${name}” is not known. Did you mean “${near}”?`);
  }

  #note(at: Node, severity: FileProblem['severity'], message: string): void {
    const [from, to] = isNode(at) ? (at.range ?? [0, 0]) : [0, 0];
    this.problems.push({ from: this.#headAt + from, to: this.#headAt + to, severity, message });
  }
}

function problemWith(name: string, { kind, range }: AssistantKey, value: unknown): string | undefined {
  if (!isKind(kind, value)) return `${name} must be ${kinds[kind]}.`;
  if (name === 'stop' && Array.isArray(value) && value.length > 4) return 'stop takes at most 4 texts.';
  if (name === 'logit_bias' && isRecord(value) && Object.values(value).some((bias) => typeof bias !== 'number' || Math.abs(bias) > 100)) return 'logit_bias takes numbers from -100 to 100.';
  if (range === undefined) return undefined;
  const [least, most] = range;
  const size = typeof value === 'number' ? value : typeof value === 'string' || Array.isArray(value) ? value.length : isRecord(value) ? Object.keys(value).length : least;
  if (size >= least && size <= most) return undefined;
  if (kind === 'text') return size < least ? `${name} must not be empty.` : `${name} has at most ${most.toLocaleString('en')} characters; this has ${size.toLocaleString('en')}.`;
  if (kind === 'list' || kind === 'map') return `${name} has at most ${String(most)} entries; this has ${String(size)}.`;
  return `${name} must be from ${String(least)} to ${String(most)}.`;
}

function isKind(kind: AssistantKey['kind'], value: unknown): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (kind === 'integer') return Number.isSafeInteger(value);
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'list') return Array.isArray(value);
  return kind === 'any' || isRecord(value);
}

function keyOf(name: string): AssistantKey | undefined {
  if (isParameter(name)) return parameterKeys[name];
  return Object.entries(ownKeys).find(([known]) => known === name)?.[1];
}

function isParameter(name: string): name is keyof Parameters {
  return Object.hasOwn(parameterKeys, name);
}

function resourcesOf(value: unknown): ToolResources {
  const { code_interpreter: code, file_search: search } = isRecord(value) ? value : {};
  return {
    ...(isRecord(code) ? { code_interpreter: { file_ids: idsOf(code['file_ids']) } } : {}),
    ...(isRecord(search) ? { file_search: { vector_store_ids: idsOf(search['vector_store_ids']) } } : {}),
  };
}

function idsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((id) => typeof id === 'string');
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/g, '');
}

function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Whether the two differ by a letter or two, or by “-” for “_”. */
function isNear(name: string, known: string): boolean {
  const one = letters(name);
  const other = letters(known);
  if (one === other) return true;
  if (Math.abs(one.length - other.length) > 2 || one.length < 3) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  let tail = 0;
  while (tail < one.length - same && tail < other.length - same && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  return Math.max(one.length, other.length) - same - tail <= 2;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJsonObject(value: unknown): value is JsonObject {
  return isRecord(value) && Object.values(value).every(isJson);
}

function isJson(value: unknown): value is Json {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  return Array.isArray(value) ? value.every(isJson) : isJsonObject(value);
}
