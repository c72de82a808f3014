import type { Completion, CompletionChoice, CompletionCreateParamsBase } from 'openai/resources/completions';
import * as v from 'valibot';
import { scriptFor, type AnswerScript } from './answerScript.ts';
import { check } from './body.ts';
import { usage } from './chatChunks.ts';
import { ApiError } from './errors.ts';
import { EventStream } from './eventStream.ts';
import type { Exchange } from './exchange.ts';
import { newId, now } from './ids.ts';
import { findModel } from './models.ts';
import { refuseParameters } from './refusedParameters.ts';
import type { Route } from './router.ts';
import { choiceText, cutAt, samplingEntries } from './sampling.ts';
import { replyTo, wordDelayOf } from './scriptedModel.ts';
import { countTokens } from './tokens.ts';

const usualTokens = 16;
const prompt = v.nullable(v.union([v.string(), v.pipe(v.array(v.string()), v.minLength(1)), v.array(v.number()), v.array(v.array(v.number()))]));
const request = v.strictObject({
  ...samplingEntries,
  model: v.string(),
  prompt,
  max_tokens: v.exactOptional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))),
  echo: v.exactOptional(v.nullable(v.boolean())),
  best_of: v.exactOptional(v.unknown()),
  logprobs: v.exactOptional(v.unknown()),
  suffix: v.exactOptional(v.unknown()),
} satisfies Record<keyof CompletionCreateParamsBase, v.GenericSchema>);

interface CompletionWork {
  readonly head: Omit<Completion, 'choices'>;
  readonly scripts: readonly AnswerScript[];
  readonly promptTokens: number;
  readonly wordDelay: number;
}

/** `POST /v1/completions`, the oldest way to ask: text in, text out. */
export const completionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/completions',
    needs: ['completions'],
    answer: async (exchange, world) => {
      const asked = check(request, exchange.request.body);
      findModel(asked.model, world.features);
      refuseParameters(exchange.request.body, world.features);
      const prompts = promptsOf(asked.prompt);
      const scripts = prompts.flatMap((text) => scriptsFor(text, asked, exchange));
      const [first = ''] = prompts;
      const work: CompletionWork = {
        head: { id: newId('cmpl'), object: 'text_completion', created: now(), model: asked.model, system_fingerprint: 'fp_offline' },
        scripts,
        promptTokens: prompts.reduce((sum, text) => sum + countTokens(text), 0),
        wordDelay: wordDelayOf(replyTo({ model: asked.model, instructions: '', messages: [{ role: 'user', text: first }] }), world.wordDelay),
      };
      const bad = scripts.map(({ ending }) => ending).find(({ how }) => how === 'failed' || how === 'error');
      if (asked.stream === true) return streamText(exchange, work, asked.stream_options?.include_usage === true);
      if (bad !== undefined && 'message' in bad) throw new ApiError(500, { message: bad.message, type: 'server_error', code: bad.code });
      await exchange.pace(work.wordDelay * Math.max(...scripts.map(({ pieces }) => pieces.length)));
      const choices = scripts.map((script, index) => choice(index, script.pieces.join(''), finishReason(script)));
      return { ...work.head, choices, usage: usage(work.promptTokens, scripts) } satisfies Completion;
    },
  },
];

function promptsOf(given: v.InferOutput<typeof prompt>): readonly string[] {
  if (given === null) return [''];
  if (typeof given === 'string') return [given];
  const strings = given.filter((one) => typeof one === 'string');
  return strings.length > 0 ? strings : [given.join(' ')];
}

function scriptsFor(text: string, asked: v.InferOutput<typeof request>, exchange: Exchange): readonly AnswerScript[] {
  const reply = replyTo({ model: asked.model, instructions: '', messages: [{ role: 'user', text }] });
  if (reply.fault !== undefined && exchange.fault === undefined) exchange.suffer(reply.fault);
  return Array.from({ length: asked.n ?? 1 }, (_, index) => {
    const whole = `${asked.echo === true ? text : ''}${choiceText(reply.text, index)}`;
    return scriptFor({ ...reply, text: cutAt(asked.stop, whole) }, exchange.fault, asked.max_tokens ?? usualTokens);
  });
}

async function streamText(exchange: Exchange, { head, scripts, promptTokens, wordDelay }: CompletionWork, includeUsage: boolean): Promise<undefined> {
  const stream = new EventStream(exchange);
  const send = (chunk: object, delta: boolean): Promise<void> => stream.send({ data: JSON.stringify(chunk), delta });
  for (const [index, script] of scripts.entries()) {
    const { pieces, ending } = script;
    for (const piece of pieces) {
      await exchange.pace(wordDelay);
      await send({ ...head, choices: [{ ...choice(index, piece, 'stop'), finish_reason: null }] }, true);
    }
    if (ending.how === 'failed' || ending.how === 'error') {
      await send({ error: { message: ending.message, type: 'server_error', param: null, code: ending.code } }, false);
      stream.end();
      return;
    }
    await send({ ...head, choices: [choice(index, '', finishReason(script))] } satisfies Completion, false);
  }
  if (includeUsage) await send({ ...head, choices: [], usage: usage(promptTokens, scripts) } satisfies Completion, false);
  await stream.send({ data: '[DONE]', delta: false });
  stream.end();
}

function choice(index: number, text: string, reason: CompletionChoice['finish_reason']): CompletionChoice {
  return { index, text, logprobs: null, finish_reason: reason };
}

function finishReason({ ending }: AnswerScript): CompletionChoice['finish_reason'] {
  if (ending.how !== 'incomplete') return 'stop';
  return ending.reason === 'max_output_tokens' ? 'length' : 'content_filter';
}
