import type { Draft } from '../src/shared/message.ts';
import type { HostApi } from '../src/shared/protocol.ts';
import { textLimit } from '../src/shared/schemas.ts';
import type { Keep, Kept } from './keep.ts';

/** How long after a keystroke the host is told, in milliseconds. */
const pause = 300;

/** Keeps what is being written in two places: with the page at each keystroke, and soon after with the host, which outlives a crash and knows the drafts of all threads. */
export class Drafts {
  readonly #keep: Keep;
  readonly #host: Pick<HostApi, 'keepDraft'>;
  /** What the host was told last of each thread, and of a new one (''): it may not have heard it yet. */
  readonly #told = new Map<string, Draft>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Written before the page knew which thread it shows. */
  #isEarly = false;
  #isBegun = false;
  /** The user has asked for another thread and had nothing written yet: what they write meanwhile is meant for that one. */
  #isLeaving = false;

  constructor(keep: Keep, host: Pick<HostApi, 'keepDraft'>) {
    this.#keep = keep;
    this.#host = host;
  }

  /** What the page last kept. */
  get text(): string {
    return this.#keep.kept.draft.text;
  }

  write(text: string): void {
    this.#isEarly ||= !this.#isBegun;
    this.#keep.saveDraft({ ...this.#keep.kept.draft, text, at: Date.now() });
    if (text === '') this.#tell();
    else this.#tellSoon();
  }

  /** The page shows this thread, or a new one: takes what the host kept for it, if that is newer than what the page knows of; the answer is its text. */
  begin(threadId: string | undefined, kept: Draft | undefined): string | undefined {
    const { draft } = this.#keep.kept;
    this.#isBegun = true;
    if (draft.threadId !== threadId && draft.at > 0 && !this.#isEarly) return this.turn(threadId, kept ?? { text: '', at: 0 });
    this.#keep.saveDraft(inThread(threadId, kept === undefined || kept.at <= draft.at ? draft : kept));
    return kept === undefined || kept.at <= draft.at ? undefined : kept.text;
  }

  /** The page turns to this thread, or to a new one, and to what is kept of it; the answer is its text. Without that, what is being written goes along. */
  turn(threadId: string | undefined, known: Draft | undefined): string | undefined {
    const { draft } = this.#keep.kept;
    const kept = known === undefined ? undefined : this.#newest(threadId, known);
    if (kept === undefined) {
      if (draft.threadId !== threadId) this.#carry(inThread(threadId, draft));
      return undefined;
    }
    if (draft.threadId === threadId && draft.at >= kept.at) return undefined;
    if (draft.threadId !== threadId && this.#isLeaving && draft.text !== '') return this.#takeAlong(threadId, draft, kept);
    if (draft.threadId !== threadId) this.#tell();
    this.#keep.saveDraft(inThread(threadId, kept));
    return kept.text;
  }

  /** What was written early goes behind what was kept. */
  #takeAlong(threadId: string | undefined, early: Draft, kept: Draft): string {
    const text = kept.text === '' ? early.text : `${kept.text}\n${early.text}`;
    this.#carry(inThread(threadId, { text, at: Date.now() }));
    return text;
  }

  /** Lets the host know at once what is written, if it does not yet. */
  flush(): void {
    if (this.#timer !== undefined) this.#tell();
  }

  /** Another thread was asked for, or is on show now. */
  leave(isLeaving: boolean): void {
    this.#isLeaving = isLeaving && this.text === '';
  }

  /** Puts this in the place of what was written, whichever is newer. */
  put(draft: Draft): string {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#keep.saveDraft(inThread(this.#keep.kept.draft.threadId, draft));
    return draft.text;
  }

  /** Has this draft, and nothing where it was written: the host may have been told of it there after it had let it go along. */
  #carry(draft: Kept['draft']): void {
    this.#keep.saveDraft({ ...this.#keep.kept.draft, text: '', at: Date.now() });
    this.#tell();
    this.#keep.saveDraft(draft);
    this.#tellSoon();
  }

  #newest(threadId: string | undefined, known: Draft): Draft {
    const told = this.#told.get(threadId ?? '');
    return told !== undefined && told.at > known.at ? told : known;
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => { this.#tell(); }, pause);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { draft } = this.#keep.kept;
    if (draft.text.length > textLimit) return;
    this.#told.set(draft.threadId ?? '', { text: draft.text, at: draft.at });
    // Not worth a notice: the page keeps the draft as well.
    this.#host.keepDraft(draft).catch(() => undefined);
  }
}

function inThread(threadId: string | undefined, { text, at }: Draft): Draft & { readonly threadId?: string } {
  return { text, at, ...(threadId === undefined ? {} : { threadId }) };
}
