/** How often a growing answer is passed on, at most: once in this many milliseconds. */
const pace = 33;

/** Gathers the pieces of an answer: the first goes on at once, the others together at a steady pace. */
export class AnswerText {
  readonly #pass: (piece: string) => void;
  #held = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #any = false;

  constructor(pass: (piece: string) => void) {
    this.#pass = pass;
  }

  /** Whether anything has arrived at all. */
  get any(): boolean {
    return this.#any;
  }

  add(piece: string): void {
    if (piece === '') return;
    this.#any = true;
    this.#held += piece;
    if (this.#timer === undefined) this.#release();
  }

  /** Passes on what is held, and holds nothing more. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const piece = this.#held;
    this.#held = '';
    if (piece !== '') this.#pass(piece);
  }

  #release(): void {
    this.flush();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#held !== '') this.#release();
    }, pace);
  }
}
