import { Emitter } from '../shared/lifetime.ts';
import type { Attachment } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';

/** The most characters that one attachment may hold: about 100,000 tokens. */
export const attachmentLimit = 400_000;

/** The most attachments that one prompt takes along. */
export const attachmentsLimit = 200;

/** The most bytes that all images and documents of one message may have together: what the Responses API takes in one request. */
const mediaLimit = 50_000_000;

/** What is to be attached, before it has its id and its tokens are counted. */
export type NewAttachment = Omit<Attachment, 'id' | 'tokens'>;

/** What the next prompt takes along: the chips of the composer. */
export class Attachments {
  readonly #countTokens: (text: string) => Promise<number>;
  readonly #changed = new Emitter<readonly Attachment[]>();
  readonly onChange = this.#changed.on;
  #held: readonly Attachment[] = [];

  /** `countTokens` says how many tokens a text is, about. */
  constructor(countTokens: (text: string) => Promise<number>) {
    this.#countTokens = countTokens;
  }

  get held(): readonly Attachment[] {
    return this.#held;
  }

  /** Takes something along, once. Throws FailureError `tooLarge` above the limits. */
  add(attachment: NewAttachment): void {
    const size = attachment.text.length;
    if (size > attachmentLimit) {
      const message = `${attachment.path} has ${size.toLocaleString('en')} characters; at most ${attachmentLimit.toLocaleString('en')} can be sent. Select a part of it.`;
      throw new FailureError({ kind: 'tooLarge', message, action: 'openLog' });
    }
    if (this.#held.some((held) => isSame(held, attachment))) return;
    if (this.#held.length >= attachmentsLimit) throw new FailureError({ kind: 'tooLarge', message: `At most ${String(attachmentsLimit)} attachments can go with one message.`, action: 'openLog' });
    const bytes = [...this.#held, attachment].reduce((sum, { media }) => sum + (media?.bytes ?? 0), 0);
    if (attachment.media !== undefined && bytes > mediaLimit) throw new FailureError({ kind: 'tooLarge', message: `The images and documents of one message may have ${String(mediaLimit / 1_000_000)} MB together; with ${attachment.path} they would have more.`, action: 'openLog' });
    const id = crypto.randomUUID();
    this.#change([...this.#held, { ...attachment, id }]);
    if (attachment.media === undefined) void this.#count(id, attachment.text);
  }

  /** Those of the held attachments that have one of these ids. */
  pick(ids: readonly string[]): readonly Attachment[] {
    return this.#held.filter(({ id }) => ids.includes(id));
  }

  remove(ids: readonly string[]): void {
    if (this.pick(ids).length > 0) this.#change(this.#held.filter(({ id }) => !ids.includes(id)));
  }

  async #count(id: string, text: string): Promise<void> {
    const tokens = await this.#countTokens(text).catch(() => undefined);
    if (tokens !== undefined && this.pick([id]).length > 0) this.#change(this.#held.map((held) => (held.id === id ? { ...held, tokens } : held)));
  }

  #change(held: readonly Attachment[]): void {
    this.#held = held;
    this.#changed.fire(held);
  }
}

function isSame(one: NewAttachment, other: NewAttachment): boolean {
  return one.kind === other.kind && one.path === other.path && one.text === other.text && one.media?.hash === other.media?.hash && one.lines?.[0] === other.lines?.[0] && one.lines?.[1] === other.lines?.[1];
}
