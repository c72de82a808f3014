import type { RunStatus } from '../src/shared/answerParts.ts';
import { h } from './elements.ts';
import { progressRing } from './toolkit.ts';
import { visible } from './visibleText.ts';
import { entryOf } from '../src/shared/entryOf.ts';
import { t } from './l10n.ts';

/** After how long without a word the page says that it waits, in milliseconds: before the first words, and again when it has become long. */
const firstWords = 3000;
const long = 20_000;

/** How the states of a server's run read; others are shown in the server's own word. */
const runStates: Readonly<Record<string, string>> = {
  queued: t('Queued at the server…'),
  requires_action: t('Waiting for the result of a function…'),
  cancelling: t('Stopping at the server…'),
};

/** A sign that an answer is being written, which says so in words when none arrive. Screen readers are left in peace. */
export class Waiting {
  readonly element = h('p', { class: 'waiting', 'aria-hidden': 'true', hidden: true });
  readonly #words = h('span');
  readonly #pulse = h('span', { class: 'pulse' });
  #ring: HTMLElement | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #since = 0;
  #length = 0;
  #running = false;
  #status: RunStatus | undefined;

  constructor() {
    this.element.append(this.#pulse, this.#words);
  }

  /** `length` is how many characters have arrived, `status` where the server's run stands. */
  show(running: boolean, length: number, status: RunStatus | undefined): void {
    this.#status = status;
    if (length !== this.#length || !this.#running) this.#since = performance.now();
    this.#length = length;
    this.#running = running;
    this.element.hidden = !running;
    this.#turn(running && length === 0);
    this.#say();
    if (!running) this.#stop();
    else this.#timer ??= setInterval(() => { this.#tick(); }, 1000);
  }

  /** A ring turns until the first words are there. While words arrive, the frames belong to them. */
  #turn(isTurning: boolean): void {
    if (isTurning === (this.#ring !== undefined)) return;
    this.#ring?.remove();
    this.#ring = isTurning ? progressRing() : undefined;
    if (this.#ring !== undefined) this.element.prepend(this.#ring);
    this.#pulse.hidden = isTurning;
  }

  #tick(): void {
    if (this.element.isConnected) this.#say();
    else this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #say(): void {
    const { textContent: before } = this.#words;
    const words = this.#wordsNow();
    if (words !== before) this.#words.textContent = words;
  }

  #wordsNow(): string {
    const waited = performance.now() - this.#since;
    if (this.#status !== undefined && this.#status !== 'in_progress') return entryOf(runStates, this.#status) ?? t('The server says: {0}', visible(this.#status));
    if (waited >= long) return t('Still waiting… {0} s', String(Math.floor(waited / 1000)));
    return waited >= firstWords && this.#length === 0 ? t('Waiting for the first words…') : '';
  }
}
