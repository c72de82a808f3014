import type { Response as ModelResponse, ResponseOutputItem, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { EngineEvent } from '../core/engine.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Failure } from '../shared/failure.ts';
import type { BackgroundResponse } from './backgroundResponse.ts';
import { quoted } from './failures.ts';
import { isPlace, soundly } from './soundly.ts';
import { fileAt, filesIn } from './responseFiles.ts';
import { stepOf } from './responseSteps.ts';
import type { MadeFiles } from './madeFiles.ts';
import type { Speech } from './speech.ts';
import type { Streamed } from './stream.ts';
import type { UncitedFiles } from './uncitedFiles.ts';
import { t } from '../shared/words.ts';

/** What one request came to. */
export interface ResponseRound {
  readonly response: ModelResponse;
  /** All that the model put out, in its order. */
  readonly items: readonly ResponseOutputItem[];
  /** Why it ends before its end, if it does. */
  readonly incomplete?: Failure;
}

/** Tells what comes of one request; `uncited` hears along; undefined when it breaks off. Throws FailureError when the server gives it up. */
export async function* readRound(streamed: Streamed<ResponseStreamEvent>, speech: Speech, round: number, files: MadeFiles, background: BackgroundResponse, uncited: Pick<UncitedFiles, 'hear'>): AsyncGenerator<EngineEvent, ResponseRound | undefined> {
  const done = new Map<number, ResponseOutputItem>();
  // Some servers name an item anew when it is done: its place in the output is what stays.
  const ids = new Map<number, string>();
  const step = (item: ResponseOutputItem, index: number, over: boolean): EngineEvent => {
    const id = ids.get(index) ?? ('id' in item && typeof item.id === 'string' && item.id !== '' ? item.id : `item ${String(round)}.${String(index)}`);
    ids.set(index, id);
    const known = stepOf(item, id, over);
    return known === undefined ? { type: 'progress' } : { type: 'step', step: known };
  };
  function* finished(item: ResponseOutputItem, index: number): Generator<EngineEvent> {
    yield step(item, index, true);
    for (const file of filesIn(item, ids.get(index) ?? '', files)) yield { type: 'made', file };
  }
  function* told(event: ResponseStreamEvent): Generator<EngineEvent> {
    if (event.type === 'response.output_text.delta' || event.type === 'response.refusal.delta') {
      if (typeof event.delta !== 'string' || !isPlace(event.output_index ?? 0)) return;
      said += event.delta;
      yield { type: 'text', text: speech.add(event.delta, `${String(round)}.${String(event.output_index)}`) };
    } else if (event.type === 'response.output_item.added') {
      if (isPlace(event.output_index)) yield step(event.item, event.output_index, false);
    } else if (event.type === 'response.output_item.done') {
      if (!isPlace(event.output_index) || !isItem(event.item)) return;
      done.set(event.output_index, event.item);
      yield* finished(event.item, event.output_index);
    } else if (event.type === 'response.code_interpreter_call_code.done') {
      const id = ids.get(event.output_index) ?? event.item_id;
      yield typeof event.code === 'string' ? { type: 'step', step: { id, kind: 'code', title: t('Code interpreter'), state: 'running', input: event.code } } : { type: 'progress' };
    } else if (event.type === 'response.output_text.annotation.added') {
      const file = fileAt(event.annotation, files);
      if (file !== undefined) yield { type: 'made', file };
    }
  }
  let said = '';
  let begun = false;
  for await (const event of background.hear(streamed)) {
    uncited.hear(event);
    const handle = !begun && 'response' in event ? background.handleOf(event.response, speech.any) : undefined;
    if (handle !== undefined) {
      begun = true;
      yield { type: 'begun', handle };
    }
    if (event.type === 'response.completed' || event.type === 'response.incomplete') {
      const { response } = event;
      const output = (response.output ?? []).filter(isItem);
      for (const [index, item] of output.entries()) if (!done.has(index)) yield* soundly(() => finished(item, index));
      yield { type: 'text', text: speech.add(unsaid(output, said), said === '' ? `${String(round)}.0` : speech.place) };
      const items = output.length > 0 ? output : [...done].toSorted(([a], [b]) => a - b).map(([, item]) => item);
      return { response, items, ...(event.type === 'response.completed' ? {} : { incomplete: incompleteBecause(response) }) };
    }
    if (event.type === 'response.failed') throw new FailureError(failureOf(event.response));
    yield { type: 'progress' };
    yield* soundly(() => told(event));
  }
  return undefined;
}

// Servers leave out what they do not have, whatever the types say.
function isItem(item: ResponseOutputItem | null | undefined): item is ResponseOutputItem {
  return typeof item === 'object' && item !== null && typeof item.type === 'string' && (item.type !== 'message' || Array.isArray(item.content));
}

/** What an answer holds beyond what has been said of it; nothing where it goes otherwise. */
function unsaid(output: readonly ResponseOutputItem[], said: string): string {
  if (said === '') return textOf(output);
  const whole = output.map((item) => textOf([item])).join('');
  return whole.startsWith(said) ? whole.slice(said.length) : '';
}

function textOf(output: readonly ResponseOutputItem[]): string {
  const messages = output.flatMap((item) => (item.type === 'message' ? [item.content] : []));
  return messages.map((parts) => parts.map((part) => (part.type === 'output_text' ? part.text : part.type === 'refusal' ? part.refusal : '')).join('')).join('\n\n');
}

function incompleteBecause(response: ModelResponse): Failure {
  if (response.incomplete_details?.reason === 'content_filter') return { kind: 'interrupted', message: t('The server’s content filter ended this answer.'), action: 'retry' };
  return { kind: 'interrupted', message: t('This answer reached the limit of its length.'), action: 'continue' };
}

function failureOf(response: ModelResponse): Failure {
  if (response.error?.code === 'rate_limit_exceeded') return { kind: 'rateLimited', message: t('The server has had too many requests for now.'), action: 'retry' };
  const words = quoted(response.error?.message);
  return { kind: 'serverError', message: words === '' ? t('The server gave this answer up.') : t('The server gave this answer up: {0}', words), action: 'retry' };
}
