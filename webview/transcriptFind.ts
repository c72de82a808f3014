import { FindBar } from './findBar.ts';
import { oncePerFrame } from './frame.ts';
import { spoken, textMatches } from './textMatches.ts';

/** How much of the messages the bar lies on, in pixels. */
const barHeight = 44;

/** What is looked through. */
export interface Findable {
  /** What scrolls. */
  readonly scroller: HTMLElement;
  /** Holds the messages. */
  readonly messages: HTMLElement;
  readonly hasEarlier: () => boolean;
  /** Loads some of what is earlier; resolves with whether it was done. */
  readonly loadEarlier: () => Promise<boolean>;
}

/** One of the places: the how-manieth of its element. */
interface Spot {
  readonly home: Element;
  readonly index: number;
}

/** Finds words in a thread, also in what is not loaded yet and in what is arriving. The page itself is not changed for it. */
export class TranscriptFind {
  readonly bar: FindBar;
  readonly #parts: Findable;
  readonly #all = new Highlight();
  readonly #now = new Highlight();
  readonly #changes: MutationObserver;
  readonly #lookSoon = oncePerFrame(() => { this.#look(); });
  /** The places in each element, as long as its text stays as it is. */
  #found = new Map<Element, readonly StaticRange[]>();
  #words = '';
  #at: Spot | undefined;
  #isLoading = false;

  constructor(parts: Findable) {
    this.#parts = parts;
    this.bar = new FindBar({
      look: (words) => { this.#begin(words.trim()); },
      go: (way) => { this.#go(way === 'next' ? 1 : -1); },
    });
    this.#now.priority = 1;
    CSS.highlights.set('found', this.#all);
    CSS.highlights.set('found-now', this.#now);
    this.#changes = new MutationObserver((records) => { this.#changed(records); });
  }

  #begin(words: string): void {
    if (words === this.#words) return;
    this.#words = words;
    this.#found.clear();
    this.#at = undefined;
    this.#changes.disconnect();
    if (words !== '') this.#changes.observe(this.#parts.messages, { childList: true, characterData: true, subtree: true });
    this.#look();
  }

  #changed(records: readonly MutationRecord[]): void {
    for (const { target } of records) {
      const home = (target instanceof Element ? target : target.parentElement)?.closest(spoken);
      if (home !== null && home !== undefined) this.#found.delete(home);
    }
    this.#lookSoon();
  }

  #look(): void {
    const before = this.#found;
    const homes = this.#words === '' ? [] : Array.from(this.#parts.messages.querySelectorAll(spoken));
    this.#found = new Map(homes.map((home) => [home, before.get(home) ?? textMatches(home, this.#words)]));
    const isNew = this.#at === undefined;
    if (this.#at === undefined || this.#rangeAt(this.#at) === undefined) this.#at = this.#nearest();
    this.#show();
    if (isNew && this.#at !== undefined) this.#reveal();
    if (this.#words !== '' && !this.#isLoading && this.#parts.hasEarlier()) void this.#loadAll();
  }

  async #loadAll(): Promise<void> {
    this.#isLoading = true;
    this.#show();
    while (this.#words !== '' && this.#parts.hasEarlier() && (await this.#parts.loadEarlier())) await new Promise(requestAnimationFrame);
    this.#isLoading = false;
    this.#show();
  }

  get #spots(): readonly Spot[] {
    return [...this.#found].flatMap(([home, ranges]) => ranges.map((_, index) => ({ home, index })));
  }

  #go(way: 1 | -1): void {
    const spots = this.#spots;
    if (spots.length === 0) return;
    const next = this.#placeOf(spots) + way;
    this.#at = spots.at(next % spots.length);
    this.#show();
    this.#reveal();
  }

  #placeOf(spots: readonly Spot[]): number {
    return spots.findIndex(({ home, index }) => home === this.#at?.home && index === this.#at.index);
  }

  #rangeAt({ home, index }: Spot): StaticRange | undefined {
    return this.#found.get(home)?.[index];
  }

  /** The first place in what is seen or below it, else the last of all. */
  #nearest(): Spot | undefined {
    const { top } = this.#parts.scroller.getBoundingClientRect();
    const homes = [...this.#found].filter(([, ranges]) => ranges.length > 0);
    const seen = homes.find(([home]) => home.getBoundingClientRect().bottom > top);
    const [home, ranges] = seen ?? homes.at(-1) ?? [];
    return home === undefined || ranges === undefined ? undefined : { home, index: seen === undefined ? ranges.length - 1 : 0 };
  }

  #show(): void {
    const ranges = [...this.#found.values()].flat();
    const now = this.#at === undefined ? undefined : this.#rangeAt(this.#at);
    this.#all.clear();
    for (const range of ranges) this.#all.add(range);
    this.#now.clear();
    if (now !== undefined) this.#now.add(now);
    this.bar.show({ at: this.#placeOf(this.#spots) + 1, count: ranges.length, isLoading: this.#isLoading });
  }

  /** Scrolls to the place; once more when what is around it has been laid out. */
  #reveal(): void {
    this.#scroll();
    requestAnimationFrame(() => { this.#scroll(); });
  }

  #scroll(): void {
    const found = this.#at === undefined ? undefined : this.#rangeAt(this.#at);
    if (this.#at === undefined || found === undefined) return;
    center(this.#at.home, found, 0);
    center(this.#parts.scroller, found, barHeight);
  }
}

/** Scrolls until the range is in the middle, unless it can be seen; `covered`: how much of the top something lies on, in pixels. */
function center(scroller: Element, { startContainer, startOffset, endContainer, endOffset }: StaticRange, covered: number): void {
  const range = new Range();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  const place = range.getBoundingClientRect();
  const { top, bottom, height } = scroller.getBoundingClientRect();
  if (place.top >= top + covered && place.bottom <= bottom) return;
  scroller.scrollTop += (place.top + place.bottom) / 2 - top - height / 2;
}
