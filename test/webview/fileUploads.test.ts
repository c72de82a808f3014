import { deepEqual, rejects } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { FailureError } from '../../src/shared/rpc.ts';
import { uploadFiles } from '../../webview/fileUploads.ts';

const file = (name: string): File => new File(['x'], name);

describe('Files that are handed over', () => {
  it('arrive as far as they can, and one sentence says why the first of the others did not, and how many there are', async () => {
    const arrived: string[] = [];
    const host = {
      beginUpload: async ({ name }: { readonly name: string }) => {
        if (name.startsWith('bad')) throw new FailureError({ kind: 'tooLarge', message: `${name} is too large.`, action: 'openLog' });
        arrived.push(name);
        return { uploadId: name };
      },
      uploadPiece: async () => null,
    };
    await rejects(uploadFiles(host, ['bad1', 'good1', 'bad2', 'good2', 'bad3'].map(file)), /^FailureError: bad1 is too large\. And 2 more\.$/);
    deepEqual(arrived, ['good1', 'good2']);
  });
});
