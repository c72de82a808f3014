import type { RoomStep } from '../src/shared/asks.ts';
import type { FailureAction } from '../src/shared/failure.ts';
import { branch } from '../src/shared/messageTree.ts';
import type { HostApi } from '../src/shared/protocol.ts';
import type { ViewEvent } from '../src/shared/viewEvents.ts';
import { Announcer } from './announcer.ts';
import { showChatFont } from './chatFont.ts';
import { showCodeColors } from './codeColors.ts';
import { followWrap } from './codeWrap.ts';
import { Composer } from './composer.ts';
import { Drafts, placeIn } from './drafts.ts';
import { h } from './elements.ts';
import { oncePerFrame } from './frame.ts';
import { Header } from './header.ts';
import type { Keep } from './keep.ts';
import { KeyboardHelp } from './keyboardHelp.ts';
import { hearMessageKeys } from './messageWalk.ts';
import { Notices } from './notices.ts';
import { notSaved } from './notSaved.ts';
import { isForComposer } from './offers.ts';
import { Places } from './places.ts';
import { QueueList } from './queueList.ts';
import { Requests } from './requests.ts';
import type { Store } from './store.ts';
import { runningAnswer } from './threadRows.ts';
import { Thumbnails } from './thumbnails.ts';
import { Transcript } from './transcript.ts';
import { Welcome } from './welcome.ts';

/** How many earlier messages are loaded at once when the reader comes near to them. */
const page = 100;

/** The whole chat: shows what the store mirrors and hands on what the user asks for. */
export class Chat {
  readonly parts: readonly HTMLElement[];
  readonly #store: Store;
  readonly #keep: Keep;
  readonly #drafts: Drafts;
  readonly #requests: Requests;
  readonly #announcer: Announcer;
  readonly #header: Header;
  readonly #notices: Notices;
  readonly #welcome: Welcome;
  readonly #transcript: Transcript;
  readonly #places: Places;
  readonly #composer: Composer;
  readonly #queue: QueueList;
  #shownId: string | undefined;
  /** Done once the page has turned to the new thread that was asked for: what is sent meanwhile belongs there. */
  #turning: Promise<unknown> = Promise.resolve();
  readonly #drawSoon = oncePerFrame(() => { this.#draw(); });

