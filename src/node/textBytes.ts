import { createHash } from 'node:crypto';
import type { Reading, UploadSource } from '../core/uploadSource.ts';

const pieceSize = 16 * 1024;

/** A text of this machine's memory as the file that is uploaded in its place. */
export function textBytes(name: string, text: string): UploadSource {
  const whole = new TextEncoder().encode(text);
  return {
    name,
    bytes: whole.length,
    digest: async () => ({ sha256: hex('sha256', whole) }),
    md5: async () => hex('md5', whole),
    async *read(signal: AbortSignal, { from = 0, to = whole.length, ended }: Reading = {}) {
      for (let at = from; at < to; at += pieceSize) {
        signal.throwIfAborted();
        yield whole.slice(at, Math.min(to, at + pieceSize));
      }
      ended?.(hex('sha256', whole.subarray(from, to)));
    },
    close: async () => undefined,
  };
}

function hex(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}
