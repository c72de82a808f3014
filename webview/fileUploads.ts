import { toBase64 } from '../src/shared/base64.ts';
import type { HostApi } from '../src/shared/protocol.ts';
import { pieceLimit } from '../src/shared/pieces.ts';
import { FailureError } from '../src/shared/rpc.ts';
import { failureOf } from './offers.ts';
import { t } from './l10n.ts';

/** What browsers call an image that has no name. */
const nameless = 'image.png';

/** Hands files over to the host, each in pieces. When some could not be, throws after all others are there: the first reason, and how many more there are. */
export async function uploadFiles(host: Pick<HostApi, 'beginUpload' | 'uploadPiece'>, files: readonly File[]): Promise<void> {
  const problems: unknown[] = [];
  for (const file of files) {
    try {
      await uploadFile(host, file);
    } catch (error) {
      problems.push(error);
    }
  }
  const [first, ...others] = problems.map(failureOf);
  if (first !== undefined) throw others.length === 0 ? new FailureError(first) : new FailureError({ ...first, message: `${first.message} ${t('And {0} more.', others.length)}` });
}

async function uploadFile(host: Pick<HostApi, 'beginUpload' | 'uploadPiece'>, file: File): Promise<void> {
  const name = file.name === nameless ? t('Pasted image') : file.name.slice(-255);
  const { uploadId } = await host.beginUpload({ name, bytes: file.size });
  for (let at = 0; at < file.size; at += pieceLimit) {
    const piece = await readPiece(file.slice(at, at + pieceLimit), name);
    await host.uploadPiece({ uploadId, data: toBase64(piece) });
  }
}

// A folder from another program looks like a file until it is read.
async function readPiece(piece: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await piece.arrayBuffer());
  } catch (error) {
    throw new FailureError({ kind: 'notFound', message: t('{0} cannot be read; drop folders from VS Code’s Explorer.', name), action: 'openLog' }, { cause: error });
  }
}
