import type { Message, Run, RunStep, Thread } from './assistantTypes.ts';
import { ApiError, noneFound } from './errors.ts';
import type { RunLog } from './runLog.ts';
import type { World } from './world.ts';

/** A run that the server keeps. */
export interface StoredRun {
  run: Run;
  steps: readonly RunStep[];
  readonly log: RunLog;
  /** Ends the work on it. */
  readonly stopping: AbortController;
  /** Takes what the functions returned, while it waits for that. */
  deliver?: (outputs: ReadonlyMap<string, string>) => void;
}

/** A thread that the server keeps. */
export interface StoredThread {
  thread: Thread;
  messages: readonly Message[];
  readonly runs: Map<string, StoredRun>;
}

const active = new Set<Run['status']>(['queued', 'in_progress', 'requires_action', 'cancelling']);

/** Whether there is still something to come of it. */
export function isActive({ run }: StoredRun): boolean {
  return active.has(run.status);
}

/** The thread under this id; throws the service's 404. */
export function findThread({ threads }: World, id = ''): StoredThread {
  const found = threads.get(id);
  if (found === undefined) throw noneFound('thread', id);
  return found;
}

/** The run under this id; throws the service's 404. */
export function findRun({ runs }: StoredThread, id = ''): StoredRun {
  const found = runs.get(id);
  if (found === undefined) throw noneFound('run', id);
  return found;
}

/** The message under this id; throws the service's 404. */
export function findMessage({ messages }: StoredThread, id = ''): Message {
  const found = messages.find((message) => message.id === id);
  if (found === undefined) throw noneFound('message', id);
  return found;
}

/** Refuses to do this to a thread while a run is active. */
export function refuseWhileActive({ thread, runs }: StoredThread, does: 'addMessages' | 'run'): void {
  const busy = [...runs.values()].find((kept) => isActive(kept))?.run.id;
  if (busy === undefined) return;
  const message = does === 'run' ? `Thread ${thread.id} already has an active run ${busy}.` : `Can't add messages to ${thread.id} while a run ${busy} is active.`;
  throw new ApiError(400, { message });
}
