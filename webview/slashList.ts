import type { FilledPrompt, PromptOffer } from '../src/shared/composerOffers.ts';
import { h, icon } from './elements.ts';
import { OfferList } from './offerList.ts';
import { slashOffers, type SlashOffer } from './slashOffers.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** What the list of commands and prompt files asks for. */
export interface SlashSteps {
  readonly prompts: () => Promise<readonly PromptOffer[]>;
  /** Nothing, if there is no such prompt file any more. */
  readonly fill: (id: string, words: string) => Promise<FilledPrompt | undefined>;
  readonly run: (command: NonNullable<SlashOffer['command']>) => void;
  /** The text has changed. */
  readonly changed: () => void;
}

/** The list that opens above the composer while a /name is typed at its beginning. A prompt file takes the place of its name, and is sent by another Enter. */
export class SlashList {
  readonly #area: HTMLTextAreaElement;
  readonly #steps: SlashSteps;
  readonly #list: OfferList<SlashOffer>;
  #prompts: readonly PromptOffer[] = [];
  #gaps: readonly string[] = [];
  #isOpen = false;
  /** Whether the user has closed the list since they typed. */
  #isDismissed = false;

  /** Listens to its keys before anybody who is added later. */
  constructor(area: HTMLTextAreaElement, steps: SlashSteps) {
    this.#area = area;
    this.#steps = steps;
    this.#list = new OfferList(area, { label: t('Commands and prompts'), row, take: (offer) => { this.#take(offer); }, dismissed: () => { this.#isDismissed = true; } });
    area.addEventListener('input', () => {
      this.#isDismissed = false;
      this.#look();
    });
    area.addEventListener('click', () => { this.#look(); });
    area.addEventListener('keydown', (event) => { this.#nextGap(event); });
  }

  get element(): HTMLElement {
    return this.#list.element;
  }

  /** Whether what is written names a prompt file: it is then put in the place of its name. */
  expand(): boolean {
    const { groups } = /^\/(?<name>\S+)(?:\s(?<words>[\s\S]*))?$/.exec(this.#area.value) ?? {};
    const prompt = this.#prompts.find(({ name }) => name === groups?.['name']);
    if (prompt !== undefined) void this.#fill(prompt.id, groups?.['words'] ?? '');
    return prompt !== undefined;
  }

  #look(): void {
    const { value, selectionStart, selectionEnd } = this.#area;
    if (!value.startsWith('/')) this.#isOpen = false;
    else if (!this.#isOpen) {
      this.#isOpen = true;
      void this.#read();
    }
    const typed = selectionStart === selectionEnd ? /^\/(?<typed>\S{0,100})$/.exec(value.slice(0, selectionStart))?.groups?.['typed'] : undefined;
    this.#list.offer(typed === undefined ? [] : slashOffers(typed, this.#prompts));
  }

  async #read(): Promise<void> {
    this.#prompts = await this.#steps.prompts();
    if (document.activeElement === this.#area && !this.#isDismissed) this.#look();
  }

  #take({ id, name, command }: SlashOffer): void {
    const words = this.#area.value.slice(this.#area.selectionStart).trimStart();
    this.#list.offer([]);
    this.#isOpen = false;
    if (command === undefined) {
      this.#area.value = `/${name} ${words}`;
      void this.#fill(id, words);
      return;
    }
    this.#area.value = words;
    this.#area.setSelectionRange(0, 0);
    this.#steps.changed();
    this.#steps.run(command);
  }

  async #fill(id: string, words: string): Promise<void> {
    const { value } = this.#area;
    const filled = await this.#steps.fill(id, words);
    if (filled === undefined || this.#area.value !== value) return;
    this.#area.value = filled.text;
    this.#gaps = filled.gaps;
    this.#area.setSelectionRange(filled.text.length, filled.text.length);
    this.#select(0);
    this.#steps.changed();
  }

  /** Tab goes from one place that is to be filled in to the next. */
  #nextGap(event: KeyboardEvent): void {
    if (event.key === 'Tab' && !event.shiftKey && this.#select(this.#area.selectionEnd)) event.preventDefault();
  }

  #select(from: number): boolean {
    const found = this.#gaps.map((gap) => ({ gap, at: this.#area.value.indexOf(gap, from) })).filter(({ at }) => at !== -1).toSorted((a, b) => a.at - b.at)[0];
    if (found !== undefined) this.#area.setSelectionRange(found.at, found.at + found.gap.length);
    return found !== undefined;
  }
}

function row({ name, about, iconName }: SlashOffer): { readonly title: string; readonly parts: readonly Node[] } {
  return { title: visible(about), parts: [icon(iconName), h('span', { class: 'mention-name' }, [`/${visible(name)}`]), h('span', { class: 'mention-about' }, [visible(about)])] };
}
