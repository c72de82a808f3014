import { assistantsRoute } from './assistantsApi.ts';
import type { Message, MessageDeleted } from './assistantTypes.ts';
import { check } from './body.ts';
import { findFile } from './files.ts';
import { now } from './ids.ts';
import { page } from './pages.ts';
import type { Route } from './router.ts';
import { findMessage, findThread, refuseWhileActive, type StoredThread } from './storedThread.ts';
import { newMessage } from './threadObjects.ts';
import { messageRequest, metadataRequest, type MessageRequest } from './threadRequest.ts';
import { withFiles } from './toolResources.ts';
import type { World } from './world.ts';

const path = '/v1/threads/{threadId}/messages';

/** The messages of a thread. */
export const threadMessageRoutes: readonly Route[] = [
  assistantsRoute('POST', path, ({ world, parameters, body }) => {
    const kept = findThread(world, parameters['threadId']);
    const request = check(messageRequest, body);
    refuseWhileActive(kept, 'addMessages');
    return addMessages(kept, [request], world)[0];
  }),
  assistantsRoute('GET', path, ({ world, parameters, query }) => {
    const runId = query.get('run_id');
    const { messages } = findThread(world, parameters['threadId']);
    return page(messages.filter((message) => runId === null || message.run_id === runId), query);
  }),
  assistantsRoute('GET', `${path}/{messageId}`, ({ world, parameters }) => findMessage(findThread(world, parameters['threadId']), parameters['messageId'])),
  assistantsRoute('POST', `${path}/{messageId}`, ({ world, parameters, body }) => {
    const kept = findThread(world, parameters['threadId']);
    const { id } = findMessage(kept, parameters['messageId']);
    const { metadata } = check(metadataRequest, body);
    kept.messages = kept.messages.map((message) => (message.id === id && metadata !== undefined ? { ...message, metadata: metadata ?? {} } : message));
    return findMessage(kept, id);
  }),
  assistantsRoute('DELETE', `${path}/{messageId}`, ({ world, parameters }) => {
    const kept = findThread(world, parameters['threadId']);
    const { id } = findMessage(kept, parameters['messageId']);
    kept.messages = kept.messages.filter((message) => message.id !== id);
    return { id, object: 'thread.message.deleted', deleted: true } satisfies MessageDeleted;
  }),
];

/** Puts messages at the end of a thread, and their files at the disposal of its tools. */
export function addMessages(kept: StoredThread, requests: readonly MessageRequest[], world: World): readonly Message[] {
  for (const { attachments, file_ids: fileIds = [] } of requests) {
    for (const id of [...fileIds, ...(attachments ?? []).map(({ file_id: attached }) => attached)]) findFile(world, id);
  }
  const added = requests.map((request) => {
    const message = newMessage(request, kept.thread.id);
    if (request.file_ids !== undefined) world.attachedFiles.set(message.id, request.file_ids.map((id) => ({ id, created_at: now() })));
    return message;
  });
  kept.messages = [...kept.messages, ...added];
  const files = { code: attachedFor('code_interpreter', requests), search: attachedFor('file_search', requests) };
  if (files.code.length > 0 || files.search.length > 0) {
    kept.thread = { ...kept.thread, tool_resources: withFiles(kept.thread.tool_resources ?? {}, files, world) };
  }
  return added;
}

function attachedFor(tool: 'code_interpreter' | 'file_search', requests: readonly MessageRequest[]): readonly string[] {
  const attachments = requests.flatMap((request) => request.attachments ?? []);
  return attachments.filter(({ tools }) => tools.some(({ type }) => type === tool)).map(({ file_id: id }) => id);
}
