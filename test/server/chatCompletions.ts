import { scriptFor } from './answerScript.ts';
import { check } from './body.ts';
import { chatChunks, isDelta, wholeCompletion, type ChatWork } from './chatChunks.ts';
import { chatRequest, heard, type ChatRequest } from './chatRequest.ts';
import { ApiError, contextLengthExceeded, modelNotFound } from './errors.ts';
import { EventStream } from './eventStream.ts';
import type { Exchange } from './exchange.ts';
import type { Route } from './router.ts';
import { replyTo, wordDelayOf } from './scriptedModel.ts';
import { countTokens } from './tokens.ts';
import type { World } from './world.ts';

/** `POST /v1/chat/completions`. Nothing of it is kept. */
export const chatCompletionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/chat/completions',
    needs: ['chatCompletions'],
    answer: async (exchange, world) => {
      const request = check(chatRequest, exchange.request.body);
      const { work, wordDelay } = workFor(request, exchange, world);
      if (request.stream === true) return streamChunks(exchange, work, wordDelay);
      await exchange.pace(wordDelay * work.script.pieces.length);
      const completion = wholeCompletion(work);
      if ('error' in completion) throw new ApiError(500, completion.error);
      return completion;
    },
  },
];

function workFor(request: ChatRequest, exchange: Exchange, world: World): { readonly work: ChatWork; readonly wordDelay: number } {
  const { model } = request;
  if (!world.features.models.includes(model)) throw modelNotFound(model);
  const messages = heard(request);
  const promptTokens = messages.reduce((sum, { text }) => sum + countTokens(text), 0);
  if (promptTokens > world.features.contextWindow) throw contextLengthExceeded('messages');
  const instructions = messages.filter(({ role }) => role === 'system').map(({ text }) => text).join('\n\n');
  const reply = replyTo({ model, instructions, messages: messages.filter(({ role }) => role !== 'system') });
  if (reply.fault !== undefined && exchange.fault === undefined) exchange.suffer(reply.fault);
  const script = scriptFor(reply.text, exchange.fault, request.max_completion_tokens ?? request.max_tokens ?? undefined);
  const includeUsage = request.stream_options?.include_usage === true;
  return { work: { model, script, promptTokens, includeUsage }, wordDelay: wordDelayOf(reply, world.wordDelay) };
}

async function streamChunks(exchange: Exchange, work: ChatWork, wordDelay: number): Promise<undefined> {
  const stream = new EventStream(exchange);
  let failed = false;
  for (const chunk of chatChunks(work)) {
    const delta = isDelta(chunk);
    if (delta) await exchange.pace(wordDelay);
    failed = 'error' in chunk;
    await stream.send({ data: JSON.stringify(chunk), delta });
  }
  if (!failed) await stream.send({ data: '[DONE]', delta: false });
  stream.end();
}
