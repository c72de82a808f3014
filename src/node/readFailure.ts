import { uploadName } from '../core/uploadSource.ts';
import { FailureError } from '../shared/rpc.ts';

/** Why a file cannot be read, as the system tells it, in words. */
export function readFailure(path: string, error: unknown): FailureError {
  const name = uploadName(path);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const failure = (kind: 'notFound' | 'storage', words: string): FailureError => new FailureError({ kind, message: `“${name}” ${words}.`, action: 'openLog' }, { cause: error });
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('notFound', 'is not there any more, or is a link that leads nowhere');
  if (code === 'ELOOP') return failure('notFound', 'is a link that leads back to itself');
  if (code === 'EACCES' || code === 'EPERM') return failure('storage', 'may not be read by you');
  return failure('storage', `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}
