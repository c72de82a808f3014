import type { ComposerCommand, Fitting, OneMessage, Prompting, RoomStep } from '../src/shared/asks.ts';
import type { FilledPrompt } from '../src/shared/composerOffers.ts';
import type { FailureAction } from '../src/shared/failure.ts';
import type { HostApi } from '../src/shared/protocol.ts';
import { Asking } from './asking.ts';
import { AttachmentRequests } from './attachmentRequests.ts';
import { ContentRequests } from './contentRequests.ts';
import type { SendHow } from './delivery.ts';
import { MessageRequests } from './messageRequests.ts';
import type { Problem, Ways } from './notices.ts';
import { isForComposer } from './offers.ts';
import { QueueRequests } from './queueRequests.ts';
import type { Store } from './store.ts';
import { firstShown } from './threadMirror.ts';

/**
 * What the user asks of the host. Each resolves with whether it was done; what was not is told to `tell`, which is told `undefined`
 * when something new is asked.
 */
export class Requests {
  readonly messages: MessageRequests;
  readonly contents: ContentRequests;
  readonly along: AttachmentRequests;
  readonly queue: QueueRequests;
  readonly #asking: Asking;
  readonly #store: Store;
  readonly #edit: (answerId: string) => void;

  /** `edit` lets the user write the prompt of this answer anew. */
  constructor(options: { readonly host: HostApi; readonly store: Store; readonly tell: (problem: Problem | undefined) => void; readonly edit: (answerId: string) => void }) {
    this.#store = options.store;
    this.#edit = options.edit;
    this.#asking = new Asking(options);
    this.messages = new MessageRequests(this.#asking);
    this.contents = new ContentRequests(this.#asking);
    this.along = new AttachmentRequests(this.#asking);
    this.queue = new QueueRequests(this.#asking);
  }

  begin(): Promise<boolean> {
    return this.#asking.ask(async () => {
      this.#store.begin(await this.#asking.host.hello());
    });
  }

  /** Resolves with whether it was stored; `again` sends what the composer then holds. */
  async send(text: string, attachmentIds: readonly string[], how: SendHow, again: () => void): Promise<boolean> {
    let stored = false;
    await this.#asking.ask(async () => {
      stored = (await this.#asking.host.send({ ...this.#prompting(text, attachmentIds), ...how })) !== null;
    }, again);
    return stored;
  }

  /** What was said in other threads. Says nothing of failures. */
  pastPrompts(): Promise<readonly string[]> {
    const { threadId } = this.#asking;
    return this.#asking.host.pastPrompts(threadId === undefined ? {} : { threadId }).catch(() => []);
  }

  /** The prompt files. Says nothing of failures. */
  listPrompts(): ReturnType<HostApi['listPrompts']> {
    return this.#asking.host.listPrompts().catch(() => []);
  }

  /** A prompt file with these words filled in; undefined if it cannot be had. */
  async fillPrompt(promptId: string, words: string): Promise<FilledPrompt | undefined> {
    let filled: FilledPrompt | undefined;
    await this.#asking.ask(async () => { filled = await this.#asking.host.fillPrompt({ id: promptId, words }); });
    return filled;
  }

  runCommand(command: ComposerCommand): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.runCommand({ command }));
  }

  /** Makes room for what is written; resolves with what is to be said of it, if anything. */
  async makeRoom(step: RoomStep, text: string, attachmentIds: readonly string[]): Promise<string> {
    let said: string | null = null;
    await this.#asking.ask(async () => { said = await this.#asking.host.makeRoom({ ...this.#prompting(text, attachmentIds), step }); });
    return said ?? '';
  }

  /** Shows what sending this would send. */
  showRequest(text: string, attachmentIds: readonly string[]): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.showRequest(this.#prompting(text, attachmentIds)));
  }

  stop(): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.stop({ threadId }));
  }

  keepWaiting(): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.keepWaiting({ threadId }));
  }

  askServer(): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.askServer({ threadId }));
  }

  /** Says that the page is there; nothing depends on the answer. */
  here(): Promise<unknown> {
    return this.#asking.host.here().catch(() => null);
  }

  /** Says that the user has turned to this page; nothing depends on the answer. */
  use(): Promise<unknown> {
    return this.#asking.host.use().catch(() => null);
  }

  /** Loads at most so many messages before those that are here; resolves with whether there are more of them now. */
  async loadEarlier(count: number): Promise<boolean> {
    const { thread } = this.#store.snapshot ?? {};
    const beforeId = thread === undefined ? undefined : firstShown(thread)?.id;
    if (thread === undefined || beforeId === undefined) return false;
    try {
      const earlier = await this.#asking.host.loadEarlier({ threadId: thread.id, beforeId, count });
      this.#store.takeEarlier(thread.id, beforeId, earlier);
      return earlier.messages.length > 0;
    } catch (error) {
      this.#asking.refused(error, () => void this.loadEarlier(count));
      return false;
    }
  }

  newThread(): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.newThread());
  }

  /** Takes the step that the failure of an answer offers. */
  takeFor(action: FailureAction, messageId: string): Promise<boolean> {
    const { host } = this.#asking;
    if (action === 'retry') return this.#anew((ask) => host.retry(ask), messageId, this.waysFor(messageId));
    if (action === 'trimOldest') return this.#anew((ask) => host.retry(ask), messageId, this.waysFor(messageId), { trimmed: true });
    if (action === 'summarise') return this.#asking.inThread((threadId) => host.sumUp({ threadId, messageId }));
    if (action === 'editMessage') {
      this.#edit(messageId);
      return Promise.resolve(true);
    }
    if (action === 'dropParameter') return this.#anew((ask) => host.retryWithout(ask), messageId, this.waysFor(messageId));
    if (action === 'continue') return this.#anew((ask) => host.resume(ask), messageId);
    if (isForComposer(action)) return Promise.resolve(false);
    return this.take(action, () => undefined);
  }

  /** Takes the step that any other failure offers; `again` is what to retry. */
  async take(action: Exclude<FailureAction, RoomStep | 'sendAnyway'>, again: () => void): Promise<boolean> {
    if (action === 'newThread') return this.newThread();
    if (action !== 'retry' && action !== 'continue' && action !== 'dropParameter' && action !== 'editMessage') return this.#asking.ask(() => this.#asking.host.act({ action }));
    again();
    return true;
  }

  #prompting(text: string, attachmentIds: readonly string[]): Prompting {
    const { threadId } = this.#asking;
    return { ...(threadId === undefined ? {} : { threadId }), text, attachmentIds };
  }

  /** Asks for an answer to be given anew, or taken up. */
  #anew(question: (ask: OneMessage & Fitting) => Promise<unknown>, messageId: string, ways?: Ways, how?: Fitting): Promise<boolean> {
    return this.#asking.fitting((threadId, fitting) => question({ threadId, messageId, ...fitting }), ways, how);
  }

  /** What is done about the prompt of an answer that does not fit. */
  waysFor(messageId: string): Ways {
    return { summarise: () => void this.takeFor('summarise', messageId), editMessage: () => void this.takeFor('editMessage', messageId) };
  }
}
