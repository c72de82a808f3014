import type {
  Response, ResponseOutputMessage, ResponseOutputRefusal, ResponseOutputText, ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { AnswerScript, Ending } from './answerScript.ts';
import { now } from './ids.ts';
import { newOutput, usageOf, type WireResponse } from './responseObject.ts';

type OnTheWire<Event> = Event extends { response: Response } ? Omit<Event, 'response'> & { response: WireResponse } : Event;

/** A stream event as it goes over the wire. */
export type WireEvent = OnTheWire<ResponseStreamEvent>;

type Unnumbered<Event> = Event extends { sequence_number: number } ? Omit<Event, 'sequence_number'> : never;

/** Tells an answer in the service's events, numbered from 0. The response with which it ends is in the last event, unless that is an error. */
export function* responseEvents(response: WireResponse, script: AnswerScript, inputTokens: number): Generator<WireEvent, void> {
  let number = 0;
  for (const event of unnumbered(response, script, inputTokens)) {
    yield { ...event, sequence_number: number };
    number += 1;
  }
}

/** Whether the event brings a piece of the answer. */
export function isDelta(event: WireEvent): boolean {
  return event.type === 'response.output_text.delta' || event.type === 'response.refusal.delta';
}

function* unnumbered(response: WireResponse, script: AnswerScript, inputTokens: number): Generator<Unnumbered<WireEvent>, void> {
  const { refuses, ending } = script;
  const text = script.pieces.join('');
  const empty = newOutput();
  const place = { item_id: empty.id, output_index: 0, content_index: 0 };
  if (response.background === true) {
    const queued: WireResponse = { ...response, status: 'queued' };
    yield { type: 'response.created', response: queued };
    yield { type: 'response.queued', response: queued };
  } else {
    yield { type: 'response.created', response };
  }
  yield { type: 'response.in_progress', response };
  yield { type: 'response.output_item.added', output_index: 0, item: empty };
  yield { type: 'response.content_part.added', ...place, part: part('', refuses) };
  for (const delta of script.pieces) {
    if (refuses) yield { type: 'response.refusal.delta', ...place, delta };
    else yield { type: 'response.output_text.delta', ...place, delta, logprobs: [] };
  }
  if (ending.how === 'error') {
    yield { type: 'error', code: ending.code, message: ending.message, param: null };
    return;
  }
  if (ending.how === 'failed') {
    yield { type: 'response.failed', response: { ...response, status: 'failed', error: { code: ending.code, message: ending.message } } };
    return;
  }
  if (refuses) yield { type: 'response.refusal.done', ...place, refusal: text };
  else yield { type: 'response.output_text.done', ...place, text, logprobs: [] };
  yield { type: 'response.content_part.done', ...place, part: part(text, refuses) };
  const item: ResponseOutputMessage = { ...empty, status: ending.how, content: [part(text, refuses)] };
  yield { type: 'response.output_item.done', output_index: 0, item };
  yield last({ ...response, output: [item], usage: usageOf(inputTokens, text) }, ending);
}

function part(text: string, refuses: boolean): ResponseOutputText | ResponseOutputRefusal {
  return refuses ? { type: 'refusal', refusal: text } : { type: 'output_text', text, annotations: [], logprobs: [] };
}

function last(response: WireResponse, ending: Extract<Ending, { readonly how: 'completed' | 'incomplete' }>): Unnumbered<WireEvent> {
  return ending.how === 'completed'
    ? { type: 'response.completed', response: { ...response, status: 'completed', completed_at: now() } }
    : { type: 'response.incomplete', response: { ...response, status: 'incomplete', incomplete_details: { reason: ending.reason } } };
}
