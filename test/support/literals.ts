/** A text in quotation marks or backticks, as it stands in the code, and what stands before it on its line. */
export interface Literal {
  readonly text: string;
  readonly before: string;
}

/** The texts in this TypeScript, in order, those in the holes of templates among them; comments and regular expressions are passed over. */
export function literalsIn(code: string): readonly Literal[] {
  return [...new LiteralReader(code).read('')];
}

const space = /\s+|\/\/.*|\/\*[\s\S]*?\*\//y;
const quoted = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/y;
const expression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const word = /[\w$]+/y;

/** Words after which a slash begins a regular expression. */
const beforeExpression = /^(?:return|typeof|case|of|in|yield|await|void)$/;

class LiteralReader {
  readonly #code: string;
  #at = 0;
  #last = '';

  constructor(code: string) {
    this.#code = code;
  }

  /** The texts up to a bracket of this kind that was not opened here. */
  *read(end: string): Generator<Literal> {
    let depth = 0;
    while (this.#at < this.#code.length) {
      if (this.#take(space) !== undefined) continue;
      const from = this.#at;
      const sign = this.#code.charAt(from);
      if (sign === end && depth === 0) return;
      const text = this.#take(quoted);
      if (text !== undefined) yield this.#literal(text.slice(1, -1), from);
      else if (sign === '`') yield* this.#template(from);
      else if (sign === '/' && !this.#isValue() && this.#take(expression) !== undefined) this.#last = '/x/';
      else {
        if (sign === '{') depth += 1;
        if (sign === '}') depth -= 1;
        this.#last = this.#take(word) ?? sign;
        if (this.#at === from) this.#at += 1;
      }
    }
  }

  *#template(from: number): Generator<Literal> {
    let text = '';
    const inside: Literal[] = [];
    this.#at += 1;
    for (let sign = this.#code.charAt(this.#at); sign !== '`' && sign !== ''; sign = this.#code.charAt(this.#at)) {
      if (this.#code.startsWith('${', this.#at)) {
        this.#at += 2;
        inside.push(...this.read('}'));
        text += '${}';
      } else {
        text += sign;
        if (sign === '\\') {
          this.#at += 1;
          text += this.#code.charAt(this.#at);
        }
      }
      this.#at += 1;
    }
    this.#at += 1;
    yield this.#literal(text, from);
    yield* inside;
  }

  #literal(text: string, from: number): Literal {
    this.#last = 'text';
    return { text, before: this.#code.slice(this.#code.lastIndexOf('\n', from - 1) + 1, from) };
  }

  /** Whether what was read last is a value: then a slash divides it. */
  #isValue(): boolean {
    return /^[\w$)\]]|^\/x/.test(this.#last) && !beforeExpression.test(this.#last);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#code)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}
