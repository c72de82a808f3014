import { Emitter } from '../shared/lifetime.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { SpecialForm } from '../shared/attachmentForms.ts';
import { FailureError } from '../shared/rpc.ts';
import { mediaTokens } from './mediaTokens.ts';
import type { HeldAttachment } from './stores.ts';
import { isSuspect } from './suspicion.ts';
import { t } from '../shared/words.ts';

/** The most characters that one attachment may hold: about 100,000 tokens. */
export const attachmentLimit = 400_000;

/** The most attachments that one prompt takes along. */
export const attachmentsLimit = 200;

/** The most bytes that all files of one message may have together that are no text in it: what the Responses API takes in one request. */
const mediaLimit = 50_000_000;

/** What is to be attached, before it has its id, its tokens are counted and it is looked through. */
export type NewAttachment = Omit<Attachment, 'id' | 'suspect' | 'tokens'> & {
  /** Where its file lies, for what is a whole file: so that it can be read again. Not told to the page. */
  readonly address?: string;
};

/** Where the chips of the thread on show are kept, so that they are there again when it is. */
interface KeptChips {
  readonly get: () => readonly HeldAttachment[];
  readonly set: (held: readonly HeldAttachment[]) => void;
}

/** What the next prompt takes along: the chips of the composer. */
export class Attachments {
  readonly #countTokens: (text: string) => Promise<number>;
  readonly #kept: KeptChips | undefined;
  readonly #changed = new Emitter<readonly Attachment[]>();
  readonly onChange = this.#changed.on;
  readonly #addresses = new Map<string, string>();
  #list: readonly Attachment[] | undefined;

  /** `countTokens` says how many tokens a text is, about. */
  constructor(countTokens: (text: string) => Promise<number>, kept?: KeptChips) {
    this.#countTokens = countTokens;
    this.#kept = kept;
  }

  get held(): readonly Attachment[] {
    return this.#list ?? this.#take();
  }

  /** Another thread is on show: takes up what is kept for it. */
  turn(): void {
    this.#changed.fire(this.#take());
  }

  /** Takes something along, once. Throws FailureError `tooLarge` above the limits. */
  add(attachment: NewAttachment): void {
    if (this.held.some((held) => isSame(held, attachment))) return;
    if (this.held.length >= attachmentsLimit) throw tooLarge(t('At most {0} attachments can go with one message.', String(attachmentsLimit)));
    this.#put(crypto.randomUUID(), attachment);
  }

  /** Takes this along in the place of what has the id, under the same id. Throws FailureError `tooLarge` above the limits. */
  replace(id: string, attachment: NewAttachment): void {
    const use = this.pick([id])[0]?.use;
    this.#put(id, use === undefined || attachment.use !== undefined ? attachment : { ...attachment, use });
  }

  /** Has this one travel so from now on. */
  travel(id: string, form: SpecialForm | 'text'): void {
    this.#change(this.held.map((held) => {
      if (held.id !== id) return held;
      const { use: _use, ...attachment } = held;
      return form === 'code' || form === 'search' ? { ...attachment, use: form } : attachment;
    }));
  }

  /** Where the file of an attachment was read; undefined for what is no whole file. */
  addressOf(id: string): string | undefined {
    return this.#addresses.get(id);
  }

  /** An attachment with the place of its file, for keeping. */
  withAddress(attachment: Attachment): HeldAttachment {
    const address = this.addressOf(attachment.id);
    return { attachment, ...(address === undefined ? {} : { address }) };
  }

  /** Takes up what was kept, under the ids that it had. */
  restore(held: readonly HeldAttachment[]): void {
    for (const { attachment: { id, tokens: _tokens, suspect: _suspect, ...attachment }, address } of held) this.#put(id, { ...attachment, ...(address === undefined ? {} : { address }) });
  }

  /** Those of the held attachments that have one of these ids. */
  pick(ids: readonly string[]): readonly Attachment[] {
    return this.held.filter(({ id }) => ids.includes(id));
  }

  remove(ids: readonly string[]): void {
    if (this.pick(ids).length > 0) this.#change(this.held.filter(({ id }) => !ids.includes(id)));
  }

  #put(id: string, { address, ...attachment }: NewAttachment): void {
    const others = this.held.filter((held) => held.id !== id);
    const problem = sizeRefusal(attachment) ?? mediaRefusal([...others, attachment], attachment);
    if (problem !== undefined) throw tooLarge(problem);
    if (address !== undefined) this.#addresses.set(id, address);
    const added = { ...attachment, id, ...(attachment.media === undefined ? {} : { tokens: mediaTokens(attachment.media) }) };
    this.#change(others.length === this.held.length ? [...others, added] : this.held.map((held) => (held.id === id ? added : held)));
    void this.#look(added);
  }

  /** Looks through something, and counts its tokens. */
  async #look(added: Attachment): Promise<void> {
    if (await isSuspect(added)) this.#learn(added, { suspect: true });
    const tokens = added.media === undefined ? await this.#countTokens(added.text).catch(() => undefined) : undefined;
    if (tokens !== undefined) this.#learn(added, { tokens });
  }

  #learn({ id, text, media }: Attachment, about: Pick<Attachment, 'suspect' | 'tokens'>): void {
    const now = this.pick([id])[0];
    if (now?.text === text && now.media?.hash === media?.hash) this.#change(this.held.map((held) => (held.id === id ? { ...held, ...about } : held)));
  }

  #take(): readonly Attachment[] {
    const kept = this.#kept?.get() ?? [];
    this.#addresses.clear();
    for (const { attachment: { id }, address } of kept) if (address !== undefined) this.#addresses.set(id, address);
    this.#list = kept.map(({ attachment }) => attachment);
    return this.#list;
  }

  #change(held: readonly Attachment[]): void {
    this.#list = held;
    for (const id of this.#addresses.keys()) if (!held.some((each) => each.id === id)) this.#addresses.delete(id);
    this.#kept?.set(held.map((attachment) => this.withAddress(attachment)));
    this.#changed.fire(held);
  }
}

/** Whether two attachments are the same piece of the same thing. */
export function isSame(one: NewAttachment, other: NewAttachment): boolean {
  return one.kind === other.kind && one.path === other.path && one.text === other.text && one.media?.hash === other.media?.hash && one.lines?.[0] === other.lines?.[0] && one.lines?.[1] === other.lines?.[1];
}

/** Why a text is too long to be sent; undefined if it is not. */
export function sizeRefusal({ path, text: { length } }: Pick<Attachment, 'path' | 'text'>): string | undefined {
  if (length <= attachmentLimit) return undefined;
  return t('{0} has {1} characters; at most {2} can be sent. Select a part of it.', path, length, attachmentLimit);
}

function mediaRefusal(all: readonly Pick<Attachment, 'media'>[], { path, media }: Pick<Attachment, 'media' | 'path'>): string | undefined {
  if (media === undefined || all.reduce((sum, each) => sum + (each.media?.bytes ?? 0), 0) <= mediaLimit) return undefined;
  return t('The files of one message may have {0} MB together, besides text; with {1} they would have more.', String(mediaLimit / 1_000_000), path);
}

function tooLarge(message: string): FailureError {
  return new FailureError({ kind: 'tooLarge', message, action: 'openLog' });
}
