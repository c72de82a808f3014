/** Puts the messages of one answer together, with a blank line between them: what is said before a function is called, and after. */
export class Speech {
  #place: string | undefined;

  /** `apart`: something was said before. */
  constructor(apart = false) {
    if (apart) this.#place = '';
  }

  /** Whether anything has been said. */
  get any(): boolean {
    return this.#place !== undefined;
  }

  /** Where the last piece belongs. */
  get place(): string {
    return this.#place ?? '';
  }

  /** A piece of the message at this place. */
  add(text: string, place: string): string {
    if (text === '') return '';
    const apart = this.#place !== undefined && this.#place !== place;
    this.#place = place;
    return apart ? `\n\n${text}` : text;
  }
}
