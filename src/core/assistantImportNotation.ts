import type { Json } from './assistant.ts';

/** A value that was read from a text, and where it ends. */
export interface Notated {
  readonly value: Json;
  readonly end: number;
}

/** How deep values may lie in each other. */
const deepest = 60;

/**
 * Reads a value in the notation of JSON, of JavaScript's `console.log` or of Python's `repr`, from this offset on: `{ name: 'A' }`,
 * `Assistant(name='A', tools=[])`. A constructor's name is kept as the key `$type`. Undefined where no such value stands.
 */
export function readNotation(text: string, offset: number): Notated | undefined {
  const reader = new NotationReader(text, offset);
  const value = reader.value(0);
  return value === undefined ? undefined : { value, end: reader.at };
}

const words: Readonly<Record<string, Json>> = { true: true, True: true, false: false, False: false, null: null, None: null, undefined: null, NaN: null };

class NotationReader {
  at: number;
  readonly #text: string;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  value(depth: number): Json | undefined {
    this.#skip();
    if (depth > deepest) return undefined;
    const next = this.#text[this.at];
    if (next === '{') return this.#pairs('{', '}', depth);
    if (next === '[' && this.#match(/\[(?:Object|Array|Function[^\]]*)\]/y) !== undefined) return '…';
    if (next === '[') return this.#list(']', depth);
    if (next === '(') return this.#group(depth);
    return this.#joinedTexts() ?? this.#number() ?? this.#word(depth);
  }

  #word(depth: number): Json | undefined {
    const name = this.#match(/[A-Za-z_$][\w$.]*/y);
    if (name === undefined) return undefined;
    if (Object.hasOwn(words, name)) return words[name];
    this.#skip();
    const next = this.#text[this.at];
    if (next === '{') return this.#pairs('{', '}', depth);
    const inner = next === '(' ? this.#pairs('(', ')', depth) : undefined;
    return inner === undefined ? (next === '(' ? undefined : name) : { $type: name, ...inner };
  }

  #pairs(open: '{' | '(', close: '}' | ')', depth: number): Readonly<Record<string, Json>> | undefined {
    const entries: [string, Json][] = [];
    if (!this.#take(open)) return undefined;
    while (!this.#take(close)) {
      const start = this.at;
      const key = this.#quoted() ?? this.#match(/[\w$-]+/y);
      const named = key !== undefined && (this.#take(':') || (open === '(' && this.#take('=')));
      if (!named) this.at = start;
      if (!named && open === '{') return undefined;
      const value = this.value(depth + 1);
      if (value === undefined || (!this.#take(',') && !this.#ahead(close))) return undefined;
      // What is given by its place alone, as in datetime(2023, 11, 6), has no name to be kept by.
      if (named) entries.push([key, value]);
    }
    return Object.fromEntries(entries);
  }

  #list(close: ']' | ')', depth: number): readonly Json[] | undefined {
    const items: Json[] = [];
    this.at += 1;
    while (!this.#take(close)) {
      if (this.#match(/\.\.\. \d+ more items?/y) === undefined) {
        const item = this.value(depth + 1);
        if (item === undefined) return undefined;
        items.push(item);
      }
      if (!this.#take(',') && !this.#ahead(close)) return undefined;
    }
    return items;
  }

  /** A tuple, or a text in parentheses as Python breaks long ones. */
  #group(depth: number): Json | undefined {
    const items = this.#list(')', depth);
    const [only] = items ?? [];
    return items?.length === 1 && typeof only === 'string' ? only : items;
  }

  /** Texts side by side or with + between them are one. */
  #joinedTexts(): string | undefined {
    let joined = this.#quoted();
    while (joined !== undefined) {
      const before = this.at;
      this.#take('+');
      this.#skip();
      const more = this.#quoted();
      if (more === undefined) {
        this.at = before;
        return joined;
      }
      joined += more;
    }
    return joined;
  }

  #quoted(): string | undefined {
    this.#skip();
    const prefix = this.#match(/[bru]{0,2}(?=['"`])/y);
    const quote = prefix === undefined ? undefined : this.#text[this.at];
    if (quote === undefined) return undefined;
    const from = this.at + 1;
    for (let end = from; end < this.#text.length; end += 1) {
      const letter = this.#text[end];
      if (letter === quote) {
        this.at = end + 1;
        const inner = this.#text.slice(from, end);
        return prefix?.includes('r') === true ? inner : unescaped(inner);
      }
      if (letter === '\n' && quote !== '`') return undefined;
      if (letter === '\\') end += 1;
    }
    return undefined;
  }

  #number(): Json | undefined {
    const match = this.#match(/[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?n?(?![\w.])/y);
    if (match === undefined) return undefined;
    const number = Number(match.replaceAll(/[_n]/g, ''));
    return Number.isFinite(number) ? number : match;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  #skip(): void {
    while (this.#match(/\s+|\/\/[^\n]*|\/\*[^]*?\*\//y) !== undefined);
  }

  #ahead(mark: string): boolean {
    this.#skip();
    return this.#text[this.at] === mark;
  }

  #take(mark: string): boolean {
    const there = this.#ahead(mark);
    if (there) this.at += 1;
    return there;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0', '\n': '' };

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u\{(?<point>[\da-fA-F]{1,6})\}|U(?<long>[\da-fA-F]{8})|u(?<unit>[\da-fA-F]{4})|x(?<byte>[\da-fA-F]{2})|(?<mark>[^]))/g, (whole: string, point?: string, long?: string, unit?: string, byte?: string, mark?: string) => {
    const code = Number.parseInt(point ?? long ?? unit ?? byte ?? '', 16);
    if (Number.isNaN(code)) return mark === undefined ? whole : (escapes[mark] ?? mark);
    return code > 0x10_ff_ff ? whole : code > 0xff_ff ? String.fromCodePoint(code) : String.fromCharCode(code);
  });
}
