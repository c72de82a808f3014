/** Something that is let go of once, in VS Code's shape. */
export interface Disposable {
  dispose(): void;
}

/** Holds what was opened and lets go of it in the reverse order. What is added after that is let go of at once. */
export class DisposableStore implements Disposable {
  readonly #held: Disposable[] = [];
  #disposed = false;

  add<Held extends Disposable>(held: Held): Held {
    if (this.#disposed) held.dispose();
    else this.#held.push(held);
    return held;
  }

  dispose(): void {
    this.#disposed = true;
    for (const held of this.#held.splice(0).toReversed()) held.dispose();
  }
}

/** Tells listeners what happened. */
export class Emitter<Happening> {
  readonly #listeners = new Set<(happening: Happening) => void>();

  /** Calls the listener at each `fire` until the answer is disposed. */
  readonly on = (listener: (happening: Happening) => void): Disposable => {
    this.#listeners.add(listener);
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  };

  fire(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }
}
