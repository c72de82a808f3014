import { h } from './elements.ts';

/** After how long without a word the page says that it waits, in milliseconds: before the first words, and again when it has become long. */
const firstWords = 3000;
const long = 20_000;

/** A sign that an answer is being written, which says so in words when none arrive. Screen readers are left in peace. */
export class Waiting {
  readonly element = h('p', { class: 'waiting', 'aria-hidden': 'true', hidden: true });
  readonly #words = h('span');
  #timer: ReturnType<typeof setInterval> | undefined;
  #since = 0;
  #length = 0;
  #running = false;

  constructor() {
    this.element.append(h('span', { class: 'pulse' }), this.#words);
  }

  /** `length` is how many characters have arrived. */
  show(running: boolean, length: number): void {
    if (length !== this.#length || !this.#running) this.#since = performance.now();
    this.#length = length;
    this.#running = running;
    this.element.hidden = !running;
    this.#say();
    if (!running) this.#stop();
    else this.#timer ??= setInterval(() => { this.#tick(); }, 1000);
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
    const waited = performance.now() - this.#since;
    if (waited >= long) this.#words.textContent = `Still waiting… ${String(Math.floor(waited / 1000))} s`;
    else this.#words.textContent = waited >= firstWords && this.#length === 0 ? 'Waiting for the first words…' : '';
  }
}
