import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { AnswerScript, Ending } from './answerScript.ts';
import type { ErrorBody } from './errors.ts';
import { newId, now } from './ids.ts';
import { countTokens } from './tokens.ts';

type Choice = ChatCompletionChunk.Choice;

/** What one chat completion is about. */
export interface ChatWork {
  readonly model: string;
  readonly script: AnswerScript;
  readonly promptTokens: number;
  /** Whether the last chunk tells what it cost. */
  readonly includeUsage: boolean;
}

/** Tells an answer in chunks; one that goes wrong ends in an error body. */
export function* chatChunks({ model, script, promptTokens, includeUsage }: ChatWork): Generator<ChatCompletionChunk | ErrorBody, void> {
  const head = { id: newId('chatcmpl'), object: 'chat.completion.chunk', created: now(), model, service_tier: 'default' } as const;
  const chunk = (delta: Choice['delta'], finish: Choice['finish_reason'] = null): ChatCompletionChunk => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(includeUsage ? { usage: null } : {}),
  });
  yield chunk({ role: 'assistant', content: script.refuses ? null : '', refusal: null });
  for (const delta of script.pieces) yield chunk(script.refuses ? { refusal: delta } : { content: delta });
  if (script.ending.how === 'failed' || script.ending.how === 'error') {
    yield errorBody(script.ending);
    return;
  }
  yield chunk({}, finishReason(script.ending));
  if (includeUsage) yield { ...head, choices: [], usage: usage(promptTokens, script) };
}

/** Whether the chunk brings a piece of the answer. */
export function isDelta(chunk: ChatCompletionChunk | ErrorBody): boolean {
  if ('error' in chunk) return false;
  const delta = chunk.choices[0]?.delta;
  return delta !== undefined && delta.role === undefined && ((delta.content ?? '') !== '' || (delta.refusal ?? '') !== '');
}

/** The whole answer at once, or the error that it ends in. */
export function wholeCompletion({ model, script, promptTokens }: ChatWork): ChatCompletion | ErrorBody {
  if (script.ending.how === 'failed' || script.ending.how === 'error') return errorBody(script.ending);
  const text = script.pieces.join('');
  return {
    id: newId('chatcmpl'),
    object: 'chat.completion',
    created: now(),
    model,
    service_tier: 'default',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: script.refuses ? null : text, refusal: script.refuses ? text : null, annotations: [] },
        logprobs: null,
        finish_reason: finishReason(script.ending),
      },
    ],
    usage: usage(promptTokens, script),
  };
}

function errorBody({ message, code }: Extract<Ending, { readonly how: 'failed' | 'error' }>): ErrorBody {
  return { error: { message, type: 'server_error', param: null, code } };
}

function finishReason(ending: Extract<Ending, { readonly how: 'completed' | 'incomplete' }>): 'stop' | 'length' | 'content_filter' {
  if (ending.how === 'completed') return 'stop';
  return ending.reason === 'max_output_tokens' ? 'length' : 'content_filter';
}

function usage(promptTokens: number, script: AnswerScript): CompletionUsage {
  const completionTokens = countTokens(script.pieces.join(''));
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  };
}
