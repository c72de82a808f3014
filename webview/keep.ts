import * as v from 'valibot';
import { draft as draftShape, id } from '../src/shared/schemas.ts';

const draft = v.strictObject({ ...draftShape.entries, threadId: v.exactOptional(id) });
const place = v.object({ threadId: id, scroll: v.pipe(v.number(), v.finite(), v.minValue(0)) });

/** What outlives the page: the text in the composer with its thread, none for a new one, and where the reader was, in pixels from the top of a thread; at the end if absent. */
export interface Kept {
  readonly draft: v.InferOutput<typeof draft>;
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
    const state = v.parse(v.fallback(v.object({ draft: v.unknown(), place: v.optional(v.unknown()) }), { draft: undefined }), holder.getState());
    this.#kept = {
      draft: v.is(draft, state.draft) ? state.draft : { text: '', at: 0 },
      ...(v.is(place, state.place) ? { place: state.place } : {}),
    };
  }

  get kept(): Kept {
    return this.#kept;
  }

  /** Keeps this draft, and the place as it is. */
  saveDraft(written: Kept['draft']): void {
    this.#save({ ...this.#kept, draft: written });
  }

  /** Keeps this place, and the draft as it is. */
  savePlace(reached: Kept['place']): void {
    this.#save({ draft: this.#kept.draft, ...(reached === undefined ? {} : { place: reached }) });
  }

  #save(state: Kept): void {
    this.#kept = state;
    this.#holder.setState(state);
  }
}
