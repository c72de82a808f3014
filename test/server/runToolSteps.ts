import type { RunStep, ToolCallDelta } from './assistantTypes.ts';
import { newId } from './ids.ts';
import type { RunOutput } from './runOutputs.ts';
import type { CodeRun, FileSearch, FunctionCall } from './toolBox.ts';

type Details = RunStep['step_details'];
type Delta = { readonly type: 'tool_calls'; readonly tool_calls: ToolCallDelta[] };

/** A call that waits for its output. */
export interface OpenCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** A step as it begins, in between, and done. */
interface StepStory<Done> {
  readonly begun: Details;
  readonly deltas: readonly Delta[];
  readonly done: Done;
}

/** The step of something that the server does itself; `outputs` is what code made. */
export function actionStep(action: CodeRun | FileSearch, outputs: readonly RunOutput[]): StepStory<Details> {
  const id = newId('call');
  return action.kind === 'code' ? codeStep(id, action, outputs) : searchStep(id, action);
}

function codeStep(id: string, { input, logs }: CodeRun, outputs: readonly RunOutput[]): StepStory<Details> {
  const told = [{ type: 'logs' as const, logs }, ...outputs.filter(({ made }) => made.shown).map((output) => ({ type: 'image' as const, image: { file_id: output.id } }))];
  const code = (written: string, said: typeof told): Details => ({
    type: 'tool_calls',
    tool_calls: [{ id, type: 'code_interpreter', code_interpreter: { input: written, outputs: [...said] } }],
  });
  const delta = (change: NonNullable<Extract<ToolCallDelta, { type: 'code_interpreter' }>['code_interpreter']>): Delta => ({
    type: 'tool_calls',
    tool_calls: [{ index: 0, id, type: 'code_interpreter', code_interpreter: change }],
  });
  const lines = input.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return {
    begun: code('', []),
    deltas: [...lines.map((line) => delta({ input: line })), delta({ outputs: told.map((output, index) => ({ index, ...output })) })],
    done: code(input, told),
  };
}

function searchStep(id: string, { found }: FileSearch): StepStory<Details> {
  const results = found.map(({ id: file, name, text }) => ({ file_id: file, file_name: name, score: 0.9, content: [{ type: 'text' as const, text }] }));
  const search = (had: typeof results): Details => ({
    type: 'tool_calls',
    tool_calls: [{ id, type: 'file_search', file_search: { ranking_options: { ranker: 'default_2024_08_21', score_threshold: 0 }, results: had } }],
  });
  return { begun: search([]), deltas: [{ type: 'tool_calls', tool_calls: [{ index: 0, id, type: 'file_search', file_search: {} }] }], done: search(results) };
}

/** The step of functions that the client runs; it is done with what they returned, by the ids of the calls. */
export function callStep(actions: readonly FunctionCall[]): StepStory<(outputs: ReadonlyMap<string, string>) => Details> & { readonly calls: readonly OpenCall[] } {
  const calls = actions.map(({ name, arguments: json }): OpenCall => ({ id: newId('call'), type: 'function', function: { name, arguments: json } }));
  const functions = (outputs?: ReadonlyMap<string, string>): Details => ({
    type: 'tool_calls',
    tool_calls: calls.map((call) => ({ id: call.id, type: 'function', function: { ...call.function, output: outputs?.get(call.id) ?? null } })),
  });
  const deltas = calls.flatMap((call, index): Delta[] => [
    { type: 'tool_calls', tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.function.name, arguments: '', output: null } }] },
    { type: 'tool_calls', tool_calls: [{ index, type: 'function', function: { arguments: call.function.arguments } }] },
  ]);
  return { calls, begun: { type: 'tool_calls', tool_calls: [] }, deltas, done: functions };
}
