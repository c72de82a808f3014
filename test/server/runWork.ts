import { setImmediate as tick, setTimeout as sleep } from 'node:timers/promises';
import { scriptFor, type AnswerScript } from './answerScript.ts';
import type { Run, RunStep } from './assistantTypes.ts';
import type { Fault } from './faults.ts';
import { now } from './ids.ts';
import { setRun } from './runControl.ts';
import { RunMessage } from './runMessage.ts';
import { keepOutputs, type RunOutput } from './runOutputs.ts';
import { actionStep, callStep, type OpenCall } from './runToolSteps.ts';
import { wordDelayOf } from './scriptedModel.ts';
import type { Reply } from './scripts.ts';
import type { StoredRun, StoredThread } from './storedThread.ts';
import { newStep } from './threadObjects.ts';
import { countTokens } from './tokens.ts';
import type { ToolResult } from './toolBox.ts';
import type { World } from './world.ts';

/** Milliseconds that a run is queued, or works, at least. */
const moment = 10;
/** Milliseconds after which a run expires that was made to. */
const shortPatience = 60;

/** What a run is worked off with. */
interface RunWorkParts {
  readonly kept: StoredThread;
  readonly started: StoredRun;
  readonly world: World;
  readonly promptTokens: number;
  readonly fault?: Fault;
}

/** Thrown where a run takes too long. */
class Expired extends Error {}

/** Works a run off, whether or not anybody listens. */
export class RunWork {
  readonly #parts: RunWorkParts;
  #step: RunStep | undefined;
  #message: RunMessage | undefined;
  #written = 0;
  #outputs: readonly RunOutput[] = [];

  constructor(parts: RunWorkParts) {
    this.#parts = parts;
  }

  /** Does what the first reply says; `next` gives the reply once the functions that were called have returned. */
  async run(first: Reply, next: (run: Run, results: readonly ToolResult[]) => Reply): Promise<void> {
    const { started, fault, promptTokens } = this.#parts;
    try {
      await this.#begin();
      if (started.run.max_prompt_tokens !== null && promptTokens > started.run.max_prompt_tokens) {
        this.#end({ status: 'incomplete', incomplete_details: { reason: 'max_prompt_tokens' } });
        return;
      }
      let reply = first;
      for (;;) {
        if (fault?.fault === 'expire') await this.#letExpire();
        const script = scriptFor(reply, fault, started.run.max_completion_tokens ?? undefined);
        const results = await this.#act(script);
        if (results === undefined) {
          await this.#speak(script, wordDelayOf(reply, this.#parts.world.wordDelay));
          return;
        }
        await this.#begin();
        reply = next(started.run, results);
      }
    } catch (error) {
      this.#breakOff(error);
    }
  }

