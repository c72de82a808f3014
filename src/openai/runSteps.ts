import type { CodeInterpreterToolCall, CodeInterpreterToolCallDelta, RunStep, RunStepDeltaEvent, ToolCall } from 'openai/resources/beta/threads/runs/steps';
import type { EngineEvent } from '../core/engine.ts';
import type { Step } from '../shared/answerParts.ts';
import type { FoundText } from './fileCitations.ts';
import type { MadeFiles } from './madeFiles.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

const kinds: Readonly<Record<string, Step['kind']>> = { code_interpreter: 'code', file_search: 'search', retrieval: 'search', function: 'function' };
const states: Readonly<Record<string, Step['state']>> = { in_progress: 'running', completed: 'complete', failed: 'failed', expired: 'failed', cancelled: 'stopped' };

type Outputs = CodeInterpreterToolCall.CodeInterpreter['outputs'] | NonNullable<CodeInterpreterToolCallDelta.CodeInterpreter['outputs']>;

/** Code that is being written. */
interface Growing {
  readonly id: string;
  readonly input: string;
  readonly output: string;
}

/** What a run does besides writing: told as it begins, goes on and ends, and again only when something is new. */
export class RunSteps {
  /** The names of the files that searches have found, by their ids. */
  readonly fileNames = new Map<string, string>();
  /** What searches have found, in their order, as far as the server tells it. */
  readonly found: FoundText[] = [];
  /** The steps whose searches have found what the server does not tell unless it is asked for it. */
  readonly untold = new Set<string>();
  readonly #files: Pick<MadeFiles, 'kept'>;
  readonly #told = new Map<string, string>();
  readonly #growing = new Map<string, Growing>();
  readonly #refused = new Set<string>();
  readonly #open = new Set<string>();

  /** `files` are the server's, for the images that code draws. */
  constructor(files: Pick<MadeFiles, 'kept'>) {
    this.#files = files;
  }

  /** The steps that have begun and have not been heard to end. */
  get open(): readonly string[] {
    return [...this.#open];
  }

  /** A function was not called, or failed here: its step has failed, whatever the server makes of it. */
  refuse(callId: string): void {
    this.#refused.add(callId);
  }

  /** A step as it stands. */
  *tell(step: RunStep): Generator<EngineEvent> {
    const details = step.step_details;
    if (details?.type !== 'tool_calls') return;
    const state = entryOf(states, step.status) ?? 'running';
    if (state === 'running') this.#open.add(step.id);
    else this.#open.delete(step.id);
    if (state !== 'running' && (details.tool_calls ?? []).some(isUntold)) this.untold.add(step.id);
    for (const [index, call] of (details.tool_calls ?? []).entries()) {
      this.#learnNames(call);
      // What a function is called with, and what comes of it, is told by who calls it.
      if (call.type === 'function' && state === 'running') continue;
      const id = call.id ?? `${step.id} ${String(index)}`;
      yield* this.#changed({ id, ...described(call), state: this.#refused.has(id) ? 'failed' : state, ...timesOf(step), ...(index === 0 ? usageOf(step) : {}) });
      if (call.type === 'code_interpreter') yield* this.#drawn(call.code_interpreter?.outputs ?? [], id);
    }
  }

  /** Takes what searches have found from a step that was asked for with it. */
  learn({ id, step_details: details }: RunStep): void {
    this.untold.delete(id);
    for (const call of details.type === 'tool_calls' ? details.tool_calls : []) {
      const results = call.type === 'file_search' ? (call.file_search?.results ?? []) : [];
      this.found.push(...results.map(({ file_id: fileId, score, content }) => ({ fileId, score, text: (content ?? []).map(({ text }) => text ?? '').join('\n') })));
    }
  }

  /** A piece of a step: code is told line by line. */
  *piece({ id: stepId, delta }: RunStepDeltaEvent): Generator<EngineEvent> {
    if (delta.step_details?.type !== 'tool_calls') return;
    for (const call of delta.step_details.tool_calls ?? []) {
      if (call.type !== 'code_interpreter') continue;
      const key = `${stepId} ${String(call.index)}`;
      const before = this.#growing.get(key);
      const more = { input: call.code_interpreter?.input ?? '', output: outputOf(call.code_interpreter?.outputs ?? []) };
      const after: Growing = { id: call.id ?? before?.id ?? key, input: (before?.input ?? '') + more.input, output: (before?.output ?? '') + more.output };
      this.#growing.set(key, after);
      if (before === undefined || more.output !== '' || more.input.includes('\n')) yield* this.#changed({ ...codeStep(after), id: after.id, state: 'running' });
      yield* this.#drawn(call.code_interpreter?.outputs ?? [], after.id);
    }
  }

  *#changed(step: Step): Generator<EngineEvent> {
    const told = JSON.stringify(step);
    if (this.#told.get(step.id) === told) return;
    this.#told.set(step.id, told);
    yield { type: 'step', step };
  }

  *#drawn(outputs: Outputs, stepId: string): Generator<EngineEvent> {
    for (const output of outputs) {
      const id = output.type === 'image' ? output.image?.file_id : undefined;
      if (id !== undefined) yield { type: 'made', file: this.#files.kept(id, { stepId }) };
    }
  }

  #learnNames(call: ToolCall): void {
    const results = call.type === 'file_search' ? (call.file_search?.results ?? []) : [];
    for (const { file_id: id, file_name: name } of results) this.fileNames.set(id, name);
  }
}

function isUntold(call: ToolCall): boolean {
  return call.type === 'file_search' && (call.file_search?.results ?? []).length > 0;
}

function described(call: ToolCall): Pick<Step, 'kind' | 'title' | 'input' | 'output'> {
  if (call.type === 'code_interpreter') return codeStep({ input: call.code_interpreter?.input ?? '', output: outputOf(call.code_interpreter?.outputs ?? []) });
  if (call.type === 'function') return { kind: 'function', title: call.function.name };
  const type: string = call.type;
  const found = call.type === 'file_search' ? (call.file_search?.results ?? []).map((result) => result.file_name).join('\n') : '';
  return { kind: entryOf(kinds, type) ?? 'tool', title: entryOf(kinds, type) === 'search' ? t('File search') : type, ...(found === '' ? {} : { output: found }) };
}

function codeStep({ input, output }: Pick<Growing, 'input' | 'output'>): Pick<Step, 'kind' | 'title' | 'input' | 'output'> {
  return { kind: 'code', title: t('Code interpreter'), ...(input === '' ? {} : { input }), ...(output === '' ? {} : { output }) };
}

function outputOf(outputs: Outputs): string {
  return outputs.map((output) => (output.type === 'logs' ? (output.logs ?? '') : t('[image]'))).join('\n');
}

function timesOf(step: RunStep): Pick<Step, 'startedAt' | 'endedAt'> {
  const ended = step.completed_at ?? step.failed_at ?? step.cancelled_at ?? step.expired_at ?? undefined;
  return { ...(typeof step.created_at === 'number' ? { startedAt: step.created_at * 1000 } : {}), ...(ended === undefined ? {} : { endedAt: ended * 1000 }) };
}

function usageOf({ usage }: RunStep): Pick<Step, 'usage'> {
  return usage === null || usage === undefined ? {} : { usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } };
}
