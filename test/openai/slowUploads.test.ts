import { deepEqual } from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf, numbered, UploadStage } from './uploadStage.ts';

const { signal } = new AbortController();
const file = JSON.stringify({ id: 'file-1', object: 'file', bytes: 3_000_000, created_at: 1, filename: 'a.bin', purpose: 'user_data', status: 'processed' });

/** Takes what it is sent at the pace that `take` sets, and then answers. */
async function serverTaking(take: (incoming: IncomingMessage) => Promise<void>): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((incoming, outgoing) => {
    take(incoming).then(() => outgoing.writeHead(200, { 'content-type': 'application/json' }).end(file), () => undefined);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  return { url: `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/v1`, server };
}

async function slowly(incoming: IncomingMessage): Promise<void> {
  for await (const chunk of incoming) if (String(chunk) !== '') await sleep(30);
}

async function outcome(take: (incoming: IncomingMessage) => Promise<void>): Promise<{ readonly ended: unknown; readonly time: number }> {
  const { url, server } = await serverTaking(take);
  const stage = new UploadStage(url, { patience: { silence: 3000, answer: 20_000 } });
  const begun = performance.now();
  try {
    const ended = await stage.files.upload(await stage.file('a.bin', numbered(12_000_000)), { purpose: 'user_data' }, signal).then(({ file: { id } }) => id, async (error: unknown) => (await failureOf(Promise.reject(error)))[0]);
    return { ended, time: performance.now() - begun };
  } finally {
    await stage.close();
    server.closeAllConnections();
    server.close();
  }
}

describe('an upload to a server that takes its time', () => {
  it('goes on as long as bytes are taken, however long that is', async () => {
    const { ended, time } = await outcome(slowly);
    deepEqual([ended, time > 3000], ['file-1', true]);
  }).timeout(60_000);

  it('ends when no bytes are taken any more', async () => {
    deepEqual((await outcome(async () => new Promise(() => undefined))).ended, 'stalled');
  }).timeout(60_000);
});
