import type { Parameters } from '../core/assistant.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** How many times in one answer a model may have functions called before it is taken to go in circles. */
export const roundLimit = 20;

/** What is said of a model that calls functions and comes to no answer. */
export function inCircles(): FailureError {
  return new FailureError({ kind: 'interrupted', message: t('The model has called functions {0} times in a row without an answer.', String(roundLimit)), action: 'continue' });
}

/**
 * The parameters with which a model goes on once it has the results of its calls: one answer, and no function forced upon it any more,
 * or it would call for ever.
 */
export function afterCalls({ tool_choice: choice, n: _n, ...parameters }: Parameters): Parameters {
  return choice === 'none' || choice === 'auto' ? { ...parameters, tool_choice: choice } : parameters;
}
