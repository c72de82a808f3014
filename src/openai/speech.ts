/** Puts the messages of one answer together, with a blank line between them: what is said before a function is called, and after. */
export class Speech {
  #place: string | undefined;

  /** A piece of the message at this place. */
  add(text: string, place: string): string {
    if (text === '') return '';
    const apart = this.#place !== undefined && this.#place !== place;
    this.#place = place;
    return apart ? `\n\n${text}` : text;
  }
}
