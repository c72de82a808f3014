/** What is needed to walk through what was said before. */
interface HistorySteps {
  /** The prompts of this thread, the newest first. */
  readonly own: () => readonly string[];
  /** Those of other threads, the newest first. */
  readonly others: () => Promise<readonly string[]>;
  /** Something else stands in the area now: `isDraft`: what was being written. */
  readonly shown: (isDraft: boolean) => void;
}

/** What was being written when the walk began, with its cursor. */
interface Aside {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Brings back earlier prompts with the arrow keys, from the first line upwards; what was being written waits below them. */
export class PromptHistory {
  readonly #area: HTMLTextAreaElement;
  readonly #steps: HistorySteps;
  /** Where the walk is: 0 at what was being written. */
  #at = 0;
  #aside: Aside | undefined;
  #prompts: string[] = [];
  #hasAll = false;
  /** Where the cursor was before the browser took it to the beginning of the text. */
  #cameFrom: number | undefined;

  /** Listens to the area's keys after the lists that open above it. */
  constructor(area: HTMLTextAreaElement, steps: HistorySteps) {
    this.#area = area;
    this.#steps = steps;
    area.addEventListener('keydown', (event) => { this.#press(event); });
    area.addEventListener('input', () => { this.#edited(); });
  }

  /** Whether an earlier prompt stands in the area as it was. */
  get isWalking(): boolean {
    return this.#at > 0;
  }

  /** The walk ends here; the answer is what was being written when it began. */
  end(): string {
    const text = this.#aside?.text ?? '';
    this.#at = 0;
    this.#aside = undefined;
    return text;
  }

  #press(event: KeyboardEvent): void {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (step !== 1) this.#cameFrom = undefined;
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || (step < 0 && this.#at === 0)) return;
    const { value, selectionStart, selectionEnd } = this.#area;
    if (selectionStart !== selectionEnd) return;
    if (selectionStart === (step > 0 ? 0 : value.length)) {
      event.preventDefault();
      void this.#walk(step);
      return;
    }
    // Only the browser knows where lines are wrapped: on the first and the last of them, the cursor stays, or goes to the very end first.
    setTimeout(() => {
      if (this.#area.value === value && this.#area.selectionStart === selectionStart) void this.#walk(step);
      else if (this.#area.selectionStart === 0) this.#cameFrom = selectionStart;
    });
  }

  async #walk(step: 1 | -1): Promise<void> {
    const { value, selectionStart: start, selectionEnd: end } = this.#area;
    if (this.#at === 0) {
      this.#prompts = distinct(this.#steps.own());
      this.#hasAll = false;
    }
    const next = this.#at + step;
    if (next > this.#prompts.length && !this.#hasAll) {
      this.#hasAll = true;
      this.#prompts = distinct([...this.#prompts, ...(await this.#steps.others())]);
      if (this.#area.value !== value) return;
    }
    const prompt = this.#prompts[next - 1];
    if (next > 0 && prompt === undefined) return;
    if (this.#at === 0) this.#aside = { text: value, start: this.#cameFrom ?? start, end: this.#cameFrom ?? end };
    this.#at = next;
    if (prompt === undefined) this.#showDraft();
    else this.#show(prompt, step > 0 ? 0 : prompt.length);
  }

  #showDraft(): void {
    const { text, start, end } = this.#aside ?? { text: '', start: 0, end: 0 };
    this.#area.value = text;
    this.#area.setSelectionRange(start, end);
    this.#aside = undefined;
    this.#steps.shown(true);
  }

  #show(text: string, at: number): void {
    this.#area.value = text;
    this.#area.setSelectionRange(at, at);
    this.#area.scrollTop = at === 0 ? 0 : this.#area.scrollHeight;
    this.#steps.shown(false);
  }

  /** A prompt that is changed is a new one: it takes its place in this walk alone, above what was being written. */
  #edited(): void {
    this.#cameFrom = undefined;
    if (this.#at > 0) this.#prompts[this.#at - 1] = this.#area.value;
  }
}

function distinct(prompts: readonly string[]): string[] {
  return [...new Set(prompts.filter((prompt) => prompt.trim() !== ''))];
}
