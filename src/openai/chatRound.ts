import type OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { EngineEvent } from '../core/engine.ts';
import type { Failure } from '../shared/failure.ts';
import type { Usage } from '../shared/usage.ts';
import { ChatCalls } from './chatCalls.ts';
import { isPlace, soundly } from './soundly.ts';
import type { Speech } from './speech.ts';
import { eventsOf, type Streamed } from './stream.ts';
import { usageOf } from './usage.ts';
import { t } from '../shared/words.ts';

/** What one request came to. */
export interface ChatRound {
  /** What the first choice says, and whom it calls. */
  readonly text: string;
  readonly calls: ChatCalls;
  readonly model: string;
  /** The server’s name for its configuration. */
  readonly fingerprint?: string;
  readonly usage?: Usage;
  /** Why the first choice ends before its end, if it does. */
  readonly incomplete?: Failure;
}

/** Tells what comes of one request; undefined when it breaks off before every choice has come to its end. */
export async function* readChatRound(streamed: Streamed<ChatCompletionChunk>, speech: Speech, round: number): AsyncGenerator<EngineEvent, ChatRound | undefined> {
  const calls = new ChatCalls();
  const reasons = new Map<number, string | undefined>();
  let text = '';
  let model = '';
  let fingerprint = '';
  let usage: Usage | undefined;
  function* told({ delta, index: place, finish_reason: reason }: ChatCompletionChunk.Choice): Generator<EngineEvent> {
    // Servers that know no more than one choice may leave its number out.
    const index = place > 0 ? place : 0;
    if (!isPlace(index)) return;
    reasons.set(index, reason ?? reasons.get(index));
    const piece = wordsIn(delta?.content) + wordsIn(delta?.refusal);
    if (index === 0) {
      for (const call of delta?.tool_calls ?? []) calls.add(call);
      text += piece;
    }
    if (piece !== '') yield index === 0 ? { type: 'text', text: speech.add(piece, String(round)) } : { type: 'text', text: piece, choice: index };
  }
  for await (const chunk of eventsOf<ChatCompletionChunk, ChatCompletionChunk>(streamed, wholeCompletion)) {
    if (typeof chunk.model === 'string' && chunk.model !== '') ({ model } = chunk);
    fingerprint = fingerprintOf(chunk) ?? fingerprint;
    usage = tokensOf(chunk) ?? usage;
    yield { type: 'progress' };
    for (const choice of Array.isArray(chunk.choices) ? chunk.choices : []) yield* soundly(() => told(choice));
  }
  if (reasons.size === 0 || [...reasons.values()].includes(undefined)) return undefined;
  const incomplete = incompleteBecause(reasons.get(0));
  return { text, calls, model, ...(fingerprint === '' ? {} : { fingerprint }), ...(usage === undefined ? {} : { usage }), ...(incomplete === undefined ? {} : { incomplete }) };
}

function wordsIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function tokensOf({ usage }: ChatCompletionChunk): Usage | undefined {
  return usage === undefined || usage === null ? undefined : usageOf(usage.prompt_tokens, usage.completion_tokens, usage.prompt_tokens_details?.cached_tokens);
}

// The SDK's types call it deprecated; servers that heed a seed tell it all the same.
function fingerprintOf(chunk: object): string | undefined {
  return 'system_fingerprint' in chunk && typeof chunk.system_fingerprint === 'string' && chunk.system_fingerprint !== '' ? chunk.system_fingerprint : undefined;
}

function incompleteBecause(reason: string | undefined): Failure | undefined {
  if (reason === 'length') return { kind: 'interrupted', message: t('This answer reached the limit of its length.'), action: 'continue' };
  if (reason === 'content_filter') return { kind: 'interrupted', message: t('The server’s content filter ended this answer.'), action: 'retry' };
  return undefined;
}

function wholeCompletion(body: unknown): ChatCompletionChunk | undefined {
  if (!isCompletion(body)) return undefined;
  const { id, created, model, choices, usage } = body;
  const fingerprint = fingerprintOf(body);
  // oxlint-disable-next-line typescript/no-deprecated -- see fingerprintOf
  return { id, created, model, object: 'chat.completion.chunk', choices: choices.map(inOnePiece), ...(fingerprint === undefined ? {} : { system_fingerprint: fingerprint }), ...(usage === undefined ? {} : { usage }) };
}

function inOnePiece({ index, message, finish_reason }: OpenAI.ChatCompletion.Choice): ChatCompletionChunk.Choice {
  const calls = message.tool_calls?.map((call, place) => ({ ...call, index: place }));
  return { index, delta: { content: message.content, refusal: message.refusal, ...(calls === undefined ? {} : { tool_calls: calls }) }, finish_reason };
}

function isCompletion(body: unknown): body is OpenAI.ChatCompletion {
  return typeof body === 'object' && body !== null && 'choices' in body && Array.isArray(body.choices);
}
