import type { SessionTurnError } from 'openai/resources/beta/agents/agents';
import type { Failure } from '../shared/model.ts';
import { quoted } from './failures.ts';

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

/** Why an agent's turn failed, in words. */
export function agentFailure(error: SessionTurnError | null, host: string): Failure {
  const words = quoted(error?.message);
  const { kind, action } = kinds[error?.code ?? ''] ?? { kind: 'serverError', action: 'retry' };
  return { kind, action, message: `The agent at ${host} gave this answer up${words === '' ? '.' : `: ${words}`}` };
}
