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
  /** Where its file lies, for what is of one: so that it can be read again. Not told to the page. */
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
    const [problem] = this.addAll([attachment]);
    if (problem !== undefined) throw tooLarge(problem);
  }

  /** Takes these along, each once; says of each that is above the limits why it does not go. */
  addAll(attachments: readonly NewAttachment[]): readonly string[] {
    return this.#put(attachments.map((attachment) => ({ attachment })));
  }

  /** Has this one travel so from now on. */
  travel(id: string, form: SpecialForm | 'text'): void {
    this.#change(this.held.map((held) => {
      if (held.id !== id) return held;
      const { use: _use, ...attachment } = held;
      return form === 'code' || form === 'search' ? { ...attachment, use: form } : attachment;
    }));
  }

  /** Where the file of an attachment was read; undefined for what is of no file. */
  addressOf(id: string): string | undefined {
    return this.#addresses.get(id);
  }

  /** An attachment with the place of its file, for keeping. */
  withAddress(attachment: Attachment): HeldAttachment {
    const address = this.addressOf(attachment.id);
    return { attachment, ...(address === undefined ? {} : { address }) };
  }

  /** Takes up what was kept, under the ids that it had: in the place of what has one of them. Throws FailureError `tooLarge` when not all of it is within the limits. */
  restore(held: readonly HeldAttachment[]): void {
    const [problem] = this.#put(held.map(({ attachment: { id, tokens: _tokens, suspect: _suspect, ...attachment }, address }) => ({ id, attachment: { ...attachment, ...(address === undefined ? {} : { address }) } })));
    if (problem !== undefined) throw tooLarge(problem);
  }

  /** Those of the held attachments that have one of these ids. */
  pick(ids: readonly string[]): readonly Attachment[] {
    return this.held.filter(({ id }) => ids.includes(id));
  }

  remove(ids: readonly string[]): void {
    if (this.pick(ids).length > 0) this.#change(this.held.filter(({ id }) => !ids.includes(id)));
  }

  /** Puts each in the place of what has its id; what has none comes last, once. All that comes together is kept and told of at once. */
  #put(pieces: readonly { readonly id?: string; readonly attachment: NewAttachment }[]): readonly string[] {
    const problems: string[] = [];
    const put: Attachment[] = [];
    let list = this.held;
    for (const { id, attachment: piece } of pieces) {
      if (id === undefined && list.some((held) => isSame(held, piece))) continue;
      const others = list.filter((held) => held.id !== id);
      const problem = id === undefined && list.length >= attachmentsLimit ? tooMany() : (sizeRefusal(piece) ?? mediaRefusal([...others, piece], piece));
      if (problem !== undefined) {
        problems.push(problem);
        continue;
      }
      const { address, ...attachment } = piece;
      const added = { ...attachment, id: id ?? crypto.randomUUID(), ...(attachment.media === undefined ? {} : { tokens: mediaTokens(attachment.media) }) };
      if (address !== undefined) this.#addresses.set(added.id, address);
      list = others.length === list.length ? [...list, added] : list.map((held) => (held.id === id ? added : held));
      put.push(added);
    }
    if (put.length > 0) {
      this.#change(list);
      void this.#look(put);
    }
    return problems;
  }

  /** Looks through these, and counts their tokens: what is learnt of all of them is told at once. */
  async #look(added: readonly Attachment[]): Promise<void> {
    const learnt = await Promise.all(added.map(async (attachment) => [attachment.id, { attachment, about: await this.#learnt(attachment) }] as const));
    const known = new Map(learnt);
    const after = this.held.map((held) => {
      const { attachment, about } = known.get(held.id) ?? {};
      return attachment === undefined || about === undefined || !isSame(held, attachment) ? held : { ...held, ...about };
    });
    if (after.some((held, index) => held !== this.held[index])) this.#change(after);
  }

  async #learnt(attachment: Attachment): Promise<Pick<Attachment, 'suspect' | 'tokens'> | undefined> {
    const [isSecret, tokens] = await Promise.all([isSuspect(attachment), attachment.media === undefined ? this.#countTokens(attachment.text).catch(() => undefined) : undefined]);
    return isSecret || tokens !== undefined ? { ...(isSecret ? { suspect: true } : {}), ...(tokens === undefined ? {} : { tokens }) } : undefined;
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
export function sizeRefusal({ kind, path, text: { length } }: Pick<Attachment, 'kind' | 'path' | 'text'>): string | undefined {
  if (length <= attachmentLimit) return undefined;
  if (kind === 'changes') return t('{0}: too long to be sent (at most {1} characters). Stage a part of it and attach that, or attach the files that matter.', path, attachmentLimit);
  return t('{0} has {1} characters; at most {2} can be sent. Select a part of it.', path, length, attachmentLimit);
}

function mediaRefusal(all: readonly Pick<Attachment, 'media'>[], { path, media }: Pick<Attachment, 'media' | 'path'>): string | undefined {
  if (media === undefined || all.reduce((sum, each) => sum + (each.media?.bytes ?? 0), 0) <= mediaLimit) return undefined;
  return t('The files of one message may have {0} MB together, besides text; with {1} they would have more.', String(mediaLimit / 1_000_000), path);
}

function tooMany(): string {
  return t('At most {0} attachments can go with one message.', String(attachmentsLimit));
}

function tooLarge(message: string): FailureError {
  return new FailureError({ kind: 'tooLarge', message, action: 'openLog' });
}
