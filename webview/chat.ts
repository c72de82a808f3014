import type { FailureAction } from '../src/shared/model.ts';
import type { HostApi, ViewEvent } from '../src/shared/protocol.ts';
import { Announcer } from './announcer.ts';
import { Composer } from './composer.ts';
import { Drafts } from './drafts.ts';
import { h } from './elements.ts';
import { oncePerFrame } from './frame.ts';
import { Header } from './header.ts';
import type { Keep } from './keep.ts';
import { Notices } from './notices.ts';
import { isForComposer } from './offers.ts';
import { Requests } from './requests.ts';
import type { Store } from './store.ts';
import { runningAnswer } from './threadRows.ts';
import { Thumbnails } from './thumbnails.ts';
import { Transcript } from './transcript.ts';
import { Welcome } from './welcome.ts';

/** The whole chat: shows what the store mirrors and hands on what the user asks for. */
export class Chat {
  readonly parts: readonly HTMLElement[];
  readonly #store: Store;
  readonly #keep: Keep;
  readonly #drafts: Drafts;
  readonly #requests: Requests;
  readonly #announcer = new Announcer();
  readonly #header: Header;
  readonly #notices: Notices;
  readonly #welcome: Welcome;
  readonly #transcript: Transcript;
  readonly #composer: Composer;
  readonly #drawSoon = oncePerFrame(() => { this.#draw(); });

  constructor({ host, store, keep }: { readonly host: HostApi; readonly store: Store; readonly keep: Keep }) {
    this.#store = store;
    this.#keep = keep;
    this.#drafts = new Drafts(keep, host);
    this.#requests = new Requests({ host, store, tell: (problem) => { this.#notices.tell(problem); } });
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
      answerCall: (messageId, stepId) => void requests.answerCall(messageId, stepId),
      readImage: (messageId, outputId) => requests.readImage(messageId, outputId),
      saveOutput: (messageId, outputId) => void requests.saveOutput(messageId, outputId),
      openOutput: (messageId, outputId) => void requests.openOutput(messageId, outputId),
      openCitation: (messageId, index) => void requests.openCitation(messageId, index),
      openLink: (messageId, address) => void requests.openLink(messageId, address),
      select: (messageId) => void requests.select(messageId),
      showSent: (messageId) => void requests.showSent(messageId),
      take: (action, messageId) => void requests.takeFor(action, messageId),
    }, (messageId) => ({
      open: (attachmentId) => void requests.openAttachment(attachmentId, messageId),
      thumbnail: (attachment, place) => void thumbnails.show(attachment, place, () => requests.preview(attachment.id, messageId)),
    }));
    this.#composer = new Composer(this.#drafts.text, {
      send: (text, attachmentIds, anyway) => requests.send(text, attachmentIds, anyway, () => { this.#composer.submit(); }),
      stop: () => void requests.stop(),
      attach: () => void requests.attach(),
      follow: (following) => void requests.followEditor(following),
      bring: (things) => void requests.bring(things),
      thumbnail: (attachment, place) => void thumbnails.show(attachment, place, () => requests.preview(attachment.id)),
      inspect: (text, attachmentIds) => void requests.showRequest(text, attachmentIds),
      open: (attachmentId) => void requests.openAttachment(attachmentId),
      detach: (attachmentId) => void requests.detach(attachmentId),
      findFiles: (query) => host.findFiles({ query }),
      attachFound: (id) => void requests.attachFound(id),
      typed: (text) => { this.#drafts.write(text); },
    });
    const foot = h('footer', { class: 'foot' }, [this.#notices.element, this.#composer.element]);
    this.parts = [this.#header.element, this.#transcript.element, foot, this.#announcer.element];
    store.on((told) => { this.#heard(told); });
    this.#transcript.ending.rested(() => { this.#keepPlace(); });
  }

  /** Asks the host what to show. */
  begin(): void {
    void this.#requests.begin();
  }

  #heard(told: ViewEvent['type'] | 'hello'): void {
    if (told === 'compose') this.#composer.focus();
    else if (told === 'hello') this.#greet();
    else if (told === 'draft') this.#takeDraft();
    else this.#drawSoon();
  }

  /** Takes the step that a failure offers; `again` is what to retry. */
  #take(action: FailureAction, again: () => void): void {
    if (!isForComposer(action)) void this.#requests.take(action, again);
    else if (action === 'sendAnyway') this.#composer.submit(true);
    else {
      void this.#requests.makeRoom(action, ...this.#composer.contents);
      this.#composer.focus();
    }
  }

  #takeDraft(): void {
    const draft = this.#store.snapshot?.draft;
    if (draft !== undefined) this.#composer.fill(this.#drafts.put(draft));
    this.#composer.focus();
  }

  #greet(): void {
    const { snapshot } = this.#store;
    const { place } = this.#keep.kept;
    const draft = this.#drafts.take(snapshot?.draft);
    if (draft !== undefined) this.#composer.fill(draft);
    this.#draw();
    if (place !== undefined && place.threadId === snapshot?.thread?.id) this.#transcript.ending.goTo(place.scroll);
  }

  #keepPlace(): void {
    const threadId = this.#store.snapshot?.thread?.id;
    const scroll = this.#transcript.ending.position;
    this.#keep.savePlace(threadId === undefined || scroll === undefined ? undefined : { threadId, scroll });
  }

  async #newThread(): Promise<void> {
    if (await this.#requests.newThread()) this.#composer.focus();
  }

  #draw(): void {
    const { snapshot } = this.#store;
    if (snapshot === undefined) return;
    const { thread, status, attachments, assistants, currentEditor, meter } = snapshot;
    const empty = thread?.leafId === undefined;
    const welcomed = empty && status.failure?.kind === 'noKey';
    this.#header.show(status);
    this.#transcript.show(thread);
    this.#announcer.follow(thread);
    this.#notices.show(status.failure, welcomed);
    this.#welcome.show(empty, welcomed && !this.#notices.hasProblem ? status.failure : undefined, status.starters);
    this.#composer.show({ assistantName: status.assistantName, assistants, attachments, currentEditor, takes: status.takes, running: runningAnswer(thread) !== undefined, meter });
  }
}
