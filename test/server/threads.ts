import type * as v from 'valibot';
import { assistantsRoute } from './assistantsApi.ts';
import type { ThreadDeleted } from './assistantTypes.ts';
import { check } from './body.ts';
import type { Route } from './router.ts';
import { findThread, isActive, type StoredThread } from './storedThread.ts';
import { addMessages } from './threadMessages.ts';
import { newThread } from './threadObjects.ts';
import { threadRequest, updateThreadRequest } from './threadRequest.ts';
import { resourcesOf } from './toolResources.ts';
import type { World } from './world.ts';

const path = '/v1/threads/{threadId}';

/** `/v1/threads`. There is no way to list them. */
export const threadRoutes: readonly Route[] = [
  assistantsRoute('POST', '/v1/threads', ({ world, body }) => makeThread(check(threadRequest, body ?? {}), world).thread),
  assistantsRoute('GET', path, ({ world, parameters }) => findThread(world, parameters['threadId']).thread),
  assistantsRoute('POST', path, ({ world, parameters, body }) => {
    const kept = findThread(world, parameters['threadId']);
    const { metadata, tool_resources: resources } = check(updateThreadRequest, body);
    kept.thread = {
      ...kept.thread,
      ...(metadata === undefined ? {} : { metadata: metadata ?? {} }),
      ...(resources === undefined ? {} : { tool_resources: { ...kept.thread.tool_resources, ...resourcesOf(resources, world) } }),
    };
    return kept.thread;
  }),
  assistantsRoute('DELETE', path, ({ world, parameters }) => {
    const { thread, runs } = findThread(world, parameters['threadId']);
    for (const kept of runs.values()) if (isActive(kept)) kept.stopping.abort();
    world.threads.delete(thread.id);
    return { id: thread.id, object: 'thread.deleted', deleted: true } satisfies ThreadDeleted;
  }),
];

/** Makes a thread with its messages and keeps it. */
export function makeThread(request: v.InferOutput<typeof threadRequest>, world: World): StoredThread {
  const kept: StoredThread = { thread: newThread(request.metadata ?? {}, resourcesOf(request.tool_resources ?? null, world)), messages: [], runs: new Map() };
  addMessages(kept, request.messages ?? [], world);
  world.threads.set(kept.thread.id, kept);
  return kept;
}
