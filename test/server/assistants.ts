import type * as v from 'valibot';
import { createAssistantRequest, updateAssistantRequest } from './assistantRequest.ts';
import { assistantsRoute } from './assistantsApi.ts';
import type { Assistant, AssistantDeleted } from './assistantTypes.ts';
import { check } from './body.ts';
import { noneFound } from './errors.ts';
import { findFile } from './files.ts';
import { newId, now } from './ids.ts';
import { findModel } from './models.ts';
import { page } from './pages.ts';
import { refuseParameters } from './refusedParameters.ts';
import type { Route } from './router.ts';
import { resourcesOf } from './toolResources.ts';
import type { World } from './world.ts';

const path = '/v1/assistants/{assistantId}';

/** `/v1/assistants`. */
export const assistantRoutes: readonly Route[] = [
  assistantsRoute('POST', '/v1/assistants', ({ world, body }) => {
    const request = check(createAssistantRequest, body);
    refuseParameters(body, world.features);
    const empty: Assistant = {
      id: newId('asst'),
      object: 'assistant',
      created_at: now(),
      name: null,
      description: null,
      model: request.model,
      instructions: null,
      tools: [],
      tool_resources: {},
      metadata: {},
      temperature: 1,
      top_p: 1,
      response_format: 'auto',
    };
    return keep(changed(empty, request, world), request.file_ids, world);
  }),
  assistantsRoute('GET', '/v1/assistants', ({ world, query }) => page([...world.assistants.values()], query)),
  assistantsRoute('GET', path, ({ world, parameters }) => findAssistant(world, parameters['assistantId'])),
  assistantsRoute('POST', path, ({ world, parameters, body }) => {
    const assistant = findAssistant(world, parameters['assistantId']);
    const request = check(updateAssistantRequest, body);
    refuseParameters(body, world.features);
    return keep(changed(assistant, request, world), request.file_ids, world);
  }),
  assistantsRoute('DELETE', path, ({ world, parameters }) => {
    const { id } = findAssistant(world, parameters['assistantId']);
    world.assistants.delete(id);
    return { id, object: 'assistant.deleted', deleted: true } satisfies AssistantDeleted;
  }),
];

/** The assistant under this id; throws the service's 404. */
export function findAssistant({ assistants }: World, id = ''): Assistant {
  const found = assistants.get(id);
  if (found === undefined) throw noneFound('assistant', id);
  return found;
}

function changed(assistant: Assistant, request: v.InferOutput<typeof updateAssistantRequest>, world: World): Assistant {
  const { file_ids: _ids, tool_resources: resources, metadata, response_format: format, ...rest } = request;
  if (request.model !== undefined) findModel(request.model, world.features);
  return {
    ...assistant,
    ...rest,
    ...(format === undefined ? {} : { response_format: format ?? 'auto' }),
    ...(metadata === undefined ? {} : { metadata: metadata ?? {} }),
    ...(resources === undefined ? {} : { tool_resources: { ...assistant.tool_resources, ...resourcesOf(resources, world) } }),
  };
}

function keep(assistant: Assistant, fileIds: readonly string[] | undefined, world: World): Assistant {
  world.assistants.set(assistant.id, assistant);
  if (fileIds !== undefined) world.attachedFiles.set(assistant.id, fileIds.map((id) => ({ id: findFile(world, id).file.id, created_at: now() })));
  return assistant;
}
