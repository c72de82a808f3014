import type { FailureAction } from '../src/shared/model.ts';
import type { CodePlace, CodeUse, ComposerCommand, EditorFollowing, FilledPrompt, HostApi, LinkPlace, Prompting, RoomStep } from '../src/shared/protocol.ts';
import type { Brought } from './broughtThings.ts';
import type { SendHow } from './delivery.ts';
import { uploadFiles } from './fileUploads.ts';
import type { Problem } from './notices.ts';
import { failureOf, isForComposer } from './offers.ts';
import type { Store } from './store.ts';
import { firstShown } from './threadMirror.ts';

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

  /** Resolves with whether it was stored; `again` sends what the composer then holds. */
  async send(text: string, attachmentIds: readonly string[], how: SendHow, again: () => void): Promise<boolean> {
    let stored = false;
    await this.#ask(async () => {
      stored = (await this.#host.send({ ...this.#prompting(text, attachmentIds), ...how })) !== null;
    }, again);
    return stored;
  }

  /** What was said in other threads. Says nothing of failures. */
  pastPrompts(): Promise<readonly string[]> {
    const threadId = this.#threadId();
    return this.#host.pastPrompts(threadId === undefined ? {} : { threadId }).catch(() => []);
  }

  /** The prompt files. Says nothing of failures. */
  listPrompts(): ReturnType<HostApi['listPrompts']> {
    return this.#host.listPrompts().catch(() => []);
  }

  /** A prompt file with these words filled in; undefined if it cannot be had. */
  async fillPrompt(promptId: string, words: string): Promise<FilledPrompt | undefined> {
    let filled: FilledPrompt | undefined;
    await this.#ask(async () => { filled = await this.#host.fillPrompt({ id: promptId, words }); });
    return filled;
  }

  runCommand(command: ComposerCommand): Promise<boolean> {
    return this.#ask(() => this.#host.runCommand({ command }));
  }

  /** Puts a queued prompt back into the composer, before this text. */
  editQueued(queuedId: string, text: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.editQueued({ threadId, queuedId, text }));
  }

  moveQueued(queuedId: string, by: -1 | 1): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.moveQueued({ threadId, queuedId, by }));
  }

  removeQueued(queuedId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.removeQueued({ threadId, queuedId }));
  }

  sendQueued(queuedId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.sendQueued({ threadId, queuedId }));
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

  /** Has another assistant or model, as the user chooses, answer the prompt of this answer. */
  regenerate(messageId: string, by: 'assistant' | 'model'): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.regenerate({ threadId, messageId, by }));
  }

  /** Sends a prompt in other words. */
  edit(messageId: string, text: string, attachmentIds: readonly string[]): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.edit({ threadId, messageId, text, attachmentIds }));
  }

  fork(messageId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.fork({ threadId, messageId }));
  }

  remove(messageId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.remove({ threadId, messageId }));
  }

  /** Copies a message, or all up to it, as Markdown. */
  copy(messageId: string, what: 'message' | 'branch'): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.copy({ threadId, messageId, what }));
  }

  compare(messageId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.compare({ threadId, messageId }));
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

  /** Takes a block of code of an answer to where the user wants it. */
  useCode(messageId: string, place: CodePlace, use: CodeUse): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.useCode({ threadId, messageId, ...place, use }));
  }

  openAnswer(messageId: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.openAnswer({ threadId, messageId }));
  }

  /** Which of these names are files of the workspace: an id for each that is. Says nothing of failures. */
  findPlaces(names: readonly string[]): Promise<readonly (string | null)[]> {
    return this.#host.findPlaces({ names }).then(({ ids }) => ids, () => []);
  }

  openPlace(id: string): Promise<boolean> {
    return this.#ask(() => this.#host.openPlace({ id }));
  }

  openSymbol(messageId: string, name: string): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.openSymbol({ threadId, messageId, name }));
  }

  /** Opens a link of an answer in the browser, once the user has agreed. */
  openLink(messageId: string, place: LinkPlace): Promise<boolean> {
    return this.#inThread((threadId) => this.#host.openLink({ threadId, messageId, ...place }));
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

  /** Says that the user has turned to this page; nothing depends on the answer. */
  use(): Promise<unknown> {
    return this.#host.use().catch(() => null);
  }

  /** Loads at most so many messages before those that are here; resolves with whether there are more of them now. */
  async loadEarlier(count: number): Promise<boolean> {
    const { thread } = this.#store.snapshot ?? {};
    const beforeId = thread === undefined ? undefined : firstShown(thread)?.id;
    if (thread === undefined || beforeId === undefined) return false;
    try {
      const earlier = await this.#host.loadEarlier({ threadId: thread.id, beforeId, count });
      this.#store.takeEarlier(thread.id, beforeId, earlier);
      return earlier.messages.length > 0;
    } catch (error) {
      this.#tell({ failure: failureOf(error), again: () => void this.loadEarlier(count) });
      return false;
    }
  }

  newThread(): Promise<boolean> {
    return this.#ask(() => this.#host.newThread());
  }

  /** Takes the step that the failure of an answer offers. */
  takeFor(action: FailureAction, messageId: string): Promise<boolean> {
    if (action === 'retry') return this.#anew((ask) => this.#host.retry(ask), messageId);
    if (action === 'dropParameter') return this.#inThread((threadId) => this.#host.retryWithout({ threadId, messageId }));
    if (action === 'continue') return this.#anew((ask) => this.#host.resume(ask), messageId);
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

  /** Asks for an answer to be given anew, or taken up; what may not fit can be asked for anyway. */
  async #anew(question: (ask: Parameters<HostApi['retry']>[0]) => Promise<unknown>, messageId: string, anyway = false): Promise<boolean> {
    const threadId = this.#threadId();
    if (threadId === undefined) return false;
    return this.#ask(() => question({ threadId, messageId, ...(anyway ? { anyway } : {}) }), undefined, () => void this.#anew(question, messageId, true));
  }

  async #ask(question: () => Promise<unknown>, again?: () => void, anyway?: () => void): Promise<boolean> {
    this.#tell(undefined);
    try {
      await question();
      return true;
    } catch (error) {
      this.#tell({ failure: failureOf(error), again: again ?? (() => void this.#ask(question, again, anyway)), ...(anyway === undefined ? {} : { anyway }) });
      return false;
    }
  }
}
