import { replyInSession } from './agentSessionHearing.ts';
import type { InputMessage } from './agentSessionRequest.ts';
import { putItem, setSession, type StoredAgentSession } from './agentSessionStore.ts';
import { AgentTurnWork } from './agentSessionTurn.ts';
import { newTurn, userMessage } from './agentsObjects.ts';
import type { Exchange } from './exchange.ts';
import { strikes, type Fault } from './faults.ts';
import type { World } from './world.ts';

/** Begins a turn with what the user says; what is to go wrong with it is decided here. `exchange` asks for it. */
export function beginTurn(kept: StoredAgentSession, input: readonly InputMessage[], exchange: Exchange, world: World): void {
  const turn = newTurn(kept.session);
  const items = input.map((message) => userMessage(turn.id, message));
  const reply = replyInSession(kept.session, [...kept.items, ...items], []);
  if (reply.fault !== undefined && exchange.fault === undefined) suffer(reply.fault, kept, exchange);
  kept.turns = [...kept.turns, turn];
  setSession(kept, { status: 'in_progress' });
  kept.log.tell({ type: 'agent.session.turn.created', session_id: kept.session.id, turn_id: turn.id, turn });
  for (const item of items) tellItem(kept, turn.id, item);
  const fault = exchange.fault ?? reply.fault;
  const work = new AgentTurnWork({ kept, turnId: turn.id, world, ...(fault === undefined ? {} : { fault }) });
  kept.atWork = work;
  void work.run(reply);
}

/** Says something to a turn that is being worked off, which heeds it once it has said what it was about to say. */
export function steer(kept: StoredAgentSession, turnId: string, input: readonly InputMessage[]): void {
  for (const message of input) tellItem(kept, turnId, userMessage(turnId, message));
}

function tellItem(kept: StoredAgentSession, turnId: string, item: ReturnType<typeof userMessage>): void {
  putItem(kept, item);
  kept.log.tell({ type: 'agent.session.turn.item.added', item, output_index: null, session_id: kept.session.id, turn_id: turnId });
}

/** What concerns a stream happens to those who listen, all else to who asks. */
function suffer(fault: Fault, { listeners }: StoredAgentSession, exchange: Exchange): void {
  const ofStreams = strikes(fault) || fault.fault === 'byteByByte' || fault.fault === 'duplicate';
  if (!ofStreams || listeners.has(exchange)) exchange.suffer(fault);
  else for (const listener of listeners) listener.suffer(fault);
}
