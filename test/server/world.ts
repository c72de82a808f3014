import type { Conversation } from 'openai/resources/conversations/conversations';
import type { BackgroundRun } from './backgroundRun.ts';
import type { Features } from './features.ts';
import type { StoredMessage } from './messages.ts';
import type { WireResponse } from './responseObject.ts';

/** An answer that the server keeps. */
export interface StoredResponse {
  response: WireResponse;
  /** What it answers, first to last: all that came before, and its own input. */
  readonly context: readonly StoredMessage[];
  /** Set for an answer that is, or was, written in the background. */
  readonly run?: BackgroundRun;
}

/** A conversation that the server keeps. */
export interface StoredConversation {
  conversation: Conversation;
  items: readonly StoredMessage[];
  /** While an answer to it is being written. */
  locked: boolean;
}

/** What the endpoints work on. */
export interface World {
  readonly features: Features;
  /** Milliseconds between two deltas. */
  readonly wordDelay: number;
  readonly responses: Map<string, StoredResponse>;
  readonly conversations: Map<string, StoredConversation>;
}
