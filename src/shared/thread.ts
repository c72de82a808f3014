import type { Message } from './message.ts';
import type { Usage } from './usage.ts';

/** What a window of a thread leaves out. */
export interface Earlier {
  /** How many messages of the branch on show come before the first one in the window. */
  readonly before: number;
  /** How many messages of the whole thread are not in the window, those of other branches among them. */
  readonly absent: number;
}

/** A conversation. Messages stand in the order in which they came, all branches together. */
export interface Thread {
  readonly id: string;
  readonly title: string;
  /** Who gave the title; absent while it is the beginning of the first prompt. */
  readonly titledBy?: 'user' | 'model';
  /** Who answers in it, unless a prompt asks for another. */
  readonly assistantId: string;
  /** What is said to the assistant on top of its own instructions, with each turn of this thread. */
  readonly instructions?: string;
  /** The workspace that it was begun in: its folder's or file's address; empty for none. */
  readonly workspace: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly messages: readonly Message[];
  readonly leafId?: string;
  /** Kept at the top of the list. */
  readonly pinned?: true;
  /** Out of the list until it is looked for, or written to. */
  readonly archived?: true;
  /** Kept in memory alone: gone when the window closes. */
  readonly temporary?: true;
  /** What was spent on it besides its answers, such as on its title. */
  readonly spentBesides?: Usage;
  /** When messages were last deleted: what servers keep of the time before holds them still. */
  readonly cutAt?: number;
  /** Set where this is only a window of the thread, as pages have it. */
  readonly earlier?: Earlier;
  /** The last of the messages that are not sent any more, because they were too many; and how many the thread had when that was decided. */
  readonly trimmed?: { readonly messageId: string; readonly length: number };
  /** Set while the thread lies in the trash. */
  readonly deletedAt?: number;
}

/** Messages that come before those that a page has. */
export interface EarlierMessages {
  /** In the thread's order, the other versions of each among them. */
  readonly messages: readonly Message[];
  /** How many of the branch come before them. */
  readonly before: number;
}
