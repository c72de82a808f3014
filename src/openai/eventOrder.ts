/** What events are ordered by; servers that do not number theirs leave it out. */
interface Numbered {
  readonly sequence_number?: number | undefined;
}

/** How long a missing event is waited for, in milliseconds, and how many others meanwhile. */
const gapPatience = 2000;
const mostHeld = 1000;

/** How many events are remembered in order to know them again. */
const mostKnown = 256;
const markLength = 200;

/**
 * Puts events into the order of their numbers, and leaves out those that come twice. A server that gives the same number to different
 * events, or none, or that leaves numbers out, is taken as it comes.
 */
export class EventOrder<Event extends Numbered> {
  readonly #clock: () => number;
  readonly #known = new Map<number, string>();
  readonly #held = new Map<number, Event>();
  #heldSince = 0;
  #next: number | undefined;
  #counts = true;

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  /** The events that are due now that this one has come. */
  take(event: Event): readonly Event[] {
    const number = event.sequence_number;
    if (!this.#counts || number === undefined || !Number.isSafeInteger(number) || number < 0) return [event];
    const next = this.#next ?? number;
    if (number < next || this.#held.has(number)) return this.#again(event, number);
    if (number > next) {
      if (this.#held.size === 0) this.#heldSince = this.#clock();
      this.#held.set(number, event);
      return this.#clock() - this.#heldSince > gapPatience || this.#held.size > mostHeld ? this.rest() : [];
    }
    const due = [event];
    this.#pass(event, number);
    for (let held = this.#held.get(this.#next ?? 0); held !== undefined; held = this.#held.get(this.#next ?? 0)) {
      const at = this.#next ?? 0;
      this.#held.delete(at);
      this.#pass(held, at);
      due.push(held);
    }
    return due;
  }

  /** What has been held back for a missing event that does not come, in its order. */
  rest(): readonly Event[] {
    const left = [...this.#held].toSorted(([one], [other]) => one - other);
    this.#held.clear();
    for (const [number, event] of left) this.#pass(event, number);
    return left.map(([, event]) => event);
  }

  #again(event: Event, number: number): readonly Event[] {
    const before = this.#held.get(number);
    const known = before === undefined ? this.#known.get(number) : markOf(before);
    if (known === undefined || known === markOf(event)) return [];
    this.#counts = false;
    return [...this.rest(), event];
  }

  #pass(event: Event, number: number): void {
    this.#next = number + 1;
    this.#known.set(number, markOf(event));
    this.#known.delete(number - mostKnown);
  }
}

/** By what an event is known again: its own words and numbers, not what is within it. */
function markOf(event: object): string {
  return Object.entries(event).map(([name, value]) => (typeof value === 'object' ? name : `${name} ${String(value).slice(0, markLength)}`)).join('\n');
}
