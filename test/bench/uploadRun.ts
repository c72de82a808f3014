// One upload in a process of its own: `node test/bench/uploadRun.ts <way> <base URL> <file>` prints what it took, in JSON.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { namedConnection, type Connection } from '../../src/core/connections.ts';
import { FileCatalogue } from '../../src/core/fileCatalogue.ts';
import { Gate } from '../../src/core/gate.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { uploadPicked } from '../../src/core/pickedUploads.ts';
import { Uploads } from '../../src/core/uploads.ts';
import { FileBytes } from '../../src/node/fileBytes.ts';
import { textBytes } from '../../src/node/textBytes.ts';
import { clientFor } from '../../src/openai/client.ts';
import { FilesAtServer } from '../../src/openai/serverFiles.ts';
import { usualLimits } from '../../src/openai/uploadLimits.ts';
import { backEndOf, MemoryRecord, ScriptedEngine } from '../support/fakes.ts';

const [way = '', baseUrl = '', file = ''] = process.argv.slice(2);
const { signal } = new AbortController();

/** The same bytes by Node's own means: the floor. */
async function raw(seen?: (piece: Buffer) => void): Promise<void> {
  const boundary = 'boundary-of-the-bench';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nuser_data\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  const length = head.length + (await stat(file)).size + tail.length;
  const outgoing = request(`${baseUrl}/files`, { method: 'POST', headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': length } });
  const answered = new Promise<string>((resolve, reject) => {
    outgoing.once('error', reject).once('response', (incoming) => { text(incoming).then(resolve, reject); });
  });
  const bytes = createReadStream(file);
  if (seen !== undefined) bytes.on('data', (piece) => { if (typeof piece !== 'string') seen(piece); });
  outgoing.write(head);
  // A plain pipe: a generator in between would take longer, and flatter what is measured by it.
  await pipeline(bytes, outgoing, { end: false });
  outgoing.end(tail);
  await answered;
}

/** With the look through it before, and the question whether the server has it. */
async function asTheView(): Promise<void> {
  const settings = { active: 'bench', connections: [{ id: 'bench', name: 'Bench', baseUrl, api: 'responses', auth: 'none' }] };
  const connection = namedConnection(settings, 'bench');
  const server = new FilesAtServer(clientFor(connection, async () => undefined), connection, usualLimits);
  const backEnd = { ...backEndOf(new ScriptedEngine()), files: server };
  const files = new FileCatalogue({ connections: [connection], answering: async () => ({ connection, backEnd }) }, new Uploads(new MemoryRecord()));
  const parts = { files, textFile: textBytes, gate: new Gate(async () => undefined), decode: async (bytes: Uint8Array) => new TextDecoder().decode(bytes), explain: failureOf };
  const { problems } = await uploadPicked(parts, connection, [{ path: file, name: 'a.bin', shownPath: 'a.bin', open: () => FileBytes.open(file) }], () => undefined, signal);
  if (problems.length > 0) throw new Error(problems.join(' '));
}

async function ours(oneRequest: number): Promise<void> {
  const connection: Connection = { id: 'bench', name: 'Bench', baseUrl, api: 'responses', auth: 'none', headers: {} };
  const source = await FileBytes.open(file);
  const files = new FilesAtServer(clientFor(connection, async () => undefined), connection, { ...usualLimits, oneRequest });
  await files.upload(source, { purpose: 'assistants' }, signal);
  await source.close();
}

async function rawHashed(): Promise<void> {
  const sha256 = createHash('sha256');
  await raw((piece) => { sha256.update(piece); });
}

const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  idle: () => sleep(1000),
  raw: () => raw(),
  'raw, hashed': rawHashed,
  'one request': () => ours(usualLimits.oneRequest),
  parts: () => ours(0),
  'as the view Files does it': asTheView,
};

// Lets go of what the start has left behind.
await sleep(1000);
const before = process.memoryUsage.rss() / 1024 / 1024;
const start = performance.now();
await ways[way]?.();
// The peak is that of the whole life of the process, in KB.
console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, before, peak: process.resourceUsage().maxRSS / 1024 }));
process.exit();
