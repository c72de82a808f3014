import { scriptFor } from './answerScript.ts';
import { contextLengthExceeded, conversationLocked, modelNotFound } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { spoken, type StoredMessage } from './messages.ts';
import { contextOf, messagesOf } from './responseContext.ts';
import { responseEvents, type WireEvent } from './responseEvents.ts';
import { newResponse, type WireResponse } from './responseObject.ts';
import type { ResponseRequest } from './responseRequest.ts';
import { replyTo, wordDelayOf } from './scriptedModel.ts';
import { countTokens } from './tokens.ts';
import type { World } from './world.ts';

/** An answer about to be written. */
export interface ResponseWork {
  readonly response: WireResponse;
  readonly context: readonly StoredMessage[];
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
  if (!features.models.includes(request.model)) throw modelNotFound(request.model);
  const { history, input, conversation } = contextOf(request, world);
  const context = [...history, ...input];
  const instructions = request.instructions ?? '';
  const inputTokens = tokensOf(context, instructions);
  if (inputTokens > features.contextWindow) throw contextLengthExceeded('input');
  if (conversation?.locked === true) throw conversationLocked();
  const reply = replyTo({ model: request.model, instructions, messages: context.map((message) => spoken(message)) });
  if (reply.fault !== undefined && exchange.fault === undefined) exchange.suffer(reply.fault);
  if (conversation !== undefined) conversation.locked = true;
  const response = newResponse(request, features);
  return {
    response,
    context,
    events: responseEvents(response, scriptFor(reply.text, exchange.fault, request.max_output_tokens ?? undefined), inputTokens),
    wordDelay: wordDelayOf(reply, world.wordDelay),
    settle: (settled) => {
      const earlier = responses.get(settled.id);
      if (settled.store === true) responses.set(settled.id, { ...earlier, response: settled, context });
      if (conversation === undefined || settled.status === 'failed') return;
      conversation.items = [...conversation.items, ...input, ...messagesOf(settled.output)];
    },
    release: () => {
      if (conversation !== undefined) conversation.locked = false;
    },
  };
}

/** What the messages and the instructions weigh, in tokens. */
export function tokensOf(messages: readonly StoredMessage[], instructions: string): number {
  return messages.reduce((sum, message) => sum + countTokens(spoken(message).text), countTokens(instructions));
}
