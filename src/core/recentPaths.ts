/** Keeps the paths between sessions. */
export interface RecentMemory {
  get(): readonly string[];
  set(paths: readonly string[]): void;
}

const most = 50;

/** The files that were shown or attached, the last one first. */
export class RecentPaths {
  readonly #memory: RecentMemory;

  constructor(memory: RecentMemory) {
    this.#memory = memory;
  }

  get list(): readonly string[] {
    return this.#memory.get();
  }

  use(path: string): void {
    if (this.list[0] !== path) this.#memory.set([path, ...this.list.filter((other) => other !== path)].slice(0, most));
  }
}