  constructor({ host, store, keep }: { readonly host: HostApi; readonly store: Store; readonly keep: Keep }) {
    this.#store = store;
    this.#keep = keep;
    this.#drafts = new Drafts(keep, host);
    this.#requests = new Requests({ host, store, tell: (problem) => { this.#notices.tell(problem); }, edit: (answerId) => { this.#transcript.editPromptOf(answerId); } });
    const requests = this.#requests;
    const thumbnails = new Thumbnails();
    const startAgain = (): void => void requests.begin();
    this.#header = new Header(() => void this.#newThread(), () => void requests.take('chooseAssistant', startAgain));
    this.#notices = new Notices({
      take: (action, again) => { this.#take(action, again ?? startAgain); },
      changed: this.#drawSoon,
    });
    this.#welcome = new Welcome({
      take: (action) => { this.#take(action, startAgain); },
      say: (starter) => {
        this.#composer.fill(starter);
        this.#composer.submit();
      },
    });
    this.#transcript = new Transcript(this.#welcome.element, {
      keepWaiting: () => void requests.keepWaiting(),
      askServer: () => void requests.askServer(),
      stop: () => void requests.stop(),
      answerCall: (messageId, stepId) => void requests.messages.answerCall(messageId, stepId),
      readImage: (messageId, outputId) => requests.contents.readImage(messageId, outputId),
      saveOutput: (messageId, outputId) => void requests.contents.saveOutput(messageId, outputId),
      retryOutput: (messageId, outputId) => void requests.contents.retryOutput(messageId, outputId),
      openOutput: (messageId, outputId) => void requests.contents.openOutput(messageId, outputId),
      useCode: (messageId, place, use) => requests.contents.useCode(messageId, place, use),
      openAnswer: (messageId) => void requests.contents.openAnswer(messageId),
      findPlaces: (names) => requests.contents.findPlaces(names),
      openPlace: (id) => void requests.contents.openPlace(id),
      openSymbol: (messageId, name) => void requests.contents.openSymbol(messageId, name),
      openCitation: (messageId, index) => void requests.contents.openCitation(messageId, index),
      openLink: (messageId, place) => void requests.contents.openLink(messageId, place),
      select: (messageId) => void requests.messages.select(messageId),
      sendKey: () => store.snapshot?.status.sendKey ?? 'enter',
      again: (messageId) => void requests.takeFor('retry', messageId),
      regenerate: (messageId, by) => void requests.messages.regenerate(messageId, by, requests.waysFor(messageId)),
      edit: (messageId, text, attachmentIds) => requests.messages.edit(messageId, text, attachmentIds, () => {
        if (keep.kept.editing?.messageId === messageId) keep.saveEditing(undefined);
      }),
      writtenFor: (messageId) => (keep.kept.editing?.messageId === messageId ? keep.kept.editing.text : undefined),
      keepWritten: (messageId, text) => { keep.saveEditing(text === undefined ? undefined : { messageId, text }); },
      fork: (messageId) => void requests.messages.fork(messageId),
      remove: (messageId) => void requests.messages.remove(messageId),
      copy: (messageId, what) => void requests.messages.copy(messageId, what),
      compare: (messageId) => void requests.messages.compare(messageId),
      showSent: (messageId) => void requests.messages.showSent(messageId),
      take: (action, messageId) => void requests.takeFor(action, messageId),
    }, (messageId) => ({
      open: (attachmentId) => void requests.along.openAttachment(attachmentId, messageId),
      thumbnail: (attachment, place) => void thumbnails.show(attachment, place, () => requests.along.preview(attachment.id, messageId)),
    }), async () => {
      const done = await requests.loadEarlier(page);
      // At once: only what is drawn tells whether the reader is near to still more.
      this.#draw();
      return done;
    });
    this.#announcer = new Announcer((messageId) => this.#transcript.blocksOf(messageId));
    this.#places = new Places({ store, keep, transcript: this.#transcript, requests });
    this.#composer = new Composer(this.#drafts.text, {
      send: async (text, attachmentIds, how) => {
        await this.#turning;
        return this.#drafts.during(text, () => requests.send(text, attachmentIds, how, () => { this.#composer.submit(); }));
      },
      stop: () => void requests.stop(),
      attach: () => void requests.along.attach(),
      follow: (following) => void requests.along.followEditor(following),
      bring: (things) => void requests.along.bring(things),
      thumbnail: (attachment, place) => void thumbnails.show(attachment, place, () => requests.along.preview(attachment.id)),
      inspect: (text, attachmentIds) => void requests.showRequest(text, attachmentIds),
      open: (attachmentId) => void requests.along.openAttachment(attachmentId),
      travel: (attachmentId) => void requests.along.travel(attachmentId),
      detach: (attachmentId) => void requests.along.detach(attachmentId),
      findFiles: (query) => host.findFiles({ query }),
      attachFound: (id) => void requests.along.attachFound(id),
      typed: (text) => { this.#drafts.write(text); },
      saidHere: () => this.#saidHere(),
      saidElsewhere: () => requests.pastPrompts(),
      prompts: () => requests.listPrompts(),
      fillPrompt: (id, words) => requests.fillPrompt(id, words),
      run: (command) => {
        if (command === 'new') void this.#newThread();
        else if (command === 'inspect') void requests.showRequest(...this.#composer.contents);
        else void requests.runCommand(command);
      },
    });
    this.#queue = new QueueList({
      sendNow: (queuedId, how) => void requests.queue.sendQueued(queuedId, how),
      edit: (queuedId) => void requests.queue.editQueued(queuedId, this.#composer.contents[0]),
      move: (queuedId, by) => void requests.queue.moveQueued(queuedId, by),
      remove: (queuedId) => void requests.queue.removeQueued(queuedId),
      left: () => { this.#composer.focus(); },
    });
    const foot = h('footer', { class: 'foot' }, [this.#notices.element, this.#queue.element, this.#composer.element]);
    this.parts = [this.#header.element, this.#transcript.element, foot, ...this.#announcer.elements, new KeyboardHelp().element];
    store.on((told) => { this.#heard(told); });
    hearMessageKeys((step) => {
      if (!this.#transcript.walk(step) && step === 1) this.#composer.focus();
    });
    followWrap(keep.kept.wraps === true, (wraps) => { keep.saveWraps(wraps); });
  }

  /** Asks the host what to show. */
  begin(): void {
    window.addEventListener('focus', () => void this.#requests.use());
    void this.#requests.begin();
  }

  #heard(told: ViewEvent['type'] | 'earlier' | 'hello'): void {
    if (told === 'compose') this.#composer.focus();
    else if (told === 'hello') this.#greet();
    else if (told === 'ping') void this.#requests.here();
    else if (told === 'reveal') this.#reveal();
    else if (told === 'draft') this.#takeDraft();
    else if (told === 'opened') this.#turn();
    else this.#drawSoon();
  }

  /** Takes the step that a failure offers; `again` is what to retry. */
  #take(action: FailureAction, again: () => void): void {
    if (!isForComposer(action)) void this.#requests.take(action, again);
    else if (action === 'sendAnyway') this.#composer.submit({ anyway: true });
    else void this.#makeRoom(action);
  }

  async #makeRoom(step: RoomStep): Promise<void> {
    this.#composer.focus();
    this.#composer.say(await this.#requests.makeRoom(step, ...this.#composer.contents));
  }

  #takeDraft(): void {
    const draft = this.#store.snapshot?.draft;
    if (draft !== undefined) this.#composer.fill(this.#drafts.put(draft));
    this.#composer.focus();
  }

  #reveal(): void {
    this.#draw();
    if (this.#store.wanted !== undefined) void this.#places.reveal(this.#store.wanted);
  }

  #turn(): void {
    const { snapshot } = this.#store;
    const text = snapshot === undefined ? undefined : this.#drafts.turn(placeIn(snapshot), snapshot.draft);
    if (text !== undefined && text !== this.#composer.contents[0]) this.#composer.fill(text);
    this.#drawSoon();
  }

  #greet(): void {
    const { snapshot } = this.#store;
    const draft = snapshot === undefined ? undefined : this.#drafts.begin(placeIn(snapshot), snapshot.draft);
    if (draft !== undefined) this.#composer.fill(draft);
    this.#draw();
  }

  #saidHere(): readonly string[] {
    const { thread } = this.#store.snapshot ?? {};
    const said = thread === undefined ? [] : branch(thread.messages, thread.leafId);
    return said.filter(({ role }) => role === 'user').map(({ text }) => text).toReversed();
  }

  async #newThread(): Promise<void> {
    this.#drafts.leave(true);
    const turning = this.#requests.newThread();
    this.#turning = turning;
    if (await turning) this.#composer.focus();
    this.#drafts.leave(false);
  }

  #draw(): void {
    const { snapshot } = this.#store;
    if (snapshot === undefined) return;
    const { thread, temporary, status, queue, attachments, assistants, currentEditor, meter } = snapshot;
    const running = runningAnswer(thread) !== undefined;
    const empty = thread?.leafId === undefined;
    const welcomed = empty && status.failure?.kind === 'noKey';
    this.#header.show(status, meter, temporary === true);
    showCodeColors(snapshot.codeColors);
    showChatFont(status.font);
    const other = thread?.id !== this.#shownId;
    this.#shownId = thread?.id;
    this.#transcript.show(thread);
    if (other) {
      this.#keep.saveThread(thread?.id);
      void this.#places.goBack();
    }
    this.#announcer.follow(thread);
    this.#notices.show(...(status.unsaved === true ? [notSaved, false] as const : [status.failure, welcomed] as const));
    this.#welcome.show(empty, welcomed && !this.#notices.hasProblem ? status.failure : undefined, status.starters);
    this.#composer.show({ assistantName: status.assistantName, assistants, attachments, currentEditor, takes: status.takes, running, meter, sendKey: status.sendKey ?? 'enter' });
    this.#queue.show(queue, running);
  }
}
