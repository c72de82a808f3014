import type {
  ResponseCodeInterpreterToolCall, ResponseFileSearchToolCall, ResponseFunctionToolCallItem, ResponseOutputItem, ResponseReasoningItem,
} from 'openai/resources/responses/responses';
import type { AnswerContainer } from './answerContainer.ts';
import { newId } from './ids.ts';
import type { Unnumbered, WireEvent } from './responseEvents.ts';
import type { Action, CodeRun, FileSearch, FunctionCall } from './toolBox.ts';

type Told = Generator<Unnumbered<WireEvent>, ResponseOutputItem>;

/** What actions are told with. */
interface Scene {
  /** The request's. */
  readonly include: readonly string[];
  /** Where code runs. */
  readonly container: AnswerContainer;
}

/** Tells what the model does besides speaking; gives the finished item. */
export function* actionEvents(action: Action, place: number, { include, container }: Scene): Told {
  if (action.kind === 'function') return yield* callEvents(action, place);
  if (action.kind === 'code') return yield* codeEvents(action, place, container, include.includes('code_interpreter_call.outputs'));
  return yield* searchEvents(action, place, include.includes('file_search_call.results'));
}

function* callEvents({ name, arguments: json }: FunctionCall, place: number): Told {
  const item: ResponseFunctionToolCallItem = { id: newId('fc'), type: 'function_call', status: 'in_progress', call_id: newId('call'), name, arguments: '' };
  const here = { item_id: item.id, output_index: place };
  yield { type: 'response.output_item.added', output_index: place, item };
  for (const delta of json.match(/[^]{1,8}/gu) ?? []) yield { type: 'response.function_call_arguments.delta', ...here, delta };
  yield { type: 'response.function_call_arguments.done', ...here, name, arguments: json };
  const done: ResponseFunctionToolCallItem = { ...item, status: 'completed', arguments: json };
  yield { type: 'response.output_item.done', output_index: place, item: done };
  return done;
}

function* codeEvents({ input, logs, made = [] }: CodeRun, place: number, container: AnswerContainer, withOutputs: boolean): Told {
  const item: ResponseCodeInterpreterToolCall = {
    id: newId('ci'), type: 'code_interpreter_call', status: 'in_progress', code: '', container_id: container.id, outputs: null,
  };
  const here = { item_id: item.id, output_index: place };
  yield { type: 'response.output_item.added', output_index: place, item };
  yield { type: 'response.code_interpreter_call.in_progress', ...here };
  for (const delta of input.match(/[^\n]*\n|[^\n]+$/g) ?? []) yield { type: 'response.code_interpreter_call_code.delta', ...here, delta };
  yield { type: 'response.code_interpreter_call_code.done', ...here, code: input };
  yield { type: 'response.code_interpreter_call.interpreting', ...here };
  yield { type: 'response.code_interpreter_call.completed', ...here };
  const images = container.keep(made);
  const done: ResponseCodeInterpreterToolCall = { ...item, status: 'completed', code: input, outputs: withOutputs ? [{ type: 'logs', logs }, ...images] : null };
  yield { type: 'response.output_item.done', output_index: place, item: done };
  return done;
}

function* searchEvents({ query, found }: FileSearch, place: number, withResults: boolean): Told {
  const item: ResponseFileSearchToolCall = { id: newId('fs'), type: 'file_search_call', status: 'in_progress', queries: [query], results: null };
  const here = { item_id: item.id, output_index: place };
  yield { type: 'response.output_item.added', output_index: place, item };
  yield { type: 'response.file_search_call.in_progress', ...here };
  yield { type: 'response.file_search_call.searching', ...here };
  yield { type: 'response.file_search_call.completed', ...here };
  const results = found.map((file) => ({ file_id: file.id, filename: file.name, score: 0.9, text: file.text, attributes: {} }));
  const done: ResponseFileSearchToolCall = { ...item, status: 'completed', results: withResults ? results : null };
  yield { type: 'response.output_item.done', output_index: place, item: done };
  return done;
}

/** Tells a summary of what the model thought. */
export function* thoughtEvents(place: number): Told {
  const text = 'The user wants an answer, so I look at what was asked.';
  const item: ResponseReasoningItem = { id: newId('rs'), type: 'reasoning', summary: [] };
  const here = { item_id: item.id, output_index: place, summary_index: 0 };
  yield { type: 'response.output_item.added', output_index: place, item };
  yield { type: 'response.reasoning_summary_part.added', ...here, part: { type: 'summary_text', text: '' } };
  yield { type: 'response.reasoning_summary_text.delta', ...here, delta: text };
  yield { type: 'response.reasoning_summary_text.done', ...here, text };
  yield { type: 'response.reasoning_summary_part.done', ...here, part: { type: 'summary_text', text } };
  const done: ResponseReasoningItem = { ...item, summary: [{ type: 'summary_text', text }] };
  yield { type: 'response.output_item.done', output_index: place, item: done };
  return done;
}
