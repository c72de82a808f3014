import type { FileDeleted, FileObject } from 'openai/resources/files';
import * as v from 'valibot';
import { check } from './body.ts';
import { ApiError, noSuchFile } from './errors.ts';
import { newId, now } from './ids.ts';
import { page } from './pages.ts';
import type { Route } from './router.ts';
import { UploadedFile } from './upload.ts';
import type { StoredFile, World } from './world.ts';

const needs = ['files'] as const;
const path = '/v1/files/{fileId}';
const purposes = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'] as const;
const notDownloadable = new Set(['assistants', 'vision', 'user_data']);

/** When a file shall go by itself. */
export const fileExpiry = v.exactOptional(v.strictObject({
  anchor: v.literal('created_at'),
  seconds: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer(), v.minValue(3600), v.maxValue(2_592_000)),
}));

const createRequest = v.strictObject({ file: v.instance(UploadedFile), purpose: v.picklist(purposes), expires_after: fileExpiry });

/** What a file was uploaded for. */
export type Purpose = (typeof purposes)[number];

/** `/v1/files`: what was uploaded. */
export const fileRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/files',
    needs,
    answer: (exchange, world) => {
      const { file, purpose, expires_after: expiry } = check(createRequest, exchange.request.body);
      return newFile({ filename: file.filename, bytes: file.bytes, purpose, ...(expiry === undefined ? {} : { expiresAfter: expiry.seconds }) }, file.content(), world);
    },
  },
  {
    method: 'GET',
    path: '/v1/files',
    needs,
    answer: (exchange, { files }) => {
      const purpose = exchange.query.get('purpose');
      const all = [...files.values()].map(({ file }) => file);
      return page(all.filter((file) => purpose === null || file.purpose === purpose), exchange.query, { usual: 10_000, most: 10_000 });
    },
  },
  { method: 'GET', path, needs, answer: (_exchange, world, { fileId = '' }) => findFile(world, fileId).file },
  {
    method: 'DELETE',
    path,
    needs,
    answer: (_exchange, world, { fileId = '' }) => {
      const { id } = findFile(world, fileId).file;
      world.files.delete(id);
      for (const store of world.vectorStores.values()) store.files.delete(id);
      return { id, object: 'file', deleted: true } satisfies FileDeleted;
    },
  },
  {
    method: 'GET',
    path: `${path}/content`,
    needs,
    answer: (exchange, world, { fileId = '' }) => {
      const { file, content } = findFile(world, fileId);
      if (content.length < file.bytes) throw new ApiError(507, { message: 'The offline server keeps no more of a file than its first megabyte.' });
      if (notDownloadable.has(file.purpose)) throw new ApiError(400, { message: `Not allowed to download files of purpose: ${file.purpose}` });
      exchange.outgoing.writeHead(200, { 'content-type': 'application/octet-stream' }).end(content);
      return undefined;
    },
  },
];

/** Keeps a file. */
export function newFile(
  { filename, bytes, purpose, expiresAfter }: { readonly filename: string; readonly bytes: number; readonly purpose: Purpose; readonly expiresAfter?: number },
  content: Uint8Array,
  { files }: World,
): FileObject {
  const created = now();
  const file = {
    id: newId('file', '-'),
    object: 'file',
    bytes,
    created_at: created,
    filename,
    // The types know fewer purposes of a file than of an upload.
    purpose: purpose === 'evals' ? 'user_data' : purpose,
    // Deprecated, and sent by the service all the same.
    // oxlint-disable-next-line typescript/no-deprecated
    status: 'processed',
    ...(expiresAfter === undefined ? {} : { expires_at: created + expiresAfter }),
  } satisfies FileObject;
  files.set(file.id, { file, content });
  return file;
}

/** The file under this id; throws the service's 404. */
export function findFile(world: World, id: string): StoredFile {
  const found = world.files.get(id);
  if (found === undefined) throw noSuchFile(id);
  return found;
}
