import type { ChatCompletion, ChatCompletionChunk, ChatCompletionMessageFunctionToolCall } from 'openai/resources/chat/completions/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import { onlyCalls, type AnswerScript, type Ending } from './answerScript.ts';
import type { ErrorBody } from './errors.ts';
import { newId, now } from './ids.ts';
import { countTokens } from './tokens.ts';

type Choice = ChatCompletionChunk.Choice;
type GoodEnding = Extract<Ending, { readonly how: 'completed' | 'incomplete' }>;
type BadEnding = Exclude<Ending, GoodEnding>;

/** What one chat completion is about. */
export interface ChatWork {
  readonly model: string;
  /** One for each choice. */
  readonly scripts: readonly AnswerScript[];
  readonly promptTokens: number;
  /** Whether the last chunk tells what it cost. */
  readonly includeUsage: boolean;
}

/** Tells an answer in chunks, a piece of each choice in turn; one that goes wrong ends in an error body. */
export function* chatChunks({ model, scripts, promptTokens, includeUsage }: ChatWork): Generator<ChatCompletionChunk | ErrorBody, void> {
  const head = headOf(model, 'chat.completion.chunk');
  const chunk = (index: number, delta: Choice['delta'], finish: Choice['finish_reason'] = null): ChatCompletionChunk => ({
    ...head,
    choices: [{ index, delta, logprobs: null, finish_reason: finish }],
    ...(includeUsage ? { usage: null } : {}),
  });
  for (const [index, script] of scripts.entries()) {
    yield chunk(index, { role: 'assistant', content: script.refuses || onlyCalls(script) ? null : '', refusal: null });
    for (const [at, call] of toolCalls(script).entries()) {
      yield chunk(index, { tool_calls: [{ ...call, index: at, function: { name: call.function.name, arguments: '' } }] });
      for (const piece of call.function.arguments.match(/[^]{1,8}/gu) ?? []) yield chunk(index, { tool_calls: [{ index: at, function: { arguments: piece } }] });
    }
  }
  const longest = Math.max(...scripts.map(({ pieces }) => pieces.length));
  for (let at = 0; at < longest; at += 1) {
    for (const [index, { pieces, refuses }] of scripts.entries()) {
      const piece = pieces[at];
      if (piece !== undefined) yield chunk(index, refuses ? { refusal: piece } : { content: piece });
    }
  }
  const bad = badEnding(scripts);
  if (bad !== undefined) {
    yield errorBody(bad);
    return;
  }
  for (const [index, script] of scripts.entries()) yield chunk(index, {}, finishReason(script));
  if (includeUsage) yield { ...head, choices: [], usage: usage(promptTokens, scripts) };
}

/** Whether the chunk brings a piece of the answer. */
export function isDelta(chunk: ChatCompletionChunk | ErrorBody): boolean {
  if ('error' in chunk) return false;
  const delta = chunk.choices[0]?.delta;
  return delta !== undefined && delta.role === undefined && ((delta.content ?? '') !== '' || (delta.refusal ?? '') !== '');
}

/** The whole answer at once, or the error that it ends in. */
export function wholeCompletion({ model, scripts, promptTokens }: ChatWork): ChatCompletion | ErrorBody {
  const bad = badEnding(scripts);
  if (bad !== undefined) return errorBody(bad);
  return {
    ...headOf(model, 'chat.completion'),
    choices: scripts.map((script, index) => {
      const text = script.pieces.join('');
      const calls = toolCalls(script);
      const message = {
        role: 'assistant' as const,
        content: script.refuses || onlyCalls(script) ? null : text,
        refusal: script.refuses ? text : null,
        annotations: [],
        ...(calls.length === 0 ? {} : { tool_calls: [...calls] }),
      };
      return { index, message, logprobs: null, finish_reason: finishReason(script) };
    }),
    usage: usage(promptTokens, scripts),
  };
}

function headOf<Kind extends string>(model: string, object: Kind) {
  return { id: newId('chatcmpl'), object, created: now(), model, service_tier: 'default', system_fingerprint: 'fp_offline' } as const;
}

function toolCalls({ actions }: AnswerScript): readonly ChatCompletionMessageFunctionToolCall[] {
  return actions.flatMap((action) =>
    (action.kind === 'function' ? [{ id: newId('call'), type: 'function', function: { name: action.name, arguments: action.arguments } }] : []));
}

function badEnding(scripts: readonly AnswerScript[]): BadEnding | undefined {
  return scripts.map(({ ending }) => ending).find((ending): ending is BadEnding => ending.how === 'failed' || ending.how === 'error');
}

function errorBody({ message, code }: BadEnding): ErrorBody {
  return { error: { message, type: 'server_error', param: null, code } };
}

function finishReason(script: AnswerScript): 'stop' | 'length' | 'content_filter' | 'tool_calls' {
  if (onlyCalls(script)) return 'tool_calls';
  if (script.ending.how !== 'incomplete') return 'stop';
  return script.ending.reason === 'max_output_tokens' ? 'length' : 'content_filter';
}

/** What it cost. */
export function usage(promptTokens: number, scripts: readonly AnswerScript[]): CompletionUsage {
  const completionTokens = scripts.reduce((sum, { pieces }) => sum + countTokens(pieces.join('')), 0);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  };
}
