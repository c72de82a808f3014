import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** What is said when a server no longer knows an answer that it was to go on with. */
export function forgotten(host: string, cause?: unknown): FailureError {
  return new FailureError({ kind: 'interrupted', message: t('{0} no longer has this answer, which went on there.', host), action: 'continue' }, { cause });
}
