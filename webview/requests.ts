import type { FailureAction } from '../src/shared/model.ts';
import type { EditorFollowing, HostApi, Prompting, RoomStep } from '../src/shared/protocol.ts';
import type { Brought } from './broughtThings.ts';
import { uploadFiles } from './fileUploads.ts';
import type { Problem } from './notices.ts';
import { failureOf, isForComposer } from './offers.ts';
import type { Store } from './store.ts';

/**
 * What the user asks of the host. Each resolves with whether it was done; what was not is told to `tell`, which is told `undefined`
 * when something new is asked.
 */
export class Requests {
  readonly #host: HostApi;
  readonly #store: Store;
  readonly #tell: (problem: Problem | undefined) => void;

  constructor(options: { readonly host: HostApi; readonly store: Store; readonly tell: (problem: Problem | undefined) => void }) {
    this.#host = options.host;
    this.#store = options.store;
    this.#tell = options.tell;
  }

  begin(): Promise<boolean> {
    return this.#ask(async () => {
      this.#store.begin(await this.#host.hello());
    });
  }

  /** Resolves with whether it was stored. `anyway`: although it may not fit; `again` sends what the composer then holds. */
  async send(text: string, attachmentIds: readonly string[], anyway: boolean, again: () => void): Promise<boolean> {
    let stored = false;
    await this.#ask(async () => {
      stored = (await this.#host.send({ ...this.#prompting(text, attachmentIds), ...(anyway ? { anyway } : {}) })) !== null;
    }, again);
    return stored;
  }

  /** Makes room for what is written. */
  makeRoom(step: RoomStep, text: string, attachmentIds: readonly string[]): Promise<boolean> {
    return this.#ask(() => this.#host.makeRoom({ ...this.#prompting(text, attachmentIds), step }));
  }

  /** Shows what sending this would send. */
  showRequest(text: string, attachmentIds: readonly string[]): Promise<boolean> {
    return this.#ask(() => this.#host.showRequest(this.#prompting(text, attachmentIds)));
  }

  /** Shows what was sent for an answer. */
  showSent(messageId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.showSent({ threadId, messageId }));
  }

  stop(): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.stop({ threadId }));
  }

  select(messageId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.select({ threadId, messageId }));
  }

  /** Lets the user give the result of a function that an answer waits for. */
  answerCall(messageId: string, stepId: string): Promise<boolean> {
    return this.#ask(() => this.#host.answerCall({ messageId, stepId }));
  }

  /** Lets the user pick what to attach. */
  attach(): Promise<boolean> {
    return this.#ask(() => this.#host.attach());
  }

  /** Says what is to go with each prompt by itself. */
  followEditor(following: EditorFollowing): Promise<boolean> {
    return this.#ask(() => this.#host.followEditor({ following }));
  }

  /** Attaches what was pasted or dropped. */
  bring({ uris, files }: Brought): Promise<boolean> {
    return this.#ask(() => (uris.length > 0 ? this.#host.drop({ uris }) : uploadFiles(this.#host, files)));
  }

  /** Opens what an attachment stands for: one of the composer, or of this message. */
  openAttachment(attachmentId: string, messageId?: string): Promise<boolean> {
    return this.#ask(() => this.#host.openAttachment({ attachmentId, ...(messageId === undefined ? {} : { messageId }) }));
  }

  /** The bytes of an image; what is wrong with it is said in its place. */
  readImage(messageId: string, outputId: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#host.readImage({ threadId: this.#threadId() ?? '', messageId, outputId });
  }

  saveOutput(messageId: string, outputId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.saveOutput({ threadId, messageId, outputId }));
  }

  openOutput(messageId: string, outputId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.openOutput({ threadId, messageId, outputId }));
  }

  /** Opens the file that an answer cites. */
  openCitation(messageId: string, index: number): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.openCitation({ threadId, messageId, index }));
  }

  /** Opens a link of an answer in the browser, once the user has agreed. */
  openLink(messageId: string, address: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.openLink({ threadId, messageId, address }));
  }

  /** What an image looks like; null where it cannot be shown. Says nothing of failures. */
  preview(attachmentId: string, messageId?: string): ReturnType<HostApi['preview']> {
    return this.#host.preview({ attachmentId, ...(messageId === undefined ? {} : { messageId }) }).catch(() => null);
  }

  detach(attachmentId: string): Promise<boolean> {
    return this.#ask(() => this.#host.detach({ attachmentId }));
  }

  /** Takes a file that was found along with the next prompt. */
  attachFound(id: string): Promise<boolean> {
    return this.#ask(() => this.#host.attachFound({ id }));
  }

  newThread(): Promise<boolean> {
    return this.#ask(() => this.#host.newThread());
  }

  /** Takes the step that the failure of an answer offers. */
  takeFor(action: FailureAction, messageId: string): Promise<boolean> {
    if (action === 'retry') return this.#inThread((threadId) => this.#host.retry({ threadId, messageId }));
    if (action === 'dropParameter') return this.#inThread((threadId) => this.#host.retryWithout({ threadId, messageId }));
    if (action === 'continue') return this.#inThread((threadId) => this.#host.resume({ threadId, messageId }));
    if (isForComposer(action)) return Promise.resolve(false);
    return this.take(action, () => undefined);
  }

  /** Takes the step that any other failure offers; `again` is what to retry. */
  async take(action: Exclude<FailureAction, RoomStep | 'sendAnyway'>, again: () => void): Promise<boolean> {
    if (action === 'newThread') return this.newThread();
    if (action !== 'retry' && action !== 'continue' && action !== 'dropParameter') return this.#ask(() => this.#host.act({ action }));
    again();
    return true;
  }

  #prompting(text: string, attachmentIds: readonly string[]): Prompting {
    const threadId = this.#threadId();
    return { ...(threadId === undefined ? {} : { threadId }), text, attachmentIds };
  }

  #threadId(): string | undefined {
    return this.#store.snapshot?.thread?.id;
  }

  async #inThread(question: (threadId: string) => Promise<unknown>): Promise<boolean> {
    const threadId = this.#threadId();
    return threadId === undefined ? false : this.#ask(() => question(threadId));
  }

  async #ask(question: () => Promise<unknown>, again?: () => void): Promise<boolean> {
    this.#tell(undefined);
    try {
      await question();
      return true;
    } catch (error) {
      this.#tell({ failure: failureOf(error), again: again ?? (() => void this.#ask(question)) });
      return false;
    }
  }
}
