import { Emitter } from '../shared/lifetime.ts';
import type { Attachment } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';

/** The most characters that one attachment may hold: about 100,000 tokens. */
export const attachmentLimit = 400_000;

/** What the next prompt takes along: the chips of the composer. */
export class Attachments {
  readonly #changed = new Emitter<readonly Attachment[]>();
  readonly onChange = this.#changed.on;
  #held: readonly Attachment[] = [];

  get held(): readonly Attachment[] {
    return this.#held;
  }

  /** Takes a piece of a file along, once. Throws FailureError `tooLarge` above the limit. */
  add(attachment: Omit<Attachment, 'id'>): void {
    const size = attachment.text.length;
    if (size > attachmentLimit) {
      const message = `The selection has ${size.toLocaleString('en')} characters; at most ${attachmentLimit.toLocaleString('en')} can be sent. Select less of ${attachment.path}.`;
      throw new FailureError({ kind: 'tooLarge', message, action: 'openLog' });
    }
    const same = this.#held.some(({ path, startLine, endLine, text }) => path === attachment.path && startLine === attachment.startLine && endLine === attachment.endLine && text === attachment.text);
    if (!same) this.#change([...this.#held, { ...attachment, id: crypto.randomUUID() }]);
  }

  /** Those of the held attachments that have one of these ids. */
  pick(ids: readonly string[]): readonly Attachment[] {
    return this.#held.filter(({ id }) => ids.includes(id));
  }

  remove(ids: readonly string[]): void {
    if (this.pick(ids).length > 0) this.#change(this.#held.filter(({ id }) => !ids.includes(id)));
  }

  #change(held: readonly Attachment[]): void {
    this.#held = held;
    this.#changed.fire(held);
  }
}
