import { createHash } from 'node:crypto';
import type { UploadPart } from 'openai/resources/uploads/parts';
import type { Upload } from 'openai/resources/uploads/uploads';
import * as v from 'valibot';
import { check } from './body.ts';
import { ApiError, objectNotFound } from './errors.ts';
import { fileExpiry, newFile } from './files.ts';
import { newId, now } from './ids.ts';
import type { Parameters, Route } from './router.ts';
import { UploadedFile } from './upload.ts';
import type { StoredUpload, World } from './world.ts';

const needs = ['files', 'uploads'] as const;
const path = '/v1/uploads/{uploadId}';
const megabyte = 1024 * 1024;
// The published schema has no more purposes than these; the SDK's types do.
const purposes = ['assistants', 'batch', 'fine-tune', 'vision'] as const;

const createRequest = v.strictObject({
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8192 * megabyte)),
  filename: v.string(),
  mime_type: v.string(),
  purpose: v.picklist(purposes),
  expires_after: fileExpiry,
});
const partRequest = v.strictObject({ data: v.instance(UploadedFile) });
const completeRequest = v.strictObject({ part_ids: v.array(v.string()), md5: v.exactOptional(v.string()) });

/** `/v1/uploads`: large files in parts. */
export const uploadRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/uploads',
    needs,
    answer: (exchange, { features, uploads }) => {
      const { mime_type: _type, expires_after: expiry, ...asked } = check(createRequest, exchange.request.body);
      const created = now();
      const upload: Upload = { ...asked, id: newId('upload'), object: 'upload', status: 'pending', created_at: created, expires_at: created + features.uploadLifetime };
      uploads.set(upload.id, { upload, parts: new Map(), ...(expiry === undefined ? {} : { expiresAfter: expiry.seconds }) });
      return upload;
    },
  },
  {
    method: 'POST',
    path: `${path}/parts`,
    needs,
    answer: (exchange, world, parameters) => {
      const { upload, parts } = pending(world, parameters);
      const { data } = check(partRequest, exchange.request.body);
      if (data.bytes > 64 * megabyte) throw refusal('Each part can be at most 64 MB.');
      const part: UploadPart = { id: newId('part'), object: 'upload.part', created_at: now(), upload_id: upload.id };
      parts.set(part.id, data.content());
      return part;
    },
  },
  {
    method: 'POST',
    path: `${path}/complete`,
    needs,
    answer: (exchange, world, parameters) => {
      const kept = pending(world, parameters);
      const { part_ids: ids, md5 } = check(completeRequest, exchange.request.body);
      const content = Buffer.concat(ids.map((id) => kept.parts.get(id) ?? missingPart(id)));
      const { bytes, filename } = kept.upload;
      if (content.length !== bytes) throw refusal(`The upload has ${String(content.length)} bytes, but ${String(bytes)} were announced.`);
      if (md5 !== undefined && createHash('md5').update(content).digest('hex') !== md5) throw refusal('The md5 checksum does not match the uploaded bytes.');
      const purpose = v.parse(v.picklist(purposes), kept.upload.purpose);
      const file = newFile({ filename, bytes, purpose, ...(kept.expiresAfter === undefined ? {} : { expiresAfter: kept.expiresAfter }) }, content, world);
      kept.upload = { ...kept.upload, status: 'completed', file };
      kept.parts.clear();
      return kept.upload;
    },
  },
  {
    method: 'POST',
    path: `${path}/cancel`,
    needs,
    answer: (_exchange, world, parameters) => {
      const kept = pending(world, parameters);
      kept.upload = { ...kept.upload, status: 'cancelled' };
      kept.parts.clear();
      return kept.upload;
    },
  },
];

/** The upload under this id while it can be added to; throws the service's 404 or 400. */
function pending({ features, uploads }: World, { uploadId = '' }: Parameters): StoredUpload {
  const found = uploads.get(uploadId);
  if (found === undefined) throw objectNotFound('Upload', uploadId);
  const { status, created_at: created } = found.upload;
  if (status === 'pending' && now() >= created + features.uploadLifetime) throw refusal(`Upload '${uploadId}' is expired.`);
  if (status !== 'pending') throw refusal(`Upload '${uploadId}' is ${status}.`);
  return found;
}

function missingPart(id: string): never {
  throw refusal(`There is no part '${id}' in this upload.`);
}

function refusal(message: string): ApiError {
  return new ApiError(400, { message });
}
