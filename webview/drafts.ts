import { draftKey } from '../src/shared/draftPlace.ts';
import type { Draft, DraftPlace } from '../src/shared/message.ts';
import type { HostApi } from '../src/shared/protocol.ts';
import type { Snapshot } from '../src/shared/snapshot.ts';
import { textLimit } from '../src/shared/schemas.ts';
import { writtenBehind } from '../src/shared/writtenBehind.ts';
import type { Keep, Kept } from './keep.ts';

/** How long after a keystroke the host is told, in milliseconds. */
const pause = 300;

/** Keeps what is being written in two places: with the page at each keystroke, and soon after with the host, which outlives a crash and knows the drafts of all threads. */
export class Drafts {
  readonly #keep: Keep;
  readonly #host: Pick<HostApi, 'keepDraft'>;
  /** What the host was told last of each place: it may not have heard it yet. */
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

  /** The page shows this place: takes what the host kept for it, if that is newer than what the page knows of; the answer is its text. */
  begin(place: DraftPlace, kept: Draft | undefined): string | undefined {
    const { draft } = this.#keep.kept;
    this.#isBegun = true;
    if (this.#isEarly) this.#tellSoon();
    if (!isSame(draft, place) && draft.at > 0 && !this.#isEarly) return this.turn(place, kept ?? { text: '', at: 0 });
    this.#keep.saveDraft(inPlace(place, kept === undefined || kept.at <= draft.at ? draft : kept));
    return kept === undefined || kept.at <= draft.at ? undefined : kept.text;
  }

  /** The page turns to this place, and to what is kept of it; the answer is its text. Without that, what is being written goes along. */
  turn(place: DraftPlace, known: Draft | undefined): string | undefined {
    const { draft } = this.#keep.kept;
    const isTurned = !isSame(draft, place);
    if (known === undefined) {
      if (isTurned) this.#carry(inPlace(place, draft));
      return undefined;
    }
    const kept = this.#newest(place, known);
    if (!isTurned && draft.at >= kept.at) return undefined;
    if (isTurned && this.#isLeaving && draft.text !== '') return this.#takeAlong(place, draft, kept);
    if (isTurned) this.#tell();
    this.#keep.saveDraft(inPlace(place, kept));
    return kept.text;
  }

  /** What was written early goes behind what was kept. */
  #takeAlong(place: DraftPlace, early: Draft, kept: Draft): string {
    const text = kept.text === '' ? early.text : `${kept.text}\n${early.text}`;
    this.#carry(inPlace(place, { text, at: Date.now() }));
    return text;
  }

  /** Sends what is written by this, with the host knowing of it before; where another place is on show once it is stored, it is no draft in its own any more. */
  async during(text: string, send: () => Promise<boolean>): Promise<boolean> {
    if (this.#timer !== undefined) this.#tell();
    const place = this.#keep.kept.draft;
    const isStored = await send();
    if (isStored && !isSame(place, this.#keep.kept.draft)) this.#said(text, place);
    return isStored;
  }

  /** Another thread was asked for, or is on show now. */
  leave(isLeaving: boolean): void {
    this.#isLeaving = isLeaving && this.text === '';
  }

  /** Puts this in the place of what was written, whichever is newer. */
  put(draft: Draft): string {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#keep.saveDraft(inPlace(this.#keep.kept.draft, draft));
    return draft.text;
  }

  /** Has this draft, and nothing where it was written: the host may have been told of it there after it had let it go along. */
  #carry(draft: Kept['draft']): void {
    this.#keep.saveDraft({ ...this.#keep.kept.draft, text: '', at: Date.now() });
    this.#tell();
    this.#keep.saveDraft(draft);
    this.#tellSoon();
  }

  #said(text: string, place: DraftPlace): void {
    const told = this.#told.get(draftKey(place));
    const rest = told === undefined ? undefined : writtenBehind(text, told.text);
    if (told !== undefined && rest !== undefined) this.#hand(inPlace(place, { text: rest, at: told.at + 1 }));
  }

  #newest(place: DraftPlace, known: Draft): Draft {
    const told = this.#told.get(draftKey(place));
    return told !== undefined && told.at > known.at ? told : known;
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => { this.#tell(); }, pause);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { draft } = this.#keep.kept;
    // Before it is known where it is written, only the page keeps it.
    if (!this.#isBegun || draft.text.length > textLimit) return;
    this.#hand(draft);
  }

  #hand(draft: Kept['draft']): void {
    this.#told.set(draftKey(draft), draft);
    // Not worth a notice: the page keeps the draft as well.
    this.#host.keepDraft(draft).catch(() => undefined);
  }
}

/** Where what is written in the composer is written. */
export function placeIn({ thread, temporary }: Pick<Snapshot, 'thread' | 'temporary'>): DraftPlace {
  return { ...(thread === undefined ? {} : { threadId: thread.id }), ...(temporary === undefined ? {} : { temporary }) };
}

function isSame(one: DraftPlace, other: DraftPlace): boolean {
  return draftKey(one) === draftKey(other);
}

function inPlace({ threadId, temporary }: DraftPlace, { text, at }: Draft): Draft & DraftPlace {
  return { text, at, ...(threadId === undefined ? {} : { threadId }), ...(temporary === undefined ? {} : { temporary }) };
}
