import type { FileObject } from 'openai/resources/files';
import type { ServerFile } from '../core/serverFiles.ts';

/** A file in our words. */
export function serverFile(kept: FileObject): ServerFile {
  const { id, filename, bytes, purpose, created_at: created, expires_at: expires } = kept;
  // Deprecated, and the only word there is on whether a file can be used.
  // oxlint-disable-next-line typescript/no-deprecated
  const { status } = kept;
  return {
    id,
    name: filename ?? id,
    // Just after an upload, some servers have null here.
    ...(typeof bytes === 'number' ? { bytes } : {}),
    purpose: purpose ?? '',
    created: (created ?? 0) * 1000,
    ...(typeof expires === 'number' ? { expires: expires * 1000 } : {}),
    status: status ?? 'processed',
  };
}
