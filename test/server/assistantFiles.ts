import * as v from 'valibot';
import { firstVersionRoute, type AssistantsCall } from './assistantsApi.ts';
import { findAssistant } from './assistants.ts';
import { check } from './body.ts';
import { noneFound } from './errors.ts';
import { findFile } from './files.ts';
import { now } from './ids.ts';
import { page } from './pages.ts';
import type { Route } from './router.ts';
import type { AttachedFile } from './world.ts';

const path = '/v1/assistants/{assistantId}/files';
const createRequest = v.object({ file_id: v.string() });

/** `/v1/assistants/{id}/files`, which ended with the first version. */
export const assistantFileRoutes: readonly Route[] = [
  firstVersionRoute('POST', path, (call) => {
    const { id } = findFile(call.world, check(createRequest, call.body).file_id).file;
    const file = { id, created_at: now() };
    call.world.attachedFiles.set(owner(call), [...filesOf(call).filter((other) => other.id !== id), file]);
    return told(file, owner(call));
  }),
  firstVersionRoute('GET', path, (call) => page(filesOf(call).map((file) => told(file, owner(call))), call.query)),
  firstVersionRoute('GET', `${path}/{fileId}`, (call) => told(findAttached(call), owner(call))),
  firstVersionRoute('DELETE', `${path}/{fileId}`, (call) => {
    const { id } = findAttached(call);
    call.world.attachedFiles.set(owner(call), filesOf(call).filter((other) => other.id !== id));
    return { id, object: 'assistant.file.deleted', deleted: true };
  }),
];

function owner({ world, parameters }: AssistantsCall): string {
  return findAssistant(world, parameters['assistantId']).id;
}

function filesOf(call: AssistantsCall): readonly AttachedFile[] {
  return call.world.attachedFiles.get(owner(call)) ?? [];
}

function findAttached(call: AssistantsCall): AttachedFile {
  const id = call.parameters['fileId'] ?? '';
  const found = filesOf(call).find((file) => file.id === id);
  if (found === undefined) throw noneFound('file', id);
  return found;
}

function told(file: AttachedFile, assistantId: string): AttachedFile & { readonly object: string; readonly assistant_id: string } {
  return { ...file, object: 'assistant.file', assistant_id: assistantId };
}
