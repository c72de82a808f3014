import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { EngineEvent } from '../core/engine.ts';
import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { quoted } from './failures.ts';
import { t } from '../shared/words.ts';

const settled = new Set<string>(['completed', 'incomplete', 'failed', 'expired', 'cancelled']);

/** Whether a run has come to its end; words that are not known are waited on. */
export function isSettled({ status }: Pick<Run, 'status'>): boolean {
  return settled.has(status);
}

/** How a run that has come to its end is told; nothing for one that was cancelled. Throws FailureError when it failed or expired. */
export function runEnd(run: Run, host: string): EngineEvent | undefined {
  if (run.status === 'completed') return { type: 'done' };
  if (run.status === 'incomplete') return { type: 'done', incomplete: incompleteBecause(run) };
  if (run.status === 'expired') throw new FailureError({ kind: 'expired', message: t('The run expired at {0} before it was finished.', host), action: 'retry' });
  if (run.status === 'failed') throw new FailureError(failedBecause(run, host));
  return undefined;
}

function incompleteBecause({ incomplete_details: details }: Run): Failure {
  const reason: string = details?.reason ?? '';
  if (reason === 'max_prompt_tokens') return { kind: 'interrupted', message: t('This answer needed a longer prompt than the assistant’s limit allows.'), action: 'newThread' };
  if (reason === 'content_filter') return { kind: 'interrupted', message: t('The server’s content filter ended this answer.'), action: 'retry' };
  return { kind: 'interrupted', message: t('This answer reached the limit of its length.'), action: 'continue' };
}

function failedBecause({ last_error: error }: Run, host: string): Failure {
  const words = quoted(error?.message);
  // The service says the same code of too many requests and of an account that cannot pay.
  if (error?.code === 'rate_limit_exceeded') {
    if (/billing|not active|quota|credit/i.test(words)) return { kind: 'noCredit', message: words === '' ? t('The account at {0} cannot be used.', host) : t('The account at {0} cannot be used: {1}', host, words), action: 'chooseConnection' };
    return { kind: 'rateLimited', message: words === '' ? t('{0} has had too many requests for now.', host) : t('{0} has had too many requests for now: {1}', host, words), action: 'retry' };
  }
  if (/context (?:length|window)|maximum context|too many tokens/i.test(words)) return { kind: 'contextTooLong', message: t('This thread is too long for the model: {0}', words), action: 'newThread' };
  if (error?.code === 'invalid_prompt') return { kind: 'requestRefused', message: words === '' ? t('{0} refused the prompt.', host) : t('{0} refused the prompt: {1}', host, words), action: 'openLog' };
  return { kind: 'serverError', message: words === '' ? t('{0} gave this answer up.', host) : t('{0} gave this answer up: {1}', host, words), action: 'retry' };
}
