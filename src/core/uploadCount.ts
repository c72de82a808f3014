import type { UploadProgress } from './knowledgeRun.ts';

/** Adds up how far several uploads are. */
export class UploadCount {
  readonly #sizes: readonly number[];
  readonly #tell: (progress: UploadProgress) => void;
  readonly #sent: number[] = [];
  #done = 0;

  /** `sizes`: of each upload, in bytes. */
  constructor(sizes: readonly number[], tell: (progress: UploadProgress) => void = () => undefined) {
    this.#sizes = sizes;
    this.#tell = tell;
  }

  /** Takes how many bytes of the next one have gone; without a number, that it is over, however it ended. */
  next(): (sent?: number) => void {
    const index = this.#sent.push(0) - 1;
    return (sent) => {
      if (sent === undefined) this.#done += 1;
      this.#sent[index] = Math.min(sent ?? Infinity, this.#sizes[index] ?? 0);
      this.#tell({ done: this.#done, files: this.#sizes.length, sent: sum(this.#sent), bytes: sum(this.#sizes) });
    };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
