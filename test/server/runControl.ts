import type { Run } from './assistantTypes.ts';
import { ApiError } from './errors.ts';
import { isActive, type StoredRun } from './storedThread.ts';

/** Changes a run and tells it to those who listen, in an event of its new status. */
export function setRun(kept: StoredRun, change: Partial<Run> & Pick<Run, 'status'>): void {
  kept.run = { ...kept.run, ...change };
  kept.log.tell({ event: `thread.run.${change.status}`, data: kept.run });
}

/** Begins to cancel a run. Throws when there is nothing left of it to cancel. */
export function cancelRun(kept: StoredRun): Run {
  if (!isActive(kept)) throw new ApiError(400, { message: `Cannot cancel run with status '${kept.run.status}'.` });
  if (kept.run.status !== 'cancelling') setRun(kept, { status: 'cancelling' });
  const cancelling = kept.run;
  kept.stopping.abort();
  return cancelling;
}

/** Gives a run what its functions returned, all at once, by the ids of the calls. */
export function deliverOutputs(kept: StoredRun, outputs: ReadonlyMap<string, string>): void {
  const { status, required_action: action, id } = kept.run;
  if (status !== 'requires_action' || kept.deliver === undefined) throw new ApiError(400, { message: `Runs in status "${status}" do not accept tool outputs.` });
  const wanted = action?.submit_tool_outputs.tool_calls.map((call) => call.id) ?? [];
  if (wanted.length !== outputs.size || !wanted.every((call) => outputs.has(call))) {
    throw new ApiError(400, { message: `Expected tool outputs for call_ids ${quoted(wanted)} of run ${id}, got ${quoted(outputs.keys())}.` });
  }
  setRun(kept, { status: 'queued', required_action: null });
  kept.deliver(outputs);
}

function quoted(ids: Iterable<string>): string {
  return `[${[...ids].map((id) => `'${id}'`).join(', ')}]`;
}
