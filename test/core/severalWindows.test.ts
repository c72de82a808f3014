import { deepEqual } from 'node:assert/strict';
import { Desk } from '../../src/core/desk.ts';
import { followThread } from '../../src/core/threadFollowing.ts';
import { Threads } from '../../src/core/threads.ts';
import { branch } from '../../src/shared/messageTree.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { foldThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { sampleAnswer, samplePrompt, sampleStatus } from '../support/chatSamples.ts';
import { KeptLog, MemoryDeskStore, MemoryThreadStore } from '../support/fakes.ts';
import { seededChance } from '../support/seededChance.ts';
import { Store } from '../../webview/store.ts';

/** A store in which another window may write right after this one has read. */
class BusyStore extends MemoryThreadStore {
  meanwhile: () => void = () => undefined;
  #isQuiet = false;

  override append(...all: Parameters<MemoryThreadStore['append']>): ReturnType<MemoryThreadStore['append']> {
    return this.#quietly(() => super.append(...all));
  }

  override read(...range: Parameters<MemoryThreadStore['read']>): readonly ThreadEvent[] {
    const events = super.read(...range);
    if (!this.#isQuiet) this.#quietly(() => { this.meanwhile(); });
    return events;
  }

  #quietly<Result>(work: () => Result): Result {
    const was = this.#isQuiet;
    this.#isQuiet = true;
    try {
      return work();
    } finally {
      this.#isQuiet = was;
    }
  }
}

/** A window with the thread on show, and its page. */
class Window {
  readonly threads: Threads;
  readonly page = new Store();

  constructor(store: MemoryThreadStore) {
    this.threads = new Threads(store, new KeptLog());
    const desk = new Desk(new MemoryDeskStore(), 'w');
    const thread = this.threads.open('t');
    desk.show(thread);
    this.page.begin({ thread, attachments: [], currentEditor: { following: 'off' }, status: sampleStatus, assistants: [] });
    followThread({ threads: this.threads, desk }, (event) => { this.page.hear(event); });
  }
}

/** Windows that ask, answer, select, delete, rename, write and read as chance wants it; one of them gives an answer at a time. */
class Windows {
  readonly store = new BusyStore();
  readonly windows: readonly Window[];
  readonly #chance: () => number;
  #at = 10;
  #giving: { readonly window: Window; readonly messageId: string } | undefined;

  constructor(seed: number) {
    this.#chance = seededChance(seed);
    new Threads(this.store, new KeptLog()).create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: 'w' }, [
      { type: 'prompted', at: 2, message: samplePrompt('p', 'Tea?') }, { type: 'answering', at: 3, message: sampleAnswer('a', 'p', 'Yes.') },
    ]);
    this.windows = Array.from({ length: 2 + Math.floor(this.#chance() * 2) }, () => new Window(this.store));
  }

  play(steps: number): void {
    for (let step = 0; step < steps; step += 1) {
      const window = this.#one(this.windows);
      this.store.meanwhile = () => {
        if (this.#chance() < 0.3) this.#step(this.#one(this.windows.filter((other) => other !== window)));
      };
      this.#step(window);
    }
    this.store.meanwhile = () => undefined;
    for (const { threads } of [...this.windows, ...this.windows]) {
      threads.flush();
      threads.refresh();
    }
  }

  #step(window: Window): void {
    const { threads } = window;
    const { messages, leafId } = threads.open('t');
    const [at, what] = [this.#at, this.#chance()];
    this.#at += 1;
    const apply = (durable: boolean, ...events: readonly ThreadEvent[]): void => { threads.apply('t', events, { durable }); };
    const own = this.#giving?.window === window ? this.#giving.messageId : undefined;
    if (what < 0.15 && this.#giving === undefined) {
      const messageId = `a${String(at)}`;
      this.#giving = { window, messageId };
      apply(true, { type: 'prompted', at, message: samplePrompt(`p${String(at)}`, 'And?', leafId === undefined ? {} : { parentId: leafId }) }, { type: 'answering', at, message: sampleAnswer(messageId, `p${String(at)}`, '', { state: 'running' }) });
    } else if (what < 0.55 && own !== undefined) apply(false, { type: 'text', messageId: own, text: `${String(at)} ` });
    else if (what < 0.62 && own !== undefined) {
      this.#giving = undefined;
      apply(true, { type: 'settled', at, messageId: own, outcome: { state: 'complete' } });
    } else if (what < 0.7 && messages.length > 0) apply(false, { type: 'selected', messageId: this.#one(messages).id });
    else if (what < 0.74 && messages.length > 0 && this.#giving === undefined) apply(true, { type: 'removed', at, messageId: this.#one(messages).id });
    else if (what < 0.8) threads.rename('t', `Tea ${String(at)}`);
    else if (what < 0.9) threads.refresh();
    else threads.flush();
  }

  #one<Item>(all: readonly Item[]): Item {
    const item = all[Math.floor(this.#chance() * all.length)];
    if (item === undefined) throw new Error('There is none.');
    return item;
  }
}

const shown = ({ title, messages, leafId }: Thread): readonly unknown[] => [title, branch(messages, leafId).map(({ id, text }) => [id, text])];

describe('Several windows with one thread on show', () => {
  it('have the same thread in the end, and their pages show it, however they come between each other (case 72)', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const stage = new Windows(seed);
      stage.play(60);
      const truth = foldThread(stage.store.read('t'));
      for (const { threads, page } of stage.windows) deepEqual([threads.open('t'), page.snapshot?.thread === undefined ? undefined : shown(page.snapshot.thread)], [truth, shown(truth)], `seed ${String(seed)}`);
    }
  });
});
