import { tooLong } from './composerWords.ts';
import { t } from './l10n.ts';

/** How a prompt is sent: although it may not fit, or although an answer is arriving, which is stopped. */
export interface SendHow {
  readonly anyway?: true;
  readonly now?: true;
}

/** What is sent, and who is told of it. */
interface DeliverySteps {
  readonly contents: () => readonly [text: string, attachmentIds: readonly string[]];
  /** Whether nothing was written or attached: what goes along by itself is no reason to send. */
  readonly isEmpty: () => boolean;
  /** Resolves with whether the prompt was stored. */
  readonly send: (text: string, attachmentIds: readonly string[], how: SendHow) => Promise<boolean>;
  /** This was stored. */
  readonly stored: (text: string) => void;
  readonly say: (words: string) => void;
  readonly changed: () => void;
}

/** Sends what is written, one prompt at a time, and never forgets an Enter. */
export class Delivery {
  readonly #steps: DeliverySteps;
  #isReady = false;
  #isSending = false;
  /** What is on its way to the host. */
  #text = '';
  /** Enter came too early: before the panel was ready, or while another prompt was on its way. */
  #wanted: SendHow | undefined;

  constructor(steps: DeliverySteps) {
    this.#steps = steps;
  }

  get isSending(): boolean {
    return this.#isSending;
  }

  /** The panel is ready: sends what waits for that. */
  ready(): void {
    this.#isReady = true;
    if (this.#wanted !== undefined) this.submit(this.#wanted);
  }

  /** Something else is written now. */
  forget(): void {
    this.#wanted = undefined;
  }

  /** Sends what is written, unless something stands in the way. */
  submit(how: SendHow = {}): void {
    const [text, attachmentIds] = this.#steps.contents();
    if (this.#isSending) {
      this.#wanted = text === this.#text ? undefined : how;
      return;
    }
    if (this.#steps.isEmpty()) return;
    this.#wanted = this.#isReady ? undefined : how;
    const words = this.#isReady ? tooLong(text.length) : t('Sending as soon as the panel is ready…');
    this.#steps.say(words);
    if (words === '') void this.#deliver(text, attachmentIds, how);
  }

  async #deliver(text: string, attachmentIds: readonly string[], how: SendHow): Promise<void> {
    this.#isSending = true;
    this.#text = text;
    this.#steps.changed();
    const isStored = await this.#steps.send(text, attachmentIds, how);
    this.#isSending = false;
    const next = this.#wanted;
    if (isStored) this.#steps.stored(text);
    this.#steps.changed();
    if (isStored && next !== undefined) this.submit(next);
    this.#wanted = undefined;
  }
}
