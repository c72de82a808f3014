import type { AgentSession, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { AgentSessionLog } from './agentSessionLog.ts';
import { now } from './ids.ts';
import type { FunctionResult } from './agentSessionRequest.ts';
import { noneFound } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { World } from './world.ts';

/** Something that was said or done in a session. */
export type StoredAgentItem = AgentSessionItem & { id: string };

/** A turn that is being worked off. */
export interface TurnAtWork {
  readonly turnId: string;
  /** Takes what came of a function that it waits for. */
  deliver(result: FunctionResult): void;
  cancel(): void;
}

/** A session that the server keeps. */
export interface StoredAgentSession {
  session: AgentSession;
  turns: readonly Turn[];
  items: readonly StoredAgentItem[];
  readonly log: AgentSessionLog;
  /** Absent while the session is idle. */
  atWork?: TurnAtWork;
  /** The idempotency keys of what it was told. */
  readonly keys: Set<string>;
  /** Who hears what happens. */
  readonly listeners: Set<Exchange>;
}

/** The session under this id; throws the service's 404. */
export function findAgentSession({ agentSessions }: World, id = ''): StoredAgentSession {
  const found = agentSessions.get(id);
  if (found === undefined) throw noneFound('agent session', id);
  return found;
}

/** The turn under this id; throws the service's 404. */
export function findTurn({ turns }: StoredAgentSession, id = ''): Turn {
  const found = turns.find((turn) => turn.id === id);
  if (found === undefined) throw noneFound('turn', id);
  return found;
}

/** Changes a session and tells its new status to those who listen. */
export function setSession(kept: StoredAgentSession, change: Partial<AgentSession> & Pick<AgentSession, 'status'>): void {
  kept.session = { ...kept.session, last_active_at: now(), ...change };
  kept.log.tell({ type: `agent.session.${change.status}`, session: kept.session });
}

/** Puts an item into a session, in the place of itself if it is there. */
export function putItem(kept: StoredAgentSession, item: StoredAgentItem): void {
  const known = kept.items.some(({ id }) => id === item.id);
  kept.items = known ? kept.items.map((other) => (other.id === item.id ? item : other)) : [...kept.items, item];
}
