import type {
  Response, ResponseFunctionCallArgumentsDoneEvent, ResponseOutputItem, ResponseOutputMessage, ResponseOutputRefusal, ResponseOutputText, ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { AnswerContainer } from './answerContainer.ts';
import { onlyCalls, type AnswerScript, type Ending } from './answerScript.ts';
import { now } from './ids.ts';
import { actionEvents, thoughtEvents } from './responseActions.ts';
import { newOutput, usageOf, type WireResponse } from './responseObject.ts';
import type { Citation } from './toolBox.ts';

type WithResponse<Event> = Event extends { response: Response } ? Omit<Event, 'response'> & { response: WireResponse } : Event;

/** The SDK's types know less of this event than the published schema. */
type OnTheWire<Event> = Event extends ResponseFunctionCallArgumentsDoneEvent ? Event & { name: string } : WithResponse<Event>;

/** A stream event as it goes over the wire. */
export type WireEvent = OnTheWire<ResponseStreamEvent>;

/** An event that does not know its place in the stream yet. */
export type Unnumbered<Event> = Event extends { sequence_number: number } ? Omit<Event, 'sequence_number'> : never;

/** What is to be told. */
export interface ResponseStory {
  readonly response: WireResponse;
  readonly script: AnswerScript;
  readonly inputTokens: number;
  /** Whether it tells what it thought. */
  readonly thinks: boolean;
  /** What the request wants to have included. */
  readonly include: readonly string[];
  /** Where its code runs. */
  readonly container: AnswerContainer;
}

/** Tells an answer in the service's events, numbered from 0. The response with which it ends is in the last event, unless that is an error. */
export function* responseEvents(story: ResponseStory): Generator<WireEvent, void> {
  let number = 0;
  for (const event of unnumbered(story)) {
    yield { ...event, sequence_number: number };
    number += 1;
  }
}

/** Whether the event brings a piece of the answer. */
export function isDelta(event: WireEvent): boolean {
  return event.type === 'response.output_text.delta' || event.type === 'response.refusal.delta';
}

function* unnumbered({ response, script, inputTokens, thinks, include, container }: ResponseStory): Generator<Unnumbered<WireEvent>, void> {
  const { ending } = script;
  const output: ResponseOutputItem[] = [];
  if (response.background === true) {
    const queued: WireResponse = { ...response, status: 'queued' };
    yield { type: 'response.created', response: queued };
    yield { type: 'response.queued', response: queued };
  } else {
    yield { type: 'response.created', response };
  }
  yield { type: 'response.in_progress', response };
  if (thinks) output.push(yield* thoughtEvents(output.length));
  for (const action of script.actions) output.push(yield* actionEvents(action, output.length, { include, container }));
  if (!onlyCalls(script)) {
    const message = yield* messageEvents(script, output.length, container);
    if (message !== undefined) output.push(message);
  }
  if (ending.how === 'error') {
    yield { type: 'error', code: ending.code, message: ending.message, param: null };
  } else if (ending.how === 'failed') {
    yield { type: 'response.failed', response: { ...response, status: 'failed', error: { code: ending.code, message: ending.message } } };
  } else {
    yield last({ ...response, output, usage: usageOf(inputTokens, script.pieces.join('')) }, ending);
  }
}

/** What is said; gives the message, unless the answer comes to a bad end before the message does. */
function* messageEvents({ pieces, refuses, citation, ending }: AnswerScript, index: number, container: AnswerContainer): Generator<Unnumbered<WireEvent>, ResponseOutputMessage | undefined> {
  const text = pieces.join('');
  const empty = newOutput();
  const place = { item_id: empty.id, output_index: index, content_index: 0 };
  yield { type: 'response.output_item.added', output_index: index, item: empty };
  yield { type: 'response.content_part.added', ...place, part: part('', refuses) };
  for (const delta of pieces) {
    if (refuses) yield { type: 'response.refusal.delta', ...place, delta };
    else yield { type: 'response.output_text.delta', ...place, delta, logprobs: [] };
  }
  if (ending.how === 'error' || ending.how === 'failed') return undefined;
  const annotations = refuses ? [] : [...annotationsOf(citation), ...container.citations(text)];
  for (const [at, annotation] of annotations.entries()) {
    yield { type: 'response.output_text.annotation.added', ...place, annotation_index: at, annotation };
  }
  if (refuses) yield { type: 'response.refusal.done', ...place, refusal: text };
  else yield { type: 'response.output_text.done', ...place, text, logprobs: [] };
  const whole = part(text, refuses, annotations);
  yield { type: 'response.content_part.done', ...place, part: whole };
  const item: ResponseOutputMessage = { ...empty, status: ending.how, content: [whole] };
  yield { type: 'response.output_item.done', output_index: index, item };
  return item;
}

function part(text: string, refuses: boolean, annotations: ResponseOutputText['annotations'] = []): ResponseOutputText | ResponseOutputRefusal {
  return refuses ? { type: 'refusal', refusal: text } : { type: 'output_text', text, annotations, logprobs: [] };
}

function annotationsOf(citation: Citation | undefined): readonly ResponseOutputText.FileCitation[] {
  return citation === undefined ? [] : [{ type: 'file_citation', file_id: citation.file.id, filename: citation.file.name, index: citation.end }];
}

function last(response: WireResponse, ending: Extract<Ending, { readonly how: 'completed' | 'incomplete' }>): Unnumbered<WireEvent> {
  return ending.how === 'completed'
    ? { type: 'response.completed', response: { ...response, status: 'completed', completed_at: now() } }
    : { type: 'response.incomplete', response: { ...response, status: 'incomplete', incomplete_details: { reason: ending.reason } } };
}
