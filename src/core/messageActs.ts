import type { Fitting } from '../shared/asks.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { Answer, Message } from '../shared/message.ts';
import { branch, versions } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import type { Another, Chat } from './chat.ts';
import type { Desk } from './desk.ts';
import { fillComposer, type ComposerParts } from './fillComposer.ts';
import { fit, type FittingParts } from './fitting.ts';
import { forked } from './fork.ts';
import { messageGone } from './foundMessage.ts';
import type { Gate } from './gate.ts';
import { branchMarkdown, messageMarkdown } from './messageMarkdown.ts';
import { removalOf } from './removal.ts';
import type { Log } from './stores.ts';
import type { Threads } from './threads.ts';
import { t } from '../shared/words.ts';

/** A text that is shown beside another one. */
interface Compared {
  readonly name: string;
  readonly text: string;
}

/** What acts on messages need of VS Code's own surface. */
export interface MessageSurface {
  /** Lets the user choose another assistant, or another model for this answer; undefined when they leave it. */
  readonly another: (by: 'assistant' | 'model', answer: Answer) => Promise<Another | undefined>;
  /** Lets the user choose one of these versions; undefined when they leave it. */
  readonly pick: (versions: readonly Message[]) => Promise<Message | undefined>;
  readonly compare: (earlier: Compared, later: Compared) => Promise<void>;
  readonly copy: (text: string, what: 'message' | 'branch') => Promise<void>;
  /** Whether it is to be deleted. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Says that it is deleted; true if the user wants it back. */
  readonly offerBack: (count: number) => Promise<boolean>;
}

interface MessageParts extends ComposerParts, FittingParts {
  readonly threads: Threads;
  readonly chat: Pick<Chat, 'assertIdle' | 'measuredAgain' | 'open' | 'retry'>;
  readonly desk: Pick<Desk, 'put' | 'show'>;
  readonly gate: Pick<Gate, 'carry'>;
  readonly surface: MessageSurface;
  /** The workspace of this window, as threads name it. */
  readonly workspace: string;
  /** Where the file of an attachment lies in this workspace; undefined for what is of no file. */
  readonly addressOf: (attachment: Attachment) => string | undefined;
  readonly log: Log;
}

/** What can be done with a message that is there. Each throws FailureError `notFound` once it is there no more. */
export class MessageActs {
  readonly #parts: MessageParts;
  /** Who was to answer which prompt, as the user chose, where it did not fit. */
  #chosen: { readonly messageId: string; readonly by: 'assistant' | 'model'; readonly another: Another } | undefined;

  constructor(parts: MessageParts) {
    this.#parts = parts;
  }

  /** Has another assistant or another model, as the user chooses, answer the same prompt. Throws FailureError `contextTooLong` when it would not fit; asked nevertheless, the choice stands. */
  async regenerate(threadId: string, messageId: string, by: 'assistant' | 'model', how: Fitting = {}): Promise<void> {
    const { chat, surface } = this.#parts;
    const { message } = this.#find(threadId, messageId);
    if (message.role !== 'assistant') throw messageGone();
    const isNevertheless = how.anyway === true || how.trimmed === true;
    const chosen = isNevertheless && this.#chosen?.messageId === messageId && this.#chosen.by === by ? this.#chosen.another : undefined;
    const another = chosen ?? (await surface.another(by, message));
    if (another === undefined) return;
    this.#chosen = { messageId, by, another };
    await fit(this.#parts, threadId, await chat.measuredAgain(threadId, messageId, another), how);
    this.#chosen = undefined;
    await chat.retry(threadId, messageId, another);
  }

  /** Begins a thread with the messages up to this answer, or with those before this prompt, which is then in the composer, and shows it. */
  async fork(threadId: string, messageId: string): Promise<void> {
    const { threads, desk, gate, addressOf } = this.#parts;
    const { thread, message } = this.#find(threadId, messageId);
    const { assistantId, workspace, temporary } = thread;
    const isHere = workspace === this.#parts.workspace;
    const lastId = message.role === 'user' ? message.parentId : messageId;
    const at = Date.now();
    const created = { type: 'created', at, threadId: crypto.randomUUID(), assistantId, workspace, ...(temporary === undefined ? {} : { temporary }) } as const;
    if (lastId === undefined && thread.instructions === undefined) desk.show(undefined, { assistantId, temporary: temporary === true, madeOf: threadId });
    else {
      const fork = threads.create(created, forked(thread, lastId, at));
      gate.carry(threadId, fork.id);
      desk.show(fork);
    }
    if (message.role === 'user') fillComposer(this.#parts, message, (attachment) => (isHere ? addressOf(attachment) : undefined));
  }

  /** Deletes a message with all that hangs on it, if the user says so, and brings it back if they change their mind. */
  async remove(threadId: string, messageId: string): Promise<void> {
    const { threads, chat, surface } = this.#parts;
    chat.assertIdle(threadId);
    if (!(await surface.confirm(removalOf(threads.open(threadId), messageId).question))) return;
    chat.assertIdle(threadId);
    const { messages } = removalOf(threads.open(threadId), messageId);
    threads.apply(threadId, [{ type: 'removed', at: Date.now(), messageId: messages[0].id }], { durable: true });
    void this.#offerBack(threadId, messages).catch((error: unknown) => { this.#parts.log.error(`What was deleted from thread ${threadId} could not be brought back.`, error); });
  }

  /** Copies a message, or all of the branch up to it, as Markdown. */
  async copy(threadId: string, messageId: string, what: 'message' | 'branch'): Promise<void> {
    const { thread, message } = this.#find(threadId, messageId);
    await this.#parts.surface.copy(what === 'message' ? messageMarkdown(message) : branchMarkdown(thread.title, branch(thread.messages, messageId)), what);
  }

  /** Shows what differs between a message and another version of it. */
  async compare(threadId: string, messageId: string): Promise<void> {
    const { surface } = this.#parts;
    const { thread, message } = this.#find(threadId, messageId);
    const all = versions(thread.messages, message);
    const others = all.filter(({ id }) => id !== messageId);
    const other = others.length > 1 ? await surface.pick(others) : others[0];
    if (other === undefined) return;
    const shown = (one: Message): Compared => ({ name: t('Version {0}', all.findIndex(({ id }) => id === one.id) + 1), text: messageMarkdown(one) });
    const [earlier, later] = all.indexOf(other) < all.indexOf(message) ? [other, message] : [message, other];
    await surface.compare(shown(earlier), shown(later));
  }

  async #offerBack(threadId: string, messages: readonly Message[]): Promise<void> {
    const { threads, surface } = this.#parts;
    if (await surface.offerBack(messages.length)) threads.apply(threadId, [{ type: 'returned', at: Date.now(), messages }], { durable: true });
  }

  #find(threadId: string, messageId: string): { readonly thread: Thread; readonly message: Message } {
    const thread = this.#parts.chat.open(threadId);
    const message = thread.messages.find(({ id }) => id === messageId);
    if (message === undefined) throw messageGone();
    return { thread, message };
  }
}