  async #begin(): Promise<void> {
    await this.#wait(Math.max(moment, this.#parts.world.wordDelay));
    const { started } = this.#parts;
    setRun(started, { status: 'in_progress', started_at: started.run.started_at ?? now() });
  }

  /** Runs code, searches, calls; what the functions returned, or undefined when none was called. */
  async #act({ actions }: AnswerScript): Promise<readonly ToolResult[] | undefined> {
    const { started, world } = this.#parts;
    for (const action of actions) {
      if (action.kind === 'function') continue;
      const outputs = action.kind === 'code' ? keepOutputs(action.made ?? [], world) : [];
      this.#outputs = [...this.#outputs, ...outputs];
      const { begun, done, deltas } = actionStep(action, outputs);
      this.#open(begun);
      for (const delta of deltas) {
        await this.#wait(world.wordDelay);
        started.log.tell({ event: 'thread.run.step.delta', data: { id: this.#stepId(), object: 'thread.run.step.delta', delta: { step_details: delta } } });
      }
      this.#close({ status: 'completed', completed_at: now(), step_details: done });
    }
    const calls = actions.filter((action) => action.kind === 'function');
    return calls.length === 0 ? undefined : this.#call(callStep(calls));
  }

  async #call({ calls, begun, done, deltas }: ReturnType<typeof callStep>): Promise<readonly ToolResult[]> {
    const { started } = this.#parts;
    this.#open(begun);
    for (const delta of deltas) {
      started.log.tell({ event: 'thread.run.step.delta', data: { id: this.#stepId(), object: 'thread.run.step.delta', delta: { step_details: delta } } });
    }
    const delivered = this.#delivered();
    setRun(started, { status: 'requires_action', required_action: { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: [...calls] } } });
    const outputs = await delivered;
    this.#close({ status: 'completed', completed_at: now(), step_details: done(outputs) });
    return calls.map((call: OpenCall) => ({ name: call.function.name, output: outputs.get(call.id) ?? '' }));
  }

  /** What the functions return; throws when that takes longer than the run may. */
  async #delivered(): Promise<ReadonlyMap<string, string>> {
    const { started, fault } = this.#parts;
    const patience = fault?.fault === 'expire' ? shortPatience : ((started.run.expires_at ?? 0) - now()) * 1000;
    const done = new AbortController();
    const signal = AbortSignal.any([started.stopping.signal, done.signal]);
    const delivered = new Promise<ReadonlyMap<string, string>>((resolve) => {
      started.deliver = resolve;
    });
    const late = sleep(patience, undefined, { signal }).then(() => {
      throw new Expired();
    });
    try {
      return await Promise.race([delivered, late]);
    } finally {
      delete started.deliver;
      done.abort();
      await late.catch(() => undefined);
    }
  }

  async #letExpire(): Promise<void> {
    const tool = this.#parts.started.run.tools.find((one) => one.type === 'function');
    if (tool === undefined) {
      await this.#wait(shortPatience);
      throw new Expired();
    }
    await this.#call(callStep([{ kind: 'function', name: tool.function.name, arguments: '{}' }]));
    throw new Expired();
  }

  async #speak(script: AnswerScript, wordDelay: number): Promise<void> {
    const { kept, started } = this.#parts;
    const { ending } = script;
    if (ending.how === 'completed' || script.pieces.length > 0) {
      const message = new RunMessage(kept, started, script, this.#outputs);
      this.#open({ type: 'message_creation', message_creation: { message_id: message.id } });
      this.#message = message;
      message.open();
      for (const piece of script.pieces) {
        await this.#wait(wordDelay);
        message.say(piece);
        this.#written += countTokens(piece);
      }
    }
    if (ending.how === 'completed') {
      this.#message?.complete();
      this.#close({ status: 'completed', completed_at: now() });
      this.#end({ status: 'completed', completed_at: now() });
    } else if (ending.how === 'incomplete') {
      this.#message?.breakOff(ending.reason === 'content_filter' ? 'content_filter' : 'max_tokens');
      this.#close({ status: 'completed', completed_at: now() });
      this.#end({ status: 'incomplete', incomplete_details: { reason: 'max_completion_tokens' } });
    } else {
      this.#fail(ending.code, ending.message, ending.how === 'error');
    }
  }

  #fail(code: string, message: string, asError: boolean): void {
    const { started } = this.#parts;
    const known = code === 'rate_limit_exceeded' || code === 'invalid_prompt' ? code : 'server_error';
    this.#message?.breakOff('run_failed');
    this.#close({ status: 'failed', failed_at: now(), last_error: { code: known === 'invalid_prompt' ? 'server_error' : known, message } });
    if (asError) started.log.tell({ event: 'error', data: { code, message, param: null, type: 'server_error' } });
    this.#end({ status: 'failed', failed_at: now(), last_error: { code: known, message } });
  }

  #breakOff(error: unknown): void {
    const { signal } = this.#parts.started.stopping;
    if (error instanceof Expired) {
      this.#message?.breakOff('run_expired');
      this.#close({ status: 'expired', expired_at: now() });
      this.#end({ status: 'expired' });
    } else if (signal.aborted) {
      this.#message?.breakOff('run_cancelled');
      this.#close({ status: 'cancelled', cancelled_at: now() });
      this.#end({ status: 'cancelled', cancelled_at: now() });
    } else {
      console.error(error);
      this.#fail('server_error', 'Sorry, something went wrong.', false);
    }
  }

  #open(details: RunStep['step_details']): void {
    const { started } = this.#parts;
    const step = newStep(started.run, details);
    this.#step = step;
    started.steps = [...started.steps, step];
    started.log.tell({ event: 'thread.run.step.created', data: step }, { event: 'thread.run.step.in_progress', data: step });
  }

  #close(change: Partial<RunStep> & { readonly status: Exclude<RunStep['status'], 'in_progress'> }): void {
    const { started } = this.#parts;
    if (this.#step === undefined) return;
    const closed: RunStep = { ...this.#step, ...change, usage: change.status === 'completed' ? this.#usage() : null };
    this.#step = undefined;
    started.steps = started.steps.map((step) => (step.id === closed.id ? closed : step));
    started.log.tell({ event: `thread.run.step.${change.status}`, data: closed });
  }

  #end(change: Partial<Run> & Pick<Run, 'status'>): void {
    setRun(this.#parts.started, { ...change, expires_at: null, required_action: null, usage: this.#usage() });
  }

  #usage(): NonNullable<Run['usage']> {
    const { promptTokens } = this.#parts;
    return { prompt_tokens: promptTokens, completion_tokens: this.#written, total_tokens: promptTokens + this.#written };
  }

  #stepId(): string {
    return this.#step?.id ?? '';
  }

  async #wait(milliseconds: number): Promise<void> {
    const { signal } = this.#parts.started.stopping;
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal });
    else await tick(undefined, { signal });
  }
}
