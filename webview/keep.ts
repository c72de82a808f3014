import * as v from 'valibot';
import type { Draft } from '../src/shared/model.ts';
import { draft, id, text } from '../src/shared/schemas.ts';

const place = v.object({ threadId: id, scroll: v.pipe(v.number(), v.finite(), v.minValue(0)) });

const editing = v.object({ messageId: id, text });

/** What outlives the page: the text in the composer, a prompt that is being written anew, and where the reader was, in pixels from the top of a thread; at the end if absent. */
export interface Kept {
  readonly draft: Draft;
  readonly editing?: v.InferOutput<typeof editing>;
  readonly place?: v.InferOutput<typeof place>;
}

/** Where VS Code keeps a page's state. */
export interface StateHolder {
  getState(): unknown;
  setState(state: unknown): unknown;
}

/** Keeps the state of the view itself; nothing of it is needed to show a thread. */
export class Keep {
  readonly #holder: StateHolder;
  #kept: Kept;

  constructor(holder: StateHolder) {
    this.#holder = holder;
    const state = v.parse(v.fallback(v.object({ draft: v.unknown(), editing: v.optional(v.unknown()), place: v.optional(v.unknown()) }), { draft: undefined }), holder.getState());
    this.#kept = {
      draft: v.is(draft, state.draft) ? state.draft : { text: '', at: 0 },
      ...(v.is(editing, state.editing) ? { editing: state.editing } : {}),
      ...(v.is(place, state.place) ? { place: state.place } : {}),
    };
  }

  get kept(): Kept {
    return this.#kept;
  }

  /** Keeps this draft, and the rest as it is. */
  saveDraft(written: Draft): void {
    this.#save({ ...this.#kept, draft: written });
  }

  /** Keeps this place, and the rest as it is. */
  savePlace(reached: Kept['place']): void {
    const { place: _before, ...rest } = this.#kept;
    this.#save({ ...rest, ...(reached === undefined ? {} : { place: reached }) });
  }

  /** Keeps a prompt that is being written anew, and the rest as it is; `undefined` once none is. */
  saveEditing(written: Kept['editing']): void {
    const { editing: _before, ...rest } = this.#kept;
    this.#save({ ...rest, ...(written === undefined ? {} : { editing: written }) });
  }

  #save(state: Kept): void {
    this.#kept = state;
    this.#holder.setState(state);
  }
}
