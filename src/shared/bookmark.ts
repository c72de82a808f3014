import type { Citation } from './answerParts.ts';
import type { Usage } from './usage.ts';

/** What a server keeps of a thread, so that the next turn need not send it again. May be lost without losing a word. `file` and `vectorStore` hold files of the user's that went with a prompt. */
export interface Bookmark {
  /** The connection's origin and wire: a bookmark is void anywhere else. */
  readonly place: string;
  readonly kind: 'conversation' | 'file' | 'response' | 'session' | 'thread' | 'vectorStore';
  readonly id: string;
}

/** What an answer can be heard by once more that a server goes on giving by itself, whoever listens. */
export interface Handle {
  /** The connection's origin and wire: a handle is void anywhere else. */
  readonly place: string;
  readonly kind: 'response' | 'run' | 'turn';
  readonly id: string;
  /** The server's conversation, thread or session that it belongs to. */
  readonly within?: string;
  /** Set if something was said before it on behalf of the same prompt: it begins after a blank line. */
  readonly apart?: true;
  /** How much of the answer's text was there before it, in UTF-16 units: all that follows is its own. */
  readonly from: number;
  /** What was counted before it. */
  readonly usage?: Usage;
  /** What went along with the prompt of files on this machine, as it is cited by its numbers. */
  readonly passages?: readonly Citation[];
}
