import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { EngineEvent } from '../core/engine.ts';
import type { Failure } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import { quoted } from './failures.ts';

const settled = new Set<string>(['completed', 'incomplete', 'failed', 'expired', 'cancelled']);

/** Whether a run has come to its end; words that are not known are waited on. */
export function isSettled({ status }: Pick<Run, 'status'>): boolean {
  return settled.has(status);
}

/** How a run that has come to its end is told; nothing for one that was cancelled. Throws FailureError when it failed or expired. */
export function runEnd(run: Run, host: string): EngineEvent | undefined {
  if (run.status === 'completed') return { type: 'done' };
  if (run.status === 'incomplete') return { type: 'done', incomplete: incompleteBecause(run) };
  if (run.status === 'expired') throw new FailureError({ kind: 'expired', message: `The run expired at ${host} before it was finished.`, action: 'retry' });
  if (run.status === 'failed') throw new FailureError(failedBecause(run, host));
  return undefined;
}

function incompleteBecause({ incomplete_details: details }: Run): Failure {
  const reason: string = details?.reason ?? '';
  if (reason === 'max_prompt_tokens') return { kind: 'interrupted', message: 'This answer needed a longer prompt than the assistant’s limit allows.', action: 'newThread' };
  if (reason === 'content_filter') return { kind: 'interrupted', message: 'The server’s content filter ended this answer.', action: 'retry' };
  return { kind: 'interrupted', message: 'This answer reached the limit of its length.', action: 'continue' };
}

function failedBecause({ last_error: error }: Run, host: string): Failure {
  const words = quoted(error?.message);
  const said = words === '' ? '.' : `: ${words}`;
  // The service says the same code of too many requests and of an account that cannot pay.
  if (error?.code === 'rate_limit_exceeded') {
    if (/billing|not active|quota|credit/i.test(words)) return { kind: 'noCredit', message: `The account at ${host} cannot be used${said}`, action: 'chooseConnection' };
    return { kind: 'rateLimited', message: `${host} has had too many requests for now${said}`, action: 'retry' };
  }
  if (/context (?:length|window)|maximum context|too many tokens/i.test(words)) return { kind: 'contextTooLong', message: `This thread is too long for the model${said}`, action: 'newThread' };
  if (error?.code === 'invalid_prompt') return { kind: 'requestRefused', message: `${host} refused the prompt${said}`, action: 'openLog' };
  return { kind: 'serverError', message: `${host} gave this answer up${said}`, action: 'retry' };
}
