import type OpenAI from 'openai';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import type { EngineEvent, Turn } from '../core/engine.ts';
import type { Citation } from '../shared/answerParts.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import { FailureError } from '../shared/rpc.ts';
import type { AssistantsWire } from './assistantsWire.ts';
import { isApiError } from './failures.ts';
import { pause } from '../core/pause.ts';
import { knownRun, runAnswer, type RunAnswer } from './runAnswer.ts';
import { isSettled, runEnd } from './runEnd.ts';
import { RunReader } from './runReader.ts';
import { RunSteps } from './runSteps.ts';
import { RunText } from './runText.ts';
import { soundly } from './soundly.ts';
import type { MadeFiles } from './madeFiles.ts';
import { eventsOf } from './stream.ts';
import { t } from '../shared/words.ts';

/** How often a run is asked after where the server neither streams nor says when, in milliseconds: each time by a factor later. */
export interface Pace {
  readonly first: number;
  readonly factor: number;
  readonly most: number;
}

/** What a run is followed with. */
export interface RunParts {
  readonly client: OpenAI;
  readonly wire: AssistantsWire;
  /** The server as messages call it. */
  readonly host: string;
  readonly baseUrl: string;
  /** The connection and wire that bookmarks are for. */
  readonly place: string;
  readonly pace: Pace;
  readonly files: MadeFiles;
}

/** The most times that one run may have functions called. */
const mostRounds = 20;

/** One run, from the answer to its request to its end: heard where the server streams, asked after where it does not, or where its stream broke off. */
export class RunTalk {
  readonly #parts: RunParts;
  readonly #turn: Turn;
  readonly #signal: AbortSignal;
  readonly #reader: RunReader;
  readonly #steps: RunSteps;
  readonly #text: RunText;
  #run: Run | undefined;
  #status = '';
  #heardAll = true;

  /** `since` is the id of the prompt’s message, where it is known. */
  constructor(parts: RunParts, turn: Turn, signal: AbortSignal, since?: string) {
    this.#parts = parts;
    this.#turn = turn;
    this.#signal = signal;
    this.#reader = new RunReader(parts, signal, since);
    this.#steps = new RunSteps(parts.files);
    this.#text = new RunText(this.#steps.fileNames, parts.files);
  }

  /** Whether the run has been heard of. */
  get begun(): boolean {
    return this.#run !== undefined;
  }

  /** The run, while the server works on it. */
  get unsettled(): Run | undefined {
    return this.#run !== undefined && !isSettled(this.#run) ? this.#run : undefined;
  }

  /** Tells the run. Throws FailureError, or what the SDK throws. */
  async *follow(begun: RunAnswer): AsyncGenerator<EngineEvent> {
    let next = begun;
    for (let round = 0; round < mostRounds; round += 1) {
      if (next.requestId !== null) yield { type: 'note', note: { requestId: next.requestId } };
      yield* this.#hear(next.run);
      if (this.#run?.status !== 'requires_action' || this.#signal.aborted) {
        yield* this.#end();
        return;
      }
      next = await this.#answerCalls(this.#run);
    }
    throw new FailureError({ kind: 'requestRefused', message: t('The model called functions {0} times over without answering.', mostRounds), action: 'retry' });
  }

  async *#hear(begun: RunAnswer['run']): AsyncGenerator<EngineEvent> {
    if (!('response' in begun)) {
      this.#heardAll = false;
      yield* this.#take(begun);
      yield* this.#askAfter();
      return;
    }
    const whole = (body: unknown): AssistantStreamEvent => {
      this.#heardAll = false;
      return { event: 'thread.run.created', data: knownRun(body) };
    };
    try {
      for await (const { data } of eventsOf<AssistantStreamEvent, AssistantStreamEvent>(begun, whole)) yield* this.#take(data);
    } catch (error) {
      if (this.#run === undefined || this.#signal.aborted) throw error;
      yield* this.#recover(error);
      return;
    }
    yield* this.#askAfter();
  }

  async *#take(data: AssistantStreamEvent['data']): AsyncGenerator<EngineEvent> {
    yield { type: 'progress' };
    if (typeof data !== 'object' || data === null || !('object' in data)) return;
    yield* soundly(() => this.#told(data));
  }

