import type { Draft } from '../src/shared/model.ts';
import type { HostApi } from '../src/shared/protocol.ts';
import { textLimit } from '../src/shared/schemas.ts';
import type { Keep } from './keep.ts';

/** How long after a keystroke the host is told, in milliseconds. */
const pause = 300;

/** Keeps what is being written in two places: with the page at each keystroke, and soon after with the host, which outlives a crash. */
export class Drafts {
  readonly #keep: Keep;
  readonly #host: Pick<HostApi, 'keepDraft'>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(keep: Keep, host: Pick<HostApi, 'keepDraft'>) {
    this.#keep = keep;
    this.#host = host;
  }

  /** What the page last kept. */
  get text(): string {
    return this.#keep.kept.draft.text;
  }

  write(text: string): void {
    this.#keep.saveDraft({ text, at: Date.now() });
    if (text === '') this.#tell();
    else this.#timer ??= setTimeout(() => { this.#tell(); }, pause);
  }

  /** Takes what the host kept, if that is newer than what the page knows of; the answer is its text. */
  take(kept: Draft | undefined): string | undefined {
    const { draft } = this.#keep.kept;
    if (kept === undefined || kept.at <= draft.at) return undefined;
    this.#keep.saveDraft(kept);
    return kept.text;
  }

  /** Puts this in the place of what was written, whichever is newer. */
  put(draft: Draft): string {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#keep.saveDraft(draft);
    return draft.text;
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { draft } = this.#keep.kept;
    if (draft.text.length > textLimit) return;
    // Not worth a notice: the page keeps the draft as well.
    this.#host.keepDraft(draft).catch(() => undefined);
  }
}
