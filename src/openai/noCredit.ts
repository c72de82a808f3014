/** Codes that stand for an account without means, not for a rate: OpenAI's error-codes guide. */
export const noCreditCodes: readonly string[] = ['insufficient_quota', 'credit_balance_exhausted', 'billing_hard_limit_reached', 'billing_not_active'];
