import type { SessionTurnError } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { EngineEvent } from '../core/engine.ts';
import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { quoted } from './failures.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

type Kind = Pick<Failure, 'kind' | 'action'>;

const noCredit: Kind = { kind: 'noCredit', action: 'chooseConnection' };
const kinds: Readonly<Partial<Record<string, Kind>>> = {
  context_length_exceeded: { kind: 'contextTooLong', action: 'newThread' },
  usage_limit_exceeded: noCredit,
  session_budget_exceeded: noCredit,
  project_spend_limit_exceeded: noCredit,
  organization_spend_limit_exceeded: noCredit,
  organization_usage_limit_exceeded: noCredit,
  billing_not_active: noCredit,
  credit_balance_exhausted: noCredit,
  rate_limit_exceeded: { kind: 'rateLimited', action: 'retry' },
  authentication_error: { kind: 'keyRefused', action: 'setKey' },
  invalid_request: { kind: 'requestRefused', action: 'openLog' },
  cyber_policy: { kind: 'requestRefused', action: 'openLog' },
  misalignment_policy_violation: { kind: 'requestRefused', action: 'openLog' },
  request_timeout: { kind: 'stalled', action: 'retry' },
};

/** How a turn that has come to its end is told; nothing for one that was cancelled. Throws FailureError when it failed. */
export function agentTurnEnd({ status, error }: Pick<Turn, 'status' | 'error'>, host: string): EngineEvent | undefined {
  if (status === 'completed') return { type: 'done' };
  if (status !== 'failed') return undefined;
  if (error?.code === 'max_output_tokens') return { type: 'done', incomplete: { kind: 'interrupted', message: t('This answer reached the limit of its length.'), action: 'continue' } };
  throw new FailureError(agentFailure(error, host));
}

/** Why an agent's turn failed, in words. */
export function agentFailure(error: SessionTurnError | null, host: string): Failure {
  const words = quoted(error?.message);
  // The service says the same code of too many requests and of an account that cannot pay.
  const isPoor = error?.code === 'rate_limit_exceeded' && /billing|not active|quota|credit/i.test(words);
  const { kind, action } = isPoor ? noCredit : (entryOf(kinds, error?.code ?? '') ?? { kind: 'serverError', action: 'retry' });
  return { kind, action, message: words === '' ? t('The agent at {0} gave this answer up.', host) : t('The agent at {0} gave this answer up: {1}', host, words) };
}
