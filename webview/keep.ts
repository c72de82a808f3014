import * as v from 'valibot';
import type { Draft, DraftPlace } from '../src/shared/message.ts';
import { draft as draftShape, id, text } from '../src/shared/schemas.ts';

/** Of how many threads the place is kept. */
const mostPlaces = 50;

const draft = v.strictObject({ ...draftShape.entries, threadId: v.exactOptional(id) });

const nothing: Draft = { text: '', at: 0 };

const editing = v.object({ messageId: id, text });

const keptPlace = v.object({ threadId: id, messageId: id, offset: v.pipe(v.number(), v.finite()) });

/** Where the reader is in a thread: how far below the top of what is seen a message begins, in pixels. */
export type Place = Omit<v.InferOutput<typeof keptPlace>, 'threadId'>;

/** What outlives the page: the text in the composer with its place, a prompt that is being written anew, and where the reader was in each thread; at the end of those that are not named. */
export interface Kept {
  /** What was on show: from it VS Code has a tab made anew. */
  readonly threadId?: string;
  readonly draft: Draft & DraftPlace;
  readonly editing?: v.InferOutput<typeof editing>;
  readonly places: readonly v.InferOutput<typeof keptPlace>[];
  /** Set if long lines of code are to wrap. */
  readonly wraps?: true;
}

/** Where VS Code keeps a page's state. */
export interface StateHolder {
  getState(): unknown;
  setState(state: unknown): unknown;
}

/** Keeps the state of the view itself; nothing of it is needed to show a thread. What is written in a temporary one is kept with the page alone, as VS Code stores the rest. */
export class Keep {
  readonly #holder: StateHolder;
  #kept: Kept;

  constructor(holder: StateHolder) {
    this.#holder = holder;
    const state = v.parse(v.fallback(v.object({ threadId: v.optional(v.unknown()), draft: v.unknown(), editing: v.optional(v.unknown()), wraps: v.optional(v.unknown()), places: v.fallback(v.array(v.unknown()), []) }), { draft: undefined, places: [] }), holder.getState());
    this.#kept = {
      ...(v.is(id, state.threadId) ? { threadId: state.threadId } : {}),
      draft: v.is(draft, state.draft) ? state.draft : nothing,
      ...(v.is(editing, state.editing) ? { editing: state.editing } : {}),
      places: state.places.filter((kept) => v.is(keptPlace, kept)),
      ...(state.wraps === true ? { wraps: true } : {}),
    };
  }

  get kept(): Kept {
    return this.#kept;
  }

  /** Keeps this draft, and the places as they are; what was being written anew in a temporary thread ends with that. */
  saveDraft(written: Kept['draft']): void {
    const { editing: anew, ...rest } = this.#kept;
    const goesOn = anew !== undefined && (written.temporary === true || rest.draft.temporary === undefined);
    this.#save({ ...rest, ...(goesOn ? { editing: anew } : {}), draft: written });
  }

  /** Keeps which thread is on show, and all else as it is. */
  saveThread(threadId: string | undefined): void {
    const { threadId: _before, ...rest } = this.#kept;
    this.#save(threadId === undefined ? rest : { threadId, ...rest });
  }

  /** Keeps this place in a thread, or the end of it, and all else as it is. */
  savePlace(threadId: string, place: Place | undefined): void {
    const others = this.#kept.places.filter((kept) => kept.threadId !== threadId);
    const places = place === undefined ? others : [...others, { threadId, ...place }].slice(-mostPlaces);
    this.#save({ ...this.#kept, places });
  }

  /** Keeps whether long lines of code wrap. */
  saveWraps(wraps: boolean): void {
    const { wraps: _before, ...rest } = this.#kept;
    this.#save({ ...rest, ...(wraps ? { wraps: true } : {}) });
  }

  /** Keeps a prompt that is being written anew, and the rest as it is; `undefined` once none is. */
  saveEditing(written: Kept['editing']): void {
    const { editing: _before, ...rest } = this.#kept;
    this.#save({ ...rest, ...(written === undefined ? {} : { editing: written }) });
  }

  #save(state: Kept): void {
    const { editing: _editing, ...rest } = state;
    this.#kept = state;
    this.#holder.setState(state.draft.temporary === true ? { ...rest, draft: nothing } : state);
  }
}
