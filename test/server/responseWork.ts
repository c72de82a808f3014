import { AnswerContainer } from './answerContainer.ts';
import { scriptFor } from './answerScript.ts';
import { ApiError, contextLengthExceeded, conversationLocked } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { shaped } from './formattedText.ts';
import { findModel } from './models.ts';
import { refuseParameters } from './refusedParameters.ts';
import { contextOf, itemsOf } from './responseContext.ts';
import { responseEvents, type WireEvent } from './responseEvents.ts';
import { newResponse, type WireResponse } from './responseObject.ts';
import type { ResponseRequest } from './responseRequest.ts';
import { toolBoxOf } from './responseTools.ts';
import { replyTo, wordDelayOf } from './scriptedModel.ts';
import type { Reply } from './scripts.ts';
import { callsAmiss, resultsIn, spokenItems, type StoredItem } from './storedItems.ts';
import { countTokens } from './tokens.ts';
import type { World } from './world.ts';

/** An answer about to be written. */
export interface ResponseWork {
  readonly response: WireResponse;
  readonly context: readonly StoredItem[];
  readonly events: Generator<WireEvent, void>;
  /** Milliseconds between two deltas. */
  readonly wordDelay: number;
  /** Keeps what the answer became, as far as the server keeps answers. */
  settle(response: WireResponse): void;
  /** Lets go of the conversation; may be called more than once. */
  release(): void;
}

/** Prepares the answer to a request, and locks its conversation. Throws what the service would refuse, and what a fault puts in its place. */
export function workFor(request: ResponseRequest, exchange: Exchange, world: World): ResponseWork {
  const { features, responses } = world;
  findModel(request.model, features);
  refuseParameters(exchange.request.body, features);
  const { history, input, conversation } = contextOf(request, world);
  const context = [...history, ...input];
  const instructions = request.instructions ?? '';
  const inputTokens = tokensOf(context, instructions);
  if (inputTokens > features.contextWindow) throw contextLengthExceeded('input');
  if (conversation?.locked === true) throw conversationLocked();
  const amiss = callsAmiss(context);
  if (amiss !== undefined) throw new ApiError(400, { message: amiss, param: 'input' });
  const reply = replyTo({
    model: request.model,
    instructions,
    messages: spokenItems(context),
    tools: toolBoxOf(request, world),
    results: resultsIn(context),
  });
  if (reply.fault !== undefined && exchange.fault === undefined) exchange.suffer(reply.fault);
  if (conversation !== undefined) conversation.locked = true;
  const response = newResponse(request, features);
  return {
    response,
    context,
    events: responseEvents({
      response,
      script: scriptFor(formatted(reply, request), exchange.fault, request.max_output_tokens ?? undefined),
      inputTokens,
      thinks: typeof request.reasoning?.summary === 'string',
      include: request.include ?? [],
      container: new AnswerContainer(request.tools, world),
    }),
    wordDelay: wordDelayOf(reply, world.wordDelay),
    settle: (settled) => {
      const earlier = responses.get(settled.id);
      if (settled.store === true) responses.set(settled.id, { ...earlier, response: settled, context });
      if (conversation === undefined || settled.status === 'failed') return;
      conversation.items = [...conversation.items, ...input, ...itemsOf(settled.output)];
    },
    release: () => {
      if (conversation !== undefined) conversation.locked = false;
    },
  };
}

function formatted(reply: Reply, { text }: ResponseRequest): Reply {
  const format = text?.format;
  if (format === undefined || format.type === 'text') return reply;
  return { ...reply, text: shaped(reply.text, format.type === 'json_schema' ? format.schema : undefined) };
}

/** What the items and the instructions weigh, in tokens. */
export function tokensOf(items: readonly StoredItem[], instructions: string): number {
  return spokenItems(items).reduce((sum, { text }) => sum + countTokens(text), countTokens(instructions));
}
