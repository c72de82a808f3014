import { uploadName } from '../core/uploadSource.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** Why a file cannot be read, as the system tells it, in words. */
export function readFailure(path: string, error: unknown): FailureError {
  const name = uploadName(path);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const failure = (kind: 'notFound' | 'storage', message: string): FailureError => new FailureError({ kind, message, action: 'openLog' }, { cause: error });
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('notFound', t('“{0}” is not there any more, or is a link that leads nowhere.', name));
  if (code === 'ELOOP') return failure('notFound', t('“{0}” is a link that leads back to itself.', name));
  if (code === 'EACCES' || code === 'EPERM') return failure('storage', t('“{0}” may not be read by you.', name));
  return failure('storage', t('“{0}” cannot be read: {1}.', name, error instanceof Error ? error.message : String(error)));
}
