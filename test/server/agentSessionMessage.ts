import type { AgentSessionAssistantMessage } from 'openai/resources/beta/agents/agents';
import { newId } from './ids.ts';
import { putItem, type StoredAgentSession } from './agentSessionStore.ts';

/** The message that an agent writes, in its session and to those who listen. */
export class AgentMessage {
  readonly #kept: StoredAgentSession;
  readonly #where: { readonly session_id: string; readonly turn_id: string; readonly output_index: number };
  #message: AgentSessionAssistantMessage;
  #said = '';

  /** `place` is the number of the item in the turn. */
  constructor(kept: StoredAgentSession, turnId: string, place: number) {
    this.#kept = kept;
    this.#where = { session_id: kept.session.id, turn_id: turnId, output_index: place };
    this.#message = { id: newId('msg'), type: 'message', role: 'assistant', phase: 'final_answer', status: 'in_progress', content: [], turn_id: turnId };
  }

  /** Puts the empty message into the session. */
  open(): void {
    putItem(this.#kept, this.#message);
    this.#kept.log.tell(
      { type: 'agent.session.turn.item.added', item: this.#message, ...this.#where },
      { type: 'agent.session.turn.content_part.added', part: { type: 'output_text', text: '' }, ...this.#part() },
    );
  }

  /** Writes some more. */
  say(piece: string): void {
    this.#said += piece;
    this.#set('in_progress');
    this.#kept.log.tell({ type: 'agent.session.turn.output_text.delta', delta: piece, ...this.#part() });
  }

  /** Ends it; `incomplete` for one that is broken off. */
  close(status: 'completed' | 'incomplete'): void {
    if (this.#message.status !== 'in_progress') return;
    this.#set(status);
    this.#kept.log.tell(
      { type: 'agent.session.turn.output_text.done', text: this.#said, ...this.#part() },
      { type: 'agent.session.turn.content_part.done', part: { type: 'output_text', text: this.#said }, ...this.#part() },
      { type: 'agent.session.turn.item.done', item: this.#message, ...this.#where },
    );
  }

  #set(status: AgentSessionAssistantMessage['status']): void {
    this.#message = { ...this.#message, status, content: [{ type: 'output_text', text: this.#said }] };
    putItem(this.#kept, this.#message);
  }

  #part() {
    return { ...this.#where, item_id: this.#message.id, content_index: 0 };
  }
}