  async *#told(data: Extract<AssistantStreamEvent['data'], { readonly object: string }>): AsyncGenerator<EngineEvent> {
    if (data.object === 'thread.message.delta') yield* this.#text.piece(data);
    else if (data.object === 'thread.message') {
      if (data.status !== 'in_progress' && data.role === 'assistant') yield* this.#text.whole(data);
    } else if (data.object === 'thread.run.step.delta') yield* this.#steps.piece(data);
    else if (data.object === 'thread.run.step') yield* this.#takeStep(data);
    else if (data.object === 'thread.run') yield* this.#takeRun(data);
  }

  *#takeRun(run: Run): Generator<EngineEvent> {
    const bookmark: Bookmark = { place: this.#parts.place, kind: 'thread', id: run.thread_id };
    if (this.#run === undefined) {
      yield { type: 'note', note: { bookmark } };
      yield { type: 'begun', handle: { place: this.#parts.place, kind: 'run', id: run.id, within: run.thread_id } };
    }
    this.#run = run;
    if (run.status !== this.#status) yield { type: 'note', note: { status: run.status } };
    this.#status = run.status;
  }

  async *#takeStep(step: RunStep): AsyncGenerator<EngineEvent> {
    yield* this.#steps.tell(step);
    const details = step.step_details;
    if (details?.type !== 'message_creation' || step.status !== 'completed' || this.#text.knows(details.message_creation.message_id)) return;
    const message = await this.#reader.message(step.thread_id, details.message_creation.message_id);
    if (message !== undefined) yield* this.#text.whole(message);
  }

  /** Asks after the run until it ends or wants something; not at all when it does already. */
  async *#askAfter(): AsyncGenerator<EngineEvent> {
    const { first, factor, most } = this.#parts.pace;
    for (let wait = first; this.#run !== undefined && !this.#pausesOrEnds && !this.#signal.aborted; wait = Math.min(wait * factor, most)) {
      this.#heardAll = false;
      const { run, again } = await this.#reader.run(this.#run);
      if (!isSettled(run)) for await (const step of this.#reader.steps(run)) yield* this.#takeStep(step);
      yield { type: 'progress' };
      yield* this.#takeRun(run);
      if (!this.#pausesOrEnds) await pause(Math.min(again ?? wait, most), this.#signal);
    }
  }

  /** After a stream that broke off: the run goes on at the server. Throws what broke it off when nothing more is to be heard there. */
  async *#recover(lost: unknown): AsyncGenerator<EngineEvent> {
    try {
      yield* this.#askAfter();
    } catch {
      throw lost;
    }
  }

  async #answerCalls(run: Run): Promise<RunAnswer> {
    const calls = run.required_action?.submit_tool_outputs?.tool_calls ?? [];
    if (calls.length === 0) throw new FailureError({ kind: 'notSupported', message: t('The run at {0} waits for something that cannot be given here.', this.#parts.host), action: 'retry' });
    const outputs = await Promise.all(calls.map(async ({ id, function: { name, arguments: input } }) => {
      const { ok, output } = await this.#turn.call({ id, name, input });
      if (!ok) this.#steps.refuse(id);
      return { tool_call_id: id, output };
    }));
    this.#run = { ...run, status: 'queued' };
    const { client, wire } = this.#parts;
    const body = { thread_id: run.thread_id, tool_outputs: outputs, stream: !this.#polls };
    try {
      return await runAnswer(client.beta.threads.runs.submitToolOutputs(run.id, body, wire.options(this.#signal)));
    } catch (error) {
      // It came too late when the run has expired, or was cancelled elsewhere, in the meantime.
      const now = isApiError(error) && error.status === 400 ? await this.#reader.run(run) : undefined;
      if (now === undefined || !isSettled(now.run)) throw error;
      return { run: now.run, requestId: null };
    }
  }

  async *#end(): AsyncGenerator<EngineEvent> {
    const run = this.#run;
    if (run === undefined || !isSettled(run)) return;
    if (run.status === 'completed' || run.status === 'incomplete') {
      if (!this.#heardAll) for await (const step of this.#reader.steps(run)) yield* this.#takeStep(step);
      for (const id of this.#steps.open) yield* this.#steps.tell(await this.#reader.step(run, id));
      if (!this.#heardAll || !this.#text.any) for (const message of await this.#reader.messages(run)) yield* this.#text.whole(message);
    }
    const usage = run.usage ?? undefined;
    const tokens = usage === undefined ? {} : { usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } };
    const citations = await this.#citations(run);
    yield { type: 'note', note: { ...tokens, ...(citations.length === 0 ? {} : { citations }), ...(typeof run.model === 'string' && run.model !== '' ? { model: run.model } : {}) } };
    const end = runEnd(run, this.#parts.host);
    if (end !== undefined) yield end;
  }

  /** What is cited, with the words that searches have found: they are asked for where something is cited. */
  async #citations(run: Run): Promise<readonly Citation[]> {
    if (!this.#text.cites) return [];
    for (const id of this.#parts.wire.shape === 'v2' ? this.#steps.untold : []) {
      const step = await this.#reader.stepWithContents(run, id);
      if (step !== undefined) this.#steps.learn(step);
    }
    return this.#text.citations(this.#steps.found);
  }

  get #pausesOrEnds(): boolean {
    return this.#run !== undefined && (this.#run.status === 'requires_action' || isSettled(this.#run));
  }

  get #polls(): boolean {
    return this.#turn.assistant.parameters.stream === false && !this.#turn.without.includes('stream');
  }
}
