/** What went wrong, as far as the user's next step depends on it. */
export type FailureKind =
  | 'assistant'
  | 'busy'
  | 'contextTooLong'
  | 'expired'
  | 'fileChanged'
  | 'internal'
  | 'interrupted'
  | 'keyRefused'
  | 'modelGone'
  | 'noCredit'
  | 'noKey'
  | 'noModel'
  | 'notFound'
  | 'notSupported'
  | 'notThisApi'
  | 'offline'
  | 'parameterRefused'
  | 'rateLimited'
  | 'redirected'
  | 'requestRefused'
  | 'serverError'
  | 'settings'
  | 'stalled'
  | 'storage'
  | 'tooLarge'
  | 'withheld';

/** A step that a failure offers. */
export type FailureAction =
  | 'chooseAssistant'
  | 'chooseConnection'
  | 'chooseModel'
  | 'continue'
  | 'dropLargest'
  | 'dropParameter'
  | 'editMessage'
  | 'newThread'
  | 'openAssistant'
  | 'openLog'
  | 'openSettings'
  | 'retry'
  | 'sendAnyway'
  | 'setKey'
  | 'summarise'
  | 'trimOldest';

/** A failure in words: one sentence, one action. Holds no key, no markup and no server text beyond one line. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly action: FailureAction;
  /** Other ways out, where there is more than one. */
  readonly others?: readonly FailureAction[];
  /** For `rateLimited`: how long the server asks to wait, in seconds. */
  readonly retryAfter?: number;
  /** For `parameterRefused`: the parameter that the model does not take, by its name in the assistant's file. */
  readonly parameter?: string;
}
