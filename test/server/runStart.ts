import type { Run } from './assistantTypes.ts';
import type { Exchange } from './exchange.ts';
import { promptTokensOf, replyInRun, type RunScene } from './runHearing.ts';
import { RunLog } from './runLog.ts';
import { setRun } from './runControl.ts';
import { RunWork } from './runWork.ts';
import type { StoredRun } from './storedThread.ts';
import type { World } from './world.ts';

/** Starts a run; what is to go wrong with it is decided here. `threadIsNew` tells of the thread, too. */
export function startRun(scene: RunScene, exchange: Exchange, world: World, threadIsNew: boolean): StoredRun {
  const { kept } = scene;
  const reply = replyInRun(scene, [], world);
  if (reply.fault !== undefined && exchange.fault === undefined) exchange.suffer(reply.fault);
  const started: StoredRun = { run: scene.run, steps: [], log: new RunLog(), stopping: new AbortController() };
  kept.runs.set(scene.run.id, started);
  if (threadIsNew) started.log.tell({ event: 'thread.created', data: kept.thread });
  started.log.tell({ event: 'thread.run.created', data: started.run });
  setRun(started, { status: 'queued' });
  const tokens = promptTokensOf(scene);
  const work = new RunWork({ kept, started, world, promptTokens: tokens, ...(exchange.fault === undefined ? {} : { fault: exchange.fault }) });
  void work.run(reply, (run: Run, results) => replyInRun({ ...scene, run }, results, world));
  return started;
}
