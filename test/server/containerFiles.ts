import type { FileRetrieveResponse } from 'openai/resources/containers/files/files';
import * as v from 'valibot';
import { check } from './body.ts';
import { livingContainer } from './containers.ts';
import { objectNotFound } from './errors.ts';
import { findFile } from './files.ts';
import { newId, now } from './ids.ts';
import { page } from './pages.ts';
import type { Route } from './router.ts';
import { UploadedFile } from './upload.ts';
import type { StoredContainer, StoredContainerFile, World } from './world.ts';

const needs = ['containers'] as const;
const path = '/v1/containers/{containerId}/files';
const createRequest = v.union([v.strictObject({ file: v.instance(UploadedFile) }), v.strictObject({ file_id: v.string() })]);

/** `/v1/containers/{id}/files`: what code reads and makes. */
export const containerFileRoutes: readonly Route[] = [
  {
    method: 'POST',
    path,
    needs,
    answer: (exchange, world, { containerId = '' }) => {
      const asked = check(createRequest, exchange.request.body);
      const container = livingContainer(world, containerId);
      if ('file' in asked) return putFile(container, { name: asked.file.filename, content: asked.file.content() }, 'user').file;
      const { file, content } = findFile(world, asked.file_id);
      return putFile(container, { name: file.filename, content }, 'user').file;
    },
  },
  {
    method: 'GET',
    path,
    needs,
    answer: (exchange, world, { containerId = '' }) => page([...livingContainer(world, containerId).files.values()].map(({ file }) => file), exchange.query),
  },
  { method: 'GET', path: `${path}/{fileId}`, needs, answer: (_exchange, world, place) => fileAt(world, place).file },
  {
    method: 'DELETE',
    path: `${path}/{fileId}`,
    needs,
    answer: (_exchange, world, place) => {
      const { id, container_id: containerId } = fileAt(world, place).file;
      livingContainer(world, containerId).files.delete(id);
      return { id, object: 'container.file.deleted', deleted: true };
    },
  },
  {
    method: 'GET',
    path: `${path}/{fileId}/content`,
    needs,
    answer: (exchange, world, place) => {
      const { content } = fileAt(world, place);
      exchange.outgoing.writeHead(200, { 'content-type': 'application/octet-stream' }).end(content);
      return undefined;
    },
  },
];

/** Lays a file into a container, for whom it comes from. */
export function putFile({ container, files }: StoredContainer, { name, content }: { readonly name: string; readonly content: Uint8Array }, source: 'user' | 'assistant'): StoredContainerFile {
  const file: FileRetrieveResponse = {
    id: newId('cfile'), object: 'container.file', container_id: container.id, created_at: now(), bytes: content.length, path: `/mnt/data/${name}`, source,
  };
  const kept = { file, content };
  files.set(file.id, kept);
  return kept;
}

function fileAt(world: World, { containerId = '', fileId = '' }: Readonly<Record<string, string>>): StoredContainerFile {
  const found = livingContainer(world, containerId).files.get(fileId);
  if (found === undefined) throw objectNotFound('Container file', fileId);
  return found;
}
