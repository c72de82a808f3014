import { scriptFor } from './answerScript.ts';
import { check } from './body.ts';
import { chatChunks, isDelta, wholeCompletion, type ChatWork } from './chatChunks.ts';
import { chatRequest, heard, textIn, type ChatRequest } from './chatRequest.ts';
import { chatResults, chatToolBox, checkCalls } from './chatTools.ts';
import { ApiError, contextLengthExceeded } from './errors.ts';
import { EventStream } from './eventStream.ts';
import type { Exchange } from './exchange.ts';
import { shaped } from './formattedText.ts';
import { findModel } from './models.ts';
import { refuseParameters } from './refusedParameters.ts';
import type { Route } from './router.ts';
import { choiceText, cutAt } from './sampling.ts';
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
      await exchange.pace(wordDelay * Math.max(...work.scripts.map(({ pieces }) => pieces.length)));
      const completion = wholeCompletion(work);
      if ('error' in completion) throw new ApiError(500, completion.error);
      return completion;
    },
  },
];

function workFor(request: ChatRequest, exchange: Exchange, world: World): { readonly work: ChatWork; readonly wordDelay: number } {
  const { model } = request;
  findModel(model, world.features);
  refuseParameters(exchange.request.body, world.features);
  checkCalls(request.messages);
  const messages = heard(request);
  const promptTokens = messages.reduce((sum, { text }) => sum + countTokens(text), 0);
  if (promptTokens > world.features.contextWindow) throw contextLengthExceeded('messages');
  const instructions = messages.filter(({ role }) => role === 'system').map(({ text }) => text).join('\n\n');
  const reply = replyTo({
    model,
    instructions,
    messages: messages.filter(({ role }) => role !== 'system'),
    tools: chatToolBox(request),
    results: chatResults(request.messages, ({ content }) => textIn(content)),
  });
  if (reply.fault !== undefined && exchange.fault === undefined) exchange.suffer(reply.fault);
  const scripts = Array.from({ length: request.n ?? 1 }, (_, index) => {
    const text = cutAt(request.stop, formatted(choiceText(reply.text, index), request));
    return scriptFor({ ...reply, text }, exchange.fault, request.max_completion_tokens ?? request.max_tokens ?? undefined);
  });
  const includeUsage = request.stream_options?.include_usage === true;
  return { work: { model, scripts, promptTokens, includeUsage }, wordDelay: wordDelayOf(reply, world.wordDelay) };
}

function formatted(text: string, { response_format: format }: ChatRequest): string {
  if (format === undefined || format.type === 'text') return text;
  return shaped(text, format.type === 'json_schema' ? format.json_schema.schema : undefined);
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
